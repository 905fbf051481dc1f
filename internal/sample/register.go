package sample

import (
	"math/rand/v2"
	"strings"
)

// Words of the names on stamped pages: far more than a dossier needs, so that most of the
// characters that names are made of occur, look-alikes among them.
var (
	seats = strings.Fields("东莞市 东莞市 东莞市 东莞 广东 广东省 广州市 深圳市 佛山市 惠州市 中山市 江门市 珠海市 肇庆市 清远市 湖南 江苏 上海 浙江 北京 福建")
	// signs are the characters of trade names.
	signs  = []rune("绿源原沅泰秦兴光丰半田由盛威达运晨震禾木信佳太远江汪方万宇字科环天润闰湖图联特明朋海益粤莞鸿辉晖宏洪业顺发永嘉利金洲建新华富裕隆义世宝创诚珠美银峰锋雅居瑞祥德柏高锦绣恒亨立力伟卫正政中众康庆龙腾飞凯铠晟成鑫欣昌倡桥乔晶精旭杰洁")
	trades = strings.Fields("纸业 印染 电镀 食品 水务 漂染 线路板 表面处理 污水处理 纺织印染 生物制药 热电 玻璃 陶瓷 再生资源 环保电力 建材 铝业 新能源材料 " +
		"五金制品 塑胶 电子 环保工程 自控工程 环境技术 仪器 检测技术 环境监测 精密模具 包装材料 化工 皮革 家具 电池 半导体 光学 机械设备 水泥 石化 医疗器械 饮料 家用电器 印刷 涂料")
	forms = strings.Fields("有限公司 有限公司 有限公司 有限公司 有限公司 有限责任公司 股份有限公司 科技有限公司 实业有限公司 集团有限公司 （集团）有限公司 有限公司东莞分公司 厂")
)

// register invents companies. Now and then it enters a sister of the last one: the same
// trade name with another trade.
type register struct {
	r          *rand.Rand
	seat, sign string
	taken      map[string]bool
}

func newRegister(r *rand.Rand) *register { return &register{r: r, taken: map[string]bool{}} }

// next is a name that is not on the register yet.
func (g *register) next() string {
	for {
		if g.sign == "" || g.r.IntN(6) > 0 {
			g.seat, g.sign = pick(g.r, seats...), g.tradeName()
		}
		name := g.seat + g.sign + pick(g.r, trades...) + pick(g.r, forms...)
		if g.r.IntN(12) == 0 {
			name = g.sign + pick(g.r, trades...) + "（" + pick(g.r, "东莞", "广东", "深圳") + "）有限公司"
		}
		if !g.taken[name] {
			g.taken[name] = true
			return name
		}
	}
}

// tradeName is the word that tells a company from others of its trade: two characters,
// three now and then.
func (g *register) tradeName() string {
	out := []rune{signs[g.r.IntN(len(signs))], signs[g.r.IntN(len(signs))]}
	if g.r.IntN(5) == 0 {
		out = append(out, signs[g.r.IntN(len(signs))])
	}
	return string(out)
}
