package checker

import "lianshen/ocr"

// flow is running text put together from the lines of a paragraph or a cell, folded, with
// the line that each rune stands on: what a sentence says may go on below.
type flow struct {
	runes []rune
	line  []int
}

// flows joins each line to the one right below it in the same column. Two rows of a table
// may be joined so: a sentence that makes sense across them is not written in tables.
func (l *layout) flows() []flow {
	var out []flow
	last := []int{} // last line of each flow
	for i, line := range l.lines {
		at := -1
		for k := len(out) - 1; k >= 0 && k >= len(out)-40; k-- {
			b := l.lines[last[k]].Box
			if gap := line.Box[1] - b[3]; gap > 1.1*b.Height() || line.Box[1] < b[1]+0.4*b.Height() || !sameColumn(b, line.Box) {
				continue
			}
			at = k
			break
		}
		if at < 0 {
			out, last = append(out, flow{}), append(last, i)
			at = len(out) - 1
		}
		last[at] = i
		out[at].add(l.folds[i].runes, i)
	}
	return out
}

func (f *flow) add(runes []rune, line int) {
	f.runes = append(f.runes, runes...)
	for range runes {
		f.line = append(f.line, line)
	}
}

// place returns the box and the score of the lines that runes from up to before to stand on.
func (l *layout) place(f flow, from, to int) (ocr.Box, float64) {
	b := l.join(spanned(f.line[from:to]))
	return b.box, b.score
}

func spanned(lines []int) []int {
	out := lines[:1:1]
	for _, i := range lines {
		if i != out[len(out)-1] {
			out = append(out, i)
		}
	}
	return out
}
