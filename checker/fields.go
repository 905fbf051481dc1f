package checker

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"lianshen/ocr"
)

// joinedScore is what a score is multiplied by when a value was put together from several
// lines; looseScore when a value was found without its label.
const (
	joinedScore = 0.95
	looseScore  = 0.95
)

// ExtractFields reads the labelled values of a document: by the labels of labelRules, on
// the same line, in the neighbouring cell to the right, or in the column below. Codes that
// prove themselves (a USCC whose check digit fits, outlet codes, a 24-digit MN) are found
// without a label too. The keys are those of the shared vocabulary; the fields of a key
// stand in reading order; what is printed twice stands twice.
func ExtractFields(pages []Page) map[string][]Field {
	e := &extractor{fields: map[string][]Field{}, unit: subjectKey(pages)}
	for i, p := range pages {
		if len(p.Lines) == 0 {
			continue
		}
		e.layout, e.first = newLayout(p), i < 2
		e.used = make([]bool, len(e.layout.lines))
		e.readHeads()
		for k := range e.layout.lines {
			e.readLine(k)
		}
		e.readLoose()
		e.readConclusion()
	}
	for key := range e.fields {
		slices.SortStableFunc(e.fields[key], inReadingOrder)
	}
	return e.fields
}

func inReadingOrder(a, b Field) int {
	return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Box[1], b.Box[1]), cmp.Compare(a.Box[0], b.Box[0]))
}

// extractor collects the fields of a document, page by page.
type extractor struct {
	fields map[string][]Field
	unit   string // key that 单位名称 stands for
	layout *layout
	first  bool   // one of the first two pages
	used   []bool // lines that are the head of a column
}

// mend reports whether misreadings may be undone: not in a text layer, which has none.
func (e *extractor) mend() bool { return e.layout.page.TextSource != TextLayer }

// add stores a field unless the same value was read at the same place; the better score
// stays.
func (e *extractor) add(key string, f Field) {
	f.Page = e.layout.page.Number
	f.Score = math.Round(min(max(f.Score, 0), 1)*1000) / 1000
	for i, old := range e.fields[key] {
		if old.Page == f.Page && sameValue(old.Value, f.Value) && old.Box.Intersect(f.Box).Area() > 0 {
			if f.Score > old.Score {
				e.fields[key][i] = f
			}
			return
		}
	}
	e.fields[key] = append(e.fields[key], f)
}

// has reports whether the page has a value already.
func (e *extractor) has(key string, value any) bool {
	return slices.ContainsFunc(e.fields[key], func(f Field) bool {
		return f.Page == e.layout.page.Number && sameValue(f.Value, value)
	})
}

func sameValue(a, b any) bool {
	ra, isRange := a.(Range)
	rb, isRangeToo := b.(Range)
	if isRange && isRangeToo {
		return formatRange(ra) == formatRange(rb)
	}
	return a == b
}

// put reads text as the value of l and stores it. It reports whether there was one.
func (e *extractor) put(l label, name, hint, text string, box ocr.Box, score float64) bool {
	if l.kind == spanValue {
		return e.putSpan(l, name, text, box, score)
	}
	r, ok := readValue(l.kind, text, hint, e.mend())
	if !ok {
		return false
	}
	key := l.key
	if key == unitKey {
		key = e.unit
	}
	e.add(key, Field{Value: r.value, Raw: r.raw, Label: name, Box: box, Score: score, CheckDigit: r.fits})
	return true
}

// putSpan stores both ends of a span of days.
func (e *extractor) putSpan(l label, name, text string, box ocr.Box, score float64) bool {
	days := findDates(text)
	if len(days) == 0 {
		return false
	}
	raw := strings.TrimSpace(text)
	e.add(l.key+"_start", Field{Value: days[0].iso, Raw: raw, Label: name, Box: box, Score: score})
	if len(days) > 1 {
		e.add(l.key+"_end", Field{Value: days[len(days)-1].iso, Raw: raw, Label: name, Box: box, Score: score})
	}
	return true
}

// pair is a label within a line: where it stands and where its value begins, in folded
// runes.
type pair struct {
	label
	start, value int
	hint         string
	colon        bool
}

// pairs finds the labels of a line that are followed by a colon, and one at its beginning
// that is followed by a blank.
func pairs(f folded) []pair {
	var out []pair
	for i := 0; i < len(f.runes); i++ {
		l, ok := labelAt(f, i)
		if !ok || !startsLabel(f, i, len(l.text), len(out) > 0) {
			continue
		}
		p := pair{label: l, start: i}
		p.hint, p.value = parenthesis(f, i+len(l.text))
		if p.value < len(f.runes) && f.runes[p.value] == ':' {
			p.colon = true
			p.value++
		} else if i > 0 || p.value >= len(f.runes) || !f.blank[p.value] && !selfEvident(l, f.runes[p.value:]) {
			continue
		}
		out = append(out, p)
		i = p.value - 1
	}
	return out
}

// startsLabel keeps short labels from being cut out of longer words: 日期 out of 出厂日期,
// unless another pair stands before it on the line.
func startsLabel(f folded, i, size int, afterPair bool) bool {
	if i == 0 || size >= 4 || f.blank[i] {
		return true
	}
	return afterPair || !isHan(f.runes[i-1]) && !isCodeRune(f.runes[i-1])
}

// parenthesis passes over (…) at index i and returns its content and the index behind.
func parenthesis(f folded, i int) (string, int) {
	if i >= len(f.runes) || f.runes[i] != '(' {
		return "", i
	}
	for j := i + 1; j < len(f.runes) && j < i+16; j++ {
		if f.runes[j] == ')' {
			return string(f.runes[i+1 : j]), j + 1
		}
	}
	return "", i
}

// selfEvident reports whether a value directly behind a long label shows what it is: a lost
// colon.
func selfEvident(l label, rest []rune) bool {
	if len(l.text) < 4 || l.kind == textValue || l.kind == conclusionValue {
		return false
	}
	r, ok := readValue(l.kind, string(rest), "", false)
	return ok && r.sure && !strings.ContainsAny(string(rest), "，。；")
}

// readLine reads the labelled values of line i.
func (e *extractor) readLine(i int) {
	f, line := e.layout.folds[i], e.layout.lines[i]
	found := pairs(f)
	for k, p := range found {
		end := len(f.runes)
		if k+1 < len(found) {
			end = found[k+1].start
		}
		if p.kind == noValue {
			continue
		}
		if p.value < end {
			e.readInline(i, p, end, k+1 == len(found))
		} else if k+1 == len(found) {
			e.readBeside(e.layout.join([]int{i}), p.label, p.hint, line.Text)
		}
	}
	if len(found) == 0 && !e.used[i] {
		e.readCell(i)
	}
}

// readInline reads a value on the line of its label; one that goes to the line's end may go
// on below.
func (e *extractor) readInline(i int, p pair, end int, last bool) {
	f, line := e.layout.folds[i], e.layout.lines[i]
	from, to := f.at[p.value], f.at[end-1]+1
	runes := []rune(line.Text)
	name := strings.TrimRight(string(runes[f.at[p.start]:from]), ":： 　")
	text, box, score := string(runes[from:to]), e.layout.part(i, from, to), line.Score
	if last && p.kind == nameValue {
		if more, ok := e.continuation(i, text, box); ok {
			text += e.layout.lines[more].Text
			box = box.Union(e.layout.lines[more].Box)
			score = min(score, e.layout.lines[more].Score) * joinedScore
		}
	}
	if e.put(p.label, name, p.hint, text, box, score) || !last || p.kind == textValue {
		return
	}
	r, ok := e.layout.rightOf(e.layout.join([]int{i}))
	if !ok || len(pairs(fold(r.text))) > 0 {
		return
	}
	if r.box[0] < (box[0]+box[2])/2 { // a detector cut the line in two and read its middle twice
		e.put(p.label, name, p.hint, r.text, r.box, r.score)
		return
	}
	e.put(p.label, name, p.hint, text+r.text, box.Union(r.box), min(score, r.score)*joinedScore)
}

// continuation returns the line below that completes an unfinished name.
func (e *extractor) continuation(i int, text string, box ocr.Box) (int, bool) {
	if companyEnd.MatchString(sealNote.ReplaceAllString(squeeze(text), "")) {
		return 0, false
	}
	h := box.Height()
	for j := i + 1; j < len(e.layout.lines); j++ {
		b := e.layout.lines[j].Box
		if b[1] > box[3]+1.2*h {
			break
		}
		if b[1] < box[1]+0.5*h || b[0] > box[2] || b[2] < e.layout.lines[i].Box[0] || len(pairs(e.layout.folds[j])) > 0 {
			continue
		}
		joined := squeeze(text + e.layout.lines[j].Text)
		if companyEnd.MatchString(sealNote.ReplaceAllString(joined, "")) && utf8.RuneCountInString(joined) <= 50 {
			return j, true
		}
	}
	return 0, false
}

// readCell reads line i, or the block it begins, as a cell that holds nothing but a label.
func (e *extractor) readCell(i int) {
	b := e.layout.join([]int{i})
	l, hint, ok := wholeLabel(b.text)
	if whole := e.layout.blocks[i]; !ok && len(whole.lines) > 1 && whole.lines[0] == i {
		b = whole
		l, hint, ok = wholeLabel(b.text)
	}
	if ok && l.kind != noValue {
		e.readBeside(b, l, hint, b.text)
	}
}

// wholeLabel returns the label that a text is, passing over a remark in parentheses, a
// colon and, in long labels, one character read wrongly.
func wholeLabel(text string) (l label, hint string, ok bool) {
	f := fold(strings.TrimRight(text, ":： 　"))
	if len(f.runes) == 0 || len(f.runes) > 24 {
		return label{}, "", false
	}
	if l, ok := labelAt(f, 0); ok {
		hint, end := parenthesis(f, len(l.text))
		if end == len(f.runes) {
			return l, hint, true
		}
	}
	if l, ok := almostLabel(f.runes); ok {
		return l, "", true
	}
	return label{}, "", false
}

// almostLabel finds the label of five or more characters that differs from text in one.
func almostLabel(text []rune) (label, bool) {
	if len(text) < 5 {
		return label{}, false
	}
	for _, rule := range labelRules {
		for _, s := range rule.labels {
			if t := []rune(s); len(t) == len(text) && slips(t, text) == 1 {
				return label{t, rule.key, rule.kind}, true
			}
		}
	}
	return label{}, false
}

func slips(a, b []rune) int {
	n := 0
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// readBeside reads the value of a label that fills a cell: to the right, else below.
func (e *extractor) readBeside(b block, l label, hint, name string) {
	name = strings.TrimRight(strings.TrimSpace(name), ":：")
	if r, ok := e.layout.rightOf(b); ok && !isLabel(r.text) {
		if e.put(l, name, hint, r.text, r.box, r.score) {
			return
		}
		if first := e.layout.join(r.lines[:1]); len(r.lines) > 1 && e.put(l, name, hint, first.text, first.box, first.score) {
			return
		}
	}
	if l.kind == textValue || l.kind == conclusionValue {
		return // anything can stand below
	}
	for _, c := range e.layout.below(b, 1.5*b.box.Height()) {
		if !isLabel(c.text) {
			e.put(l, name, hint, c.text, c.box, c.score)
		}
		return
	}
}

// isLabel reports whether a text is a label or begins with one and a colon.
func isLabel(text string) bool {
	if _, _, ok := wholeLabel(text); ok {
		return true
	}
	p := pairs(fold(text))
	return len(p) > 0 && p[0].start == 0 && p[0].colon
}
