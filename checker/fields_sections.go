package checker

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"
)

// sectionHead is the head of a chapter: 一、项目概况, 第二章 建设验收, 第三条 工期, 6 验收结论.
// What ends like a sentence, holds a value or is numbered below the first level is none.
var sectionHead = regexp.MustCompile(`^(?:第[0-9一二三四五六七八九十]{1,3}[章条部分]{1,2}|[一二三四五六七八九十]{1,3}[、.．]|[0-9]{1,2}[、.．]?)(\p{Han}[\p{Han}、()（）/与和及A-Za-z0-9]{1,24})$`)

// sectionNumber is the number of a chapter alone.
var sectionNumber = regexp.MustCompile(`^(?:第[0-9一二三四五六七八九十]{1,3}[章条]|[一二三四五六七八九十]{1,3}[、.．])$`)

// readSections notes the chapters of the document under the key sections: their titles
// without the number, in the order of the pages.
func (e *extractor) readSections() {
	for i, f := range e.layout.folds {
		b := e.layout.join([]int{i})
		if sectionNumber.MatchString(f.String()) { // a detector cut the number off
			title := e.lineRightOf(i)
			if title < 0 {
				continue
			}
			b = e.layout.join([]int{i, title})
			f = fold(b.text)
		} else if e.inTable(i) {
			continue
		}
		m := sectionHead.FindStringSubmatch(f.String())
		if m == nil || utf8.RuneCountInString(m[1]) < 2 || !chapterNumber(f) {
			continue
		}
		e.add("sections", Field{Value: bracketed.Replace(m[1]), Raw: strings.TrimSpace(b.text), Box: b.box, Score: b.score})
	}
}

// lineRightOf returns the nearest line on the row of line i to its right, -1 without.
func (e *extractor) lineRightOf(i int) int {
	b, at := e.layout.lines[i].Box, -1
	_, y := b.Centre()
	for k, l := range e.layout.lines {
		if _, ly := l.Box.Centre(); l.Box[0] > b[2]-0.5*b.Height() && math.Abs(ly-y) < 0.5*b.Height() && (at < 0 || l.Box[0] < e.layout.lines[at].Box[0]) {
			at = k
		}
	}
	return at
}

// chapterNumber tells a chapter 6 验收结论 from a row or an item that begins with a figure:
// the figure of a chapter stands apart or before a mark, is small, and no unit follows.
func chapterNumber(f folded) bool {
	if r := f.runes[0]; r < '0' || r > '9' {
		return true
	}
	rest := strings.TrimLeft(f.String(), "0123456789")
	return f.runes[0] != '0' && !strings.HasPrefix(rest, "个") && !strings.HasPrefix(rest, "年") && !strings.HasPrefix(rest, "月") &&
		!strings.HasPrefix(rest, "号") && !strings.HasPrefix(rest, "小时") && !strings.HasPrefix(rest, "天")
}
