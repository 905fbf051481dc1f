package checker

import (
	"strings"
	"unicode/utf8"

	"lianshen/ocr"
)

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
	r, ok := readLabelled(l, string(rest), "", false)
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
