package checker

import "strings"

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
	for _, l := range longLabels[len(text)] {
		if slips(l.text, text) == 1 {
			return l, true
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
	if under := e.layout.below(b, 1.5*b.box.Height()); len(under) > 0 && !isLabel(under[0].text) {
		c := under[0]
		e.put(l, name, hint, c.text, c.box, c.score)
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
