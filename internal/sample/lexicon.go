package sample

import (
	"math/rand/v2"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// Lexicon is what the names that a network is trained on are made of: characters of GB 2312
// at random, and what names of owners begin and end with. It shares no trade names with the
// names that reading is measured on.
type Lexicon struct {
	usual, rare []rune // level 1 and level 2
}

// NewLexicon returns the lexicon of the characters that known tells of.
func NewLexicon(known func(rune) bool) *Lexicon {
	w := &Lexicon{}
	for row := 16; row <= 87; row++ {
		for cell := 1; cell <= 94; cell++ {
			s, err := simplifiedchinese.GBK.NewDecoder().Bytes([]byte{byte(0xA0 + row), byte(0xA0 + cell)})
			c := []rune(string(s))
			if err != nil || len(c) != 1 || !known(c[0]) {
				continue
			}
			if row <= 55 {
				w.usual = append(w.usual, c[0])
			} else {
				w.rare = append(w.rare, c[0])
			}
		}
	}
	return w
}

// What names of owners of seals begin and end with, beside random characters.
var (
	ownerHeads = strings.Fields("东莞市 广东省 深圳市 广州市 湖南省 江苏省 浙江省 四川省 安徽 福建省 厦门市 苏州市 成都 重庆市 天津市 上海 北京市 中国 武汉市 河南 山东省 陕西 云南省 昆明市 青岛 无锡市 常州市 贵州 海南省 江西省 中山市 惠州市 珠海")
	ownerTails = strings.Fields("有限公司 有限公司 有限公司 有限公司 有限责任公司 有限责任公司 股份有限公司 股份有限公司 公司 分公司 厂 局 中心 委员会 研究院 研究所 学校 医院 事务所 经营部 商行 合作社 支行 集团 协会 工程有限公司 科技有限公司 设备厂 监测站 管理处 村民委员会 人民政府")
	ownerTrade = strings.Fields("环保 电子 机械 检测 贸易 工程 建筑 物业 物流 模具 服装 鞋业 玩具 食品 农业 化学 能源 电力 自动化 软件 信息 通信 网络 文化 传媒 教育 咨询 投资 管理 服务 房地产 园林 装饰 安装 运输 汽车 配件 五金 塑料 橡胶 纸品 印务 光电 照明 电器 仪表 计量 安全 消防 水利 市政 环境 生态 测试 认证")
)

// any is n random characters.
func (w *Lexicon) any(r *rand.Rand, n int) string {
	out := make([]rune, n)
	for i := range out {
		out[i] = w.char(r)
	}
	return string(out)
}

func (w *Lexicon) char(r *rand.Rand) rune {
	if r.IntN(5) == 0 {
		return w.rare[r.IntN(len(w.rare))]
	}
	return w.usual[r.IntN(len(w.usual))]
}

// name is the name of an owner. One in four is nothing but random characters, and in some a
// character is missing, doubled or exchanged: what stands there is to be read, not guessed.
func (w *Lexicon) name(r *rand.Rand) string {
	var s string
	switch r.IntN(8) {
	case 0, 1:
		return w.any(r, 6+r.IntN(17))
	case 2:
		s = w.any(r, 2+r.IntN(3)) + pick(r, ownerTrade...) + pick(r, "（", "(") + pick(r, ownerHeads...) + "）" + pick(r, ownerTails...)
		s = strings.ReplaceAll(s, "(", "（")
	case 3:
		s = latin(r) + w.any(r, 2) + pick(r, ownerTrade...) + pick(r, ownerTails...)
	default:
		s = pick(r, ownerHeads...) + w.any(r, 2+r.IntN(4)) + pick(r, ownerTrade...) + pick(r, ownerTails...)
	}
	if r.IntN(3) > 0 {
		return s
	}
	return w.mutated(r, []rune(s))
}

// mutated exchanges, drops or doubles one character.
func (w *Lexicon) mutated(r *rand.Rand, s []rune) string {
	i := r.IntN(len(s))
	switch r.IntN(3) {
	case 0:
		s[i] = w.char(r)
	case 1:
		s = append(s[:i], s[i+1:]...)
	default:
		s = append(s[:i+1], s[i:]...)
	}
	return string(s)
}

// latin is a trade name of a few capital letters.
func latin(r *rand.Rand) string {
	out := make([]byte, 2+r.IntN(3))
	for i := range out {
		out[i] = byte('A' + r.IntN(26))
	}
	return string(out)
}
