package checker

import (
	"regexp"
	"strconv"

	"lianshen/ocr"
)

// pageMargin is the share of the page at its top and bottom where page numbers stand.
const pageMargin = 0.13

var (
	pageOf    = regexp.MustCompile(`第([0-9]{1,4}|[一二三四五六七八九十百]{1,5})页[,，/、;()\-]*(?:共|总|总共)([0-9]{1,4}|[一二三四五六七八九十百]{1,5})页`)
	ofPage    = regexp.MustCompile(`共([0-9]{1,4}|[一二三四五六七八九十百]{1,5})页[,，/、;()\-]*第([0-9]{1,4}|[一二三四五六七八九十百]{1,5})页`)
	pageOnly  = regexp.MustCompile(`^第([0-9]{1,4}|[一二三四五六七八九十百]{1,5})页$`)
	pageEN    = regexp.MustCompile(`(?i)^page([0-9]{1,4})(?:of|/)([0-9]{1,4})$`)
	pageSlash = regexp.MustCompile(`^([0-9]{1,4})/([0-9]{1,4})$`)
	pageDash  = regexp.MustCompile(`^[-—–~·.]*([0-9]{1,4})[-—–~·.]*$`)
)

// PrintedPage returns the page number printed on a page and the number of pages printed
// beside it (第 x 页 共 y 页, x/y, - x -), nil where there is none. Outside the margins only
// the full form counts. pageHeight is in points, like the boxes of lines.
func PrintedPage(lines []Line, pageHeight float64) (number, of *int) {
	for _, l := range lines {
		if n, o, ok := fullPageNumber(squeeze(l.Text)); ok && (inMargin(l.Box, pageHeight) || len(l.Text) < 40) {
			return &n, &o
		}
	}
	for _, l := range lines {
		if !inMargin(l.Box, pageHeight) {
			continue
		}
		if n, o := shortPageNumber(squeeze(l.Text)); n != nil {
			return n, o
		}
	}
	return nil, nil
}

func inMargin(b ocr.Box, height float64) bool {
	_, y := b.Centre()
	return y < height*pageMargin || y > height*(1-pageMargin)
}

// fullPageNumber reads the forms that name both numbers.
func fullPageNumber(s string) (number, of int, ok bool) {
	if m := pageOf.FindStringSubmatch(s); m != nil {
		return wholeNumber(m[1]), wholeNumber(m[2]), true
	}
	if m := ofPage.FindStringSubmatch(s); m != nil {
		return wholeNumber(m[2]), wholeNumber(m[1]), true
	}
	if m := pageEN.FindStringSubmatch(s); m != nil {
		return wholeNumber(m[1]), wholeNumber(m[2]), true
	}
	return 0, 0, false
}

// shortPageNumber reads what is a page number only because it stands in a margin.
func shortPageNumber(s string) (number, of *int) {
	if m := pageSlash.FindStringSubmatch(s); m != nil {
		if n, o := wholeNumber(m[1]), wholeNumber(m[2]); n >= 1 && n <= o {
			return &n, &o
		}
		return nil, nil
	}
	for _, form := range []*regexp.Regexp{pageOnly, pageDash} {
		if m := form.FindStringSubmatch(s); m != nil {
			if n := wholeNumber(m[1]); n >= 1 {
				return &n, nil
			}
		}
	}
	return nil, nil
}

// wholeNumber reads digits or a Chinese number below 1000; 0 when it is neither.
func wholeNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return hanNumber(s)
}

var hanDigits = map[rune]int{'〇': 0, '○': 0, '零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4,
	'五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

// hanNumber reads a Chinese number below 1000 such as 二十三 or 一百零五; 0 when it is none.
func hanNumber(s string) int {
	total, digit := 0, 0
	for _, r := range s {
		switch d, ok := hanDigits[r]; {
		case ok:
			digit = d
		case r == '十':
			total, digit = total+10*max(digit, 1), 0
		case r == '百':
			total, digit = total+100*max(digit, 1), 0
		default:
			return 0
		}
	}
	return total + digit
}
