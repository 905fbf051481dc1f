package checker

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// titleScore returns how well the title (and, less, the headings of the first page) fits
// one of the patterns, and the length of the pattern.
func titleScore(patterns, title, headings []string) (score float64, size int) {
	consider := func(s float64, pattern string) {
		if n := len([]rune(pattern)); s > score || s == score && n > size {
			score, size = s, n
		}
	}
	joined := strings.Join(title, "")
	for _, p := range patterns {
		p = squeeze(p)
		for _, t := range append([]string{joined}, title...) {
			consider(fitTitle(t, p), p)
		}
		if splitTitle(title, []rune(p)) {
			consider(titleContains, p)
		}
		for _, h := range headings {
			consider(smallTitle*fitTitle(h, p), p)
		}
	}
	if score == 0 {
		size = 0
	}
	return score, size
}

func fitTitle(title, pattern string) float64 {
	switch {
	case pattern == "" || title == "":
		return 0
	case title == pattern:
		return titleEquals
	case strings.HasSuffix(title, pattern):
		return titleEnds
	case strings.Contains(title, pattern):
		return titleContains
	case endsAlmost([]rune(title), []rune(pattern)):
		return titleEnds * oneSlip
	}
	return 0
}

// splitTitle reports whether two lines of a title end in the two parts of pattern, in
// whichever order they stand: 检测报告 above 自动监控设施验收比对监测.
func splitTitle(title []string, pattern []rune) bool {
	for k := 4; k+2 <= len(pattern); k++ {
		head, tail := string(pattern[:k]), string(pattern[k:])
		for i, a := range title {
			for j, b := range title {
				if i != j && strings.HasSuffix(a, head) && strings.HasSuffix(b, tail) {
					return true
				}
			}
		}
	}
	return false
}

// endsAlmost reports whether title ends with pattern but for one character of four or more.
func endsAlmost(title, pattern []rune) bool {
	n := len(pattern)
	if n < 4 || len(title) < n {
		return false
	}
	wrong := 0
	for i, r := range title[len(title)-n:] {
		if r != pattern[i] {
			wrong++
		}
	}
	return wrong == 1
}

// mostTitleLines is how many lines a title has at most; the name of the project may take two
// of them.
const mostTitleLines = 4

// titleLines returns the largest lines of the upper part of a page, top to bottom: a title
// may be split over lines, and its lines may differ a little in size.
func titleLines(p Page) []string {
	const upper, alike = 0.6, 0.75
	var largest float64
	for _, l := range p.Lines {
		if titleLike(l) && l.Box[1] < upper*p.HeightPt {
			largest = max(largest, titleSize(l))
		}
	}
	var found []Line
	for _, l := range p.Lines {
		if titleLike(l) && l.Box[1] < upper*p.HeightPt && titleSize(l) >= alike*largest && centred(l, p) {
			found = append(found, l)
		}
	}
	if len(found) > mostTitleLines {
		return nil // running text: nothing on the page stands out
	}
	slices.SortStableFunc(found, func(a, b Line) int { return cmp.Compare(a.Box[1], b.Box[1]) })
	out := make([]string, 0, len(found))
	for _, l := range found {
		out = append(out, squeeze(l.Text))
	}
	return out
}

// titleSize is the size of the letters of a title, in which they may stand far apart: never
// more than what the height of the box leaves for them.
func titleSize(l Line) float64 { return min(letter(l), 0.85*l.Box.Height()) }

// titleLike keeps single characters, seals and labelled values out of titles.
func titleLike(l Line) bool {
	s := squeeze(l.Text)
	return countHan(s) >= 2 && !strings.Contains(s, ":") && l.Box.Width() > l.Box.Height()
}

func centred(l Line, p Page) bool {
	x, _ := l.Box.Centre()
	return math.Abs(x-p.WidthPt/2) < 0.15*p.WidthPt
}

// headings returns the first lines of a page: a title in the size of the text is one.
func headings(p Page) []string {
	lines := slices.Clone(p.Lines)
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Compare(a.Box[1], b.Box[1]) })
	var out []string
	for _, l := range lines[:min(len(lines), 6)] {
		if s := squeeze(l.Text); len([]rune(s)) <= 40 {
			out = append(out, s)
		}
	}
	return out
}
