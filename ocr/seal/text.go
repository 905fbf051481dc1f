package seal

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lianshen/ocr"
)

// endings of the names of enterprises, institutions and offices. They hint at where a title
// ends; they are never evidence for what it says.
var endings = []string{
	"有限责任公司", "股份有限公司", "有限公司", "公司", "集团", "厂", "中心", "研究院", "研究所", "设计院", "医院", "学院",
	"大学", "学校", "中学", "小学", "幼儿园", "局", "委员会", "政府", "协会", "学会", "分局", "合作社", "商行", "经营部",
	"事务所", "银行", "支行", "分行", "酒店", "店", "站", "所", "院", "部", "会", "处", "办公室", "专用章", "监制章",
}

// regions are the places with which most names begin: provinces, and the cities of Guangdong.
var regions = []string{
	"北京", "天津", "上海", "重庆", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东",
	"河南", "湖北", "湖南", "广东", "广西", "海南", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "香港",
	"澳门", "台湾", "中国", "中华", "国家", "全国", "东莞", "广州", "深圳", "佛山", "珠海", "惠州", "中山", "江门", "肇庆", "汕头", "湛江",
	"茂名", "韶关", "清远", "揭阳", "潮州", "梅州", "河源", "阳江", "云浮", "汕尾",
}

func ending(s string) bool { return endsIn(s, endings) }

func beginning(s string) bool {
	for _, r := range regions {
		if strings.HasPrefix(s, r) {
			return true
		}
	}
	return false
}

// foreignRun is the number of Latin letters from which they are a foreign or minority name
// that shares the ring with the Chinese one.
const foreignRun = 5

// tidy removes what recognisers put around a line: spaces, stray punctuation, and a foreign
// name before or after a Chinese one. Brackets are written full-width, as names have them.
func tidy(s string) string {
	s = strings.NewReplacer("(", "（", ")", "）", " ", "", "　", "").Replace(s)
	latin := func(r rune) bool { return unicode.Is(unicode.Latin, r) }
	for _, trim := range []func(string, func(rune) bool) string{strings.TrimLeftFunc, strings.TrimRightFunc} {
		if rest := trim(s, latin); len(s)-len(rest) >= foreignRun && utf8.RuneCountInString(rest) >= leastName {
			s = rest
		}
	}
	return strings.TrimFunc(s, func(r rune) bool {
		return r != '（' && r != '）' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// strange is the share of characters that names of companies rarely hold.
func strange(s string) float64 {
	odd := 0
	for _, r := range s {
		if !unicode.Is(unicode.Han, r) && r != '（' && r != '）' && r != '、' {
			odd++
		}
	}
	return float64(odd) / float64(max(1, utf8.RuneCountInString(s)))
}

// alike is 1 − edit distance over the longer length: 1 for equal texts, 0 for none.
func alike(a, b string) float64 {
	if a == "" || b == "" {
		return 0
	}
	return 1 - ocr.NED(a, b)
}
