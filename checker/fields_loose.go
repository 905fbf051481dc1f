package checker

import (
	"regexp"
	"strings"

	"lianshen/ocr"
)

// readLoose finds what shows itself without a label.
func (e *extractor) readLoose() {
	for i, line := range e.layout.lines {
		for _, run := range runs(line.Text) {
			e.looseCode(i, run)
		}
		for _, code := range findOutlets(line.Text) {
			e.loose(i, "outlet_code", Field{Value: code, Raw: code})
		}
		e.looseCMA(i)
		for _, no := range findStandards(line.Text) {
			e.loose(i, "standards_cited", Field{Value: no, Raw: no})
		}
		e.looseDate(i)
	}
}

// loose stores a value that was found without a label and is not known from one.
func (e *extractor) loose(i int, key string, f Field) {
	if e.has(key, f.Value) {
		return
	}
	line := e.layout.lines[i]
	f.Box, f.Score = line.Box, line.Score*looseScore
	e.add(key, f)
}

// looseCode takes a run of letters and digits for a USCC, a permit number or an MN when
// nothing else looks like it. Without a label nothing is mended.
func (e *extractor) looseCode(i int, run string) {
	fits := true
	switch {
	case len(run) == 18 && validUSCC(run):
		e.loose(i, "uscc", Field{Value: run, Raw: run, CheckDigit: &fits})
	case len(run) == 22 && validUSCC(run[:18]) && permitTail.MatchString(run[18:]):
		e.loose(i, "permit_no", Field{Value: run, Raw: run, CheckDigit: &fits})
	case len(run) == 24 && mnHex.MatchString(run) && strings.ContainsAny(run, "ABCDEF"):
		e.loose(i, "mn", Field{Value: run, Raw: run})
	}
}

// looseCMA finds the number under a CMA mark: a line of 12 digits on one of the first pages.
func (e *extractor) looseCMA(i int) {
	text := strings.TrimPrefix(strings.ToUpper(squeeze(e.layout.lines[i].Text)), "CMA")
	if text = strings.TrimLeft(text, ":"); e.first && cmaForm.MatchString(text) {
		e.loose(i, "cma_no", Field{Value: text, Raw: text})
	}
}

// looseDate takes a line that is nothing but a date for the date of the document: it stands
// on a cover or below the unit's name at the end. Elsewhere it may be part of a photo.
func (e *extractor) looseDate(i int) {
	line := e.layout.lines[i]
	if !e.outer || !isBareDate(line.Text) || e.inTable(i) {
		return
	}
	iso, _ := parseDate(line.Text)
	if e.taken(iso, line.Box) { // a cell of a column that stands a little off its row
		return
	}
	e.loose(i, "document_date", Field{Value: iso, Raw: strings.TrimSpace(line.Text)})
}

// taken reports whether the value that stands in a box is known under some label.
func (e *extractor) taken(value any, box ocr.Box) bool {
	for _, fields := range e.fields {
		for _, f := range fields {
			if f.Page == e.layout.page.Number && sameValue(f.Value, value) && f.Box.Intersect(box).Area() > 0 {
				return true
			}
		}
	}
	return false
}

// inTable reports whether something stands on the same row as line i: a cell, or the value
// of a label.
func (e *extractor) inTable(i int) bool {
	b := e.layout.lines[i].Box
	_, y := b.Centre()
	for k, other := range e.layout.lines {
		if _, oy := other.Box.Centre(); k != i && oy > y-0.5*b.Height() && oy < y+0.5*b.Height() {
			return true
		}
	}
	return false
}

var (
	conclusionHead = regexp.MustCompile(`^(?:第?[0-9一二三四五六七八九十]{1,3}[、.．章节]?|\([0-9一二三四五六七八九十]{1,3}\))?(?:[0-9.]{1,6})?[、.]?(?:总体|综合|最终)?(?:验收|检测|监测|调试|比对|比对监测|自主验收)?(?:结论|结论与建议|意见及结论)[:]?$`)
	anyHead        = regexp.MustCompile(`^(?:第[0-9一二三四五六七八九十]{1,3}[章节]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}(?:\.[0-9]{1,2})*[、. ]?\p{Han})`)
)

// readConclusion reads the paragraph under a heading such as 六、验收结论, and where there is
// none on the page, a sentence that concludes.
func (e *extractor) readConclusion() {
	const most = 8 // lines of a conclusion
	for i, f := range e.layout.folds {
		if !conclusionHead.MatchString(f.String()) {
			continue
		}
		b := e.layout.join([]int{i})
		text, score := "", 1.0
		for j := i + 1; j < len(e.layout.lines) && j <= i+most; j++ {
			if anyHead.MatchString(e.layout.folds[j].String()) || isLabel(e.layout.lines[j].Text) {
				break
			}
			text += e.layout.lines[j].Text
			b.box = b.box.Union(e.layout.lines[j].Box)
			score = min(score, e.layout.lines[j].Score)
		}
		if v, ok := parseConclusion(text); ok {
			e.add("conclusion", Field{Value: v, Raw: clip(text), Label: strings.TrimSpace(e.layout.lines[i].Text), Box: b.box, Score: score})
		}
	}
}

// clip keeps the raw text of a paragraph short.
func clip(s string) string {
	const most = 120
	if r := []rune(strings.TrimSpace(s)); len(r) > most {
		return string(r[:most]) + "…"
	}
	return strings.TrimSpace(s)
}
