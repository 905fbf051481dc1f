package checker

import (
	"regexp"
	"strconv"
	"strings"
)

var moneyForm = regexp.MustCompile(`([0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,12}(?:\.[0-9]{1,6})?)(万)?(?:元|圆|人民币|$)`)

// parseMoney reads a sum in yuan (小写): ¥486,000.00, 48.6万元.
func parseMoney(text string) (float64, bool) {
	m := moneyForm.FindStringSubmatch(squeeze(text))
	if m == nil {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.NewReplacer(",", "", "，", "").Replace(m[1]), 64)
	if err != nil {
		return 0, false
	}
	if m[2] != "" {
		v *= 10000
	}
	return tidy(v), v > 0
}

// capitalDigits are the characters used against forgery in sums (大写), and the plain ones
// that people write instead.
var capitalDigits = map[rune]float64{'零': 0, '〇': 0, '壹': 1, '贰': 2, '貳': 2, '叁': 3, '參': 3, '肆': 4, '伍': 5, '陆': 6, '陸': 6, '柒': 7,
	'捌': 8, '玖': 9, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

var capitalPlaces = map[rune]float64{'拾': 10, '十': 10, '佰': 100, '百': 100, '仟': 1000, '千': 1000}

var capitalForm = regexp.MustCompile(`[零〇壹贰貳叁參肆伍陆陸柒捌玖一二两三四五六七八九拾十佰百仟千万萬亿]{2,30}(?:元|圆)[零壹贰叁肆伍陆柒捌玖角分]*[整正]?`)

// parseCapitalMoney reads a sum in words (大写金额): 肆拾捌万陆仟元整. A sum in which a
// character follows that cannot stand there is none.
func parseCapitalMoney(text string) (float64, bool) {
	s := capitalForm.FindString(squeeze(text))
	if s == "" {
		return 0, false
	}
	total, section, digit := 0.0, 0.0, 0.0
	for _, r := range s {
		if d, ok := capitalDigits[r]; ok {
			digit = d
			continue
		}
		if p, ok := capitalPlaces[r]; ok {
			if digit == 0 && p == 10 {
				digit = 1 // 拾万: ten needs no one before it
			}
			section, digit = section+digit*p, 0
			continue
		}
		switch r {
		case '万', '萬':
			total, section, digit = total+(section+digit)*1e4, 0, 0
		case '亿':
			total, section, digit = (total+section+digit)*1e8, 0, 0
		case '元', '圆':
			total, section, digit = total+section+digit, 0, 0
		case '角':
			total, digit = total+digit*0.1, 0
		case '分':
			total, digit = total+digit*0.01, 0
		}
	}
	return tidy(total), total > 0
}
