package sample

import "math/rand/v2"

// Words that company names of Dongguan are made of; no combination is meant to be real.
var (
	towns = []string{"中堂镇", "望牛墩镇", "洪梅镇", "麻涌镇", "沙田镇", "道滘镇", "虎门镇", "长安镇", "厚街镇", "寮步镇",
		"茶山镇", "石排镇", "横沥镇", "常平镇", "塘厦镇", "凤岗镇", "清溪镇", "大朗镇", "大岭山镇", "桥头镇", "企石镇", "高埗镇", "石碣镇"}
	brands = []string{"绿源", "恒泰", "金洲", "粤海", "鸿辉", "建晖", "宏业", "顺发", "永兴", "嘉利", "东糖", "泰昌", "联合", "富华", "新科", "华丰",
		"裕隆", "信义", "盛世", "佳宝", "创诚", "明珠", "环美", "银峰", "雅居", "天鸿", "瑞祥", "德润", "柏高", "锦绣"}
	waterTrades = []string{"纸业", "印染", "电镀", "食品", "水务", "漂染", "线路板", "表面处理", "污水处理", "洗水", "纺织印染", "生物制药"}
	gasTrades   = []string{"热电", "玻璃", "陶瓷", "热力", "再生资源", "环保电力", "建材", "垃圾处理", "铝业", "新能源材料"}
	endings     = []string{"有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "科技有限公司", "实业有限公司", "集团有限公司"}
	surnames    = []rune("陈李黄张梁林刘吴罗何叶卢谢邓曾袁钟莫温苏郑冯")
	givenNames  = []string{"志强", "伟明", "建华", "丽芬", "国辉", "小玲", "俊杰", "文斌", "海燕", "永康", "嘉欣", "振宇", "美珍", "德胜", "家豪", "晓东", "锦添", "秀英", "子豪", "柏林", "敏仪", "浩然"}
)

// company invents a name of 8 to 24 characters in one of the usual patterns.
func company(r *rand.Rand, trade string) string {
	brand := pick(r, brands...)
	switch r.IntN(8) {
	case 0:
		return brand + trade + "（东莞）" + pick(r, endings...)
	case 1:
		return "东莞" + brand + trade + pick(r, endings...)
	case 2:
		return "广东" + brand + pick(r, brands...) + trade + pick(r, endings...)
	case 3:
		return "东莞市" + pick(r, towns...) + brand + trade + pick(r, endings...)
	case 4:
		return "东莞市" + brand + pick(r, brands...) + trade + "综合处理" + pick(r, endings...)
	}
	return "东莞市" + brand + trade + pick(r, endings...)
}

// person invents a name of two or three characters.
func personName(r *rand.Rand) string {
	given := pick(r, givenNames...)
	if r.IntN(5) == 0 {
		given = string([]rune(given)[:1])
	}
	return string(surnames[r.IntN(len(surnames))]) + given
}
