package eval

import (
	"slices"
	"strings"

	"lianshen/checker"
	"lianshen/ocr"
)

// sameLine is the share of the smaller box that two boxes of one line have in common.
const sameLine = 0.5

// lines counts the lines that were read exactly and the characters that were not.
//
// A printed line may be read as two, two cells of a table as one: lines that overlap are
// compared together, as one text. Read lines over no printed line are not counted: seals and
// handwriting are no lines of the truth. A line that was read together with handwriting is
// left out, since the truth does not hold the two as one text.
func (s *scorer) lines() {
	for _, page := range s.truth.Pages {
		for _, b := range bundles(page, s.readLines(page.Number)) {
			if !s.written(page.Number, b) {
				s.bundle(page, b)
			}
		}
	}
}

// written reports whether a read line of the bundle runs over handwriting.
func (s *scorer) written(page int, b bundle) bool {
	return slices.ContainsFunc(s.truth.Marks, func(m TrueMark) bool {
		return m.Kind == "handwriting" && m.Page == page && slices.ContainsFunc(b.read, func(l checker.Line) bool {
			return l.Box.Intersect(m.Box).Area() > 0.2*m.Box.Area()
		})
	})
}

func (s *scorer) readLines(page int) []checker.Line {
	for _, p := range s.facts.Pages {
		if p.Number == page {
			return p.Lines
		}
	}
	return nil
}

func (s *scorer) bundle(page TruePage, b bundle) {
	order := newReading(page)
	texts, readings := b.want(order), b.got(order)
	want, got := normaliseAll(texts), normaliseAll(readings)
	wrong := float64(ocr.EditDistance(want, got))
	s.add("char_errors", page.Number, wrong, len([]rune(want)), b.truth[0].print())
	for _, line := range b.truth {
		s.hit("line_exact", page.Number, want == got || b.holds(line.Text), line.print())
	}
	if want != got {
		s.blameAt(Text, page.Number, b.box(), "line", strings.Join(texts, " "), strings.Join(readings, " "), wrong)
	}
}

// lineClaims puts the score of every line that stands for itself on the curve.
func (s *scorer) lineClaims() {
	for _, page := range s.truth.Pages {
		for _, b := range bundles(page, s.readLines(page.Number)) {
			if len(b.truth) == 1 && len(b.read) == 1 && !s.written(page.Number, b) {
				s.claim(LineCurve, b.read[0].Score, b.holds(b.truth[0].Text))
			}
		}
	}
}

// bundle is a set of printed and read lines that overlap one another.
type bundle struct {
	truth []TrueLine
	read  []checker.Line
}

// bundles groups the lines of a page. Every printed line is in exactly one bundle.
func bundles(page TruePage, read []checker.Line) []bundle {
	var out []bundle
	used := make([]bool, len(read))
	taken := make([]bool, len(page.Lines))
	for i := range page.Lines {
		if taken[i] {
			continue
		}
		taken[i] = true
		b := bundle{truth: []TrueLine{page.Lines[i]}}
		for b.grow(page.Lines, taken, read, used) {
		}
		out = append(out, b)
	}
	return out
}

// print is the colour of the letters. Red ones could go with the ink of seals.
func (l TrueLine) print() Group {
	if l.Colour == "" {
		return Group{Print, "black"}
	}
	return Group{Print, l.Colour}
}

// box is where the printed lines of the bundle stand.
func (b *bundle) box() ocr.Box {
	out := b.truth[0].Box
	for _, l := range b.truth[1:] {
		out = out.Union(l.Box)
	}
	return out
}

// grow adds the lines that overlap the bundle and reports whether there were any.
func (b *bundle) grow(truth []TrueLine, taken []bool, read []checker.Line, used []bool) bool {
	grown := false
	for j, line := range read {
		if !used[j] && slices.ContainsFunc(b.truth, func(t TrueLine) bool { return overlap(t.Box, line.Box) }) {
			b.read, used[j], grown = append(b.read, line), true, true
		}
	}
	for i, line := range truth {
		if !taken[i] && slices.ContainsFunc(b.read, func(r checker.Line) bool { return overlap(r.Box, line.Box) }) {
			b.truth, taken[i], grown = append(b.truth, line), true, true
		}
	}
	return grown
}

func overlap(a, b ocr.Box) bool {
	return a.Intersect(b).Area() > sameLine*min(a.Area(), b.Area())
}

// holds reports whether one of the read lines says text.
func (b *bundle) holds(text string) bool {
	return slices.ContainsFunc(b.read, func(l checker.Line) bool { return normalise(l.Text) == normalise(text) })
}

func (b *bundle) want(order reading) []string {
	return textsInOrder(order, b.truth, func(l TrueLine) (string, ocr.Box) { return l.Text, l.Box })
}

func (b *bundle) got(order reading) []string {
	return textsInOrder(order, b.read, func(l checker.Line) (string, ocr.Box) { return l.Text, l.Box })
}
