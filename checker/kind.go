package checker

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// KindPattern says how to recognise one kind of document. It is filled from the notice
// file.
type KindPattern struct {
	Slug string
	// Titles are whole titles or their endings, such as 验收报告.
	Titles []string
	// Keywords speak for the kind when they stand in the text.
	Keywords []Keyword
}

// Keyword is a word with the weight, in (0, 1], that it has for a kind.
type Keyword struct {
	Text   string
	Weight float64
}

// Scores of ClassifyDocument; our choice. A title decides, keywords only help; below
// kindThreshold, or closer than kindMargin to the second, the kind is unknown.
const (
	titleEquals   = 0.98
	titleEnds     = 0.95
	titleContains = 0.85
	smallTitle    = 0.75 // times the above, for a heading that is not the largest text
	oneSlip       = 0.90 // times the above, for a title with one character read wrongly
	keywordShare  = 0.70 // of what keywords alone can reach
	kindThreshold = 0.50
	kindMargin    = 0.05
)

// ClassifyDocument says which kind a document looks like, from its title and its words. The
// kind is nil when in doubt; the score is that of the best guess all the same.
func ClassifyDocument(pages []Page, kinds []KindPattern) DocumentKind {
	var out DocumentKind
	first := firstPage(pages)
	if first == nil {
		return out
	}
	title := titleLines(*first)
	if len(title) > 0 {
		joined := strings.Join(title, "")
		out.Title = &joined
	}
	ranked := rankKinds(pages, title, headings(*first), kinds)
	if len(ranked) == 0 || ranked[0].score == 0 {
		return out
	}
	best := ranked[0]
	score := math.Round(best.score*1000) / 1000
	out.Score = &score
	if best.score >= kindThreshold && (len(ranked) == 1 || best.score-ranked[1].score >= kindMargin) {
		out.Kind = &best.slug
	}
	return out
}

type rankedKind struct {
	slug  string
	score float64
	size  int // runes of the title that matched
}

// rankKinds scores every kind, the best first. Of titles that both fit, the longer says
// more: 验收比对监测报告 is not an 监测报告.
func rankKinds(pages []Page, title, headings []string, kinds []KindPattern) []rankedKind {
	text := documentText(pages)
	ranked := make([]rankedKind, 0, len(kinds))
	longest := 0
	for _, k := range kinds {
		t, size := titleScore(k.Titles, title, headings)
		words := keywordScore(k.Keywords, text)
		r := rankedKind{slug: k.Slug, size: size, score: max(t, 0)}
		r.score = 1 - (1-t)*(1-keywordShare*words)
		if t > 0 {
			r.score = t + (1-t)*0.5*words
		}
		longest = max(longest, size)
		ranked = append(ranked, r)
	}
	for i := range ranked {
		if r := &ranked[i]; r.size > 0 && r.size < longest {
			r.score *= 0.8
		}
	}
	slices.SortStableFunc(ranked, func(a, b rankedKind) int { return cmp.Compare(b.score, a.score) })
	return ranked
}

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

// keywordScore combines the weights of the keywords that stand in text, in [0, 1).
func keywordScore(keywords []Keyword, text string) float64 {
	rest := 1.0
	for _, k := range keywords {
		if w := squeeze(k.Text); w != "" && strings.Contains(text, w) {
			rest *= 1 - min(max(k.Weight, 0), 1)
		}
	}
	return 1 - rest
}

// documentText returns the text of the first pages without blanks; kinds show early.
func documentText(pages []Page) string {
	const enough = 20 // pages
	var b strings.Builder
	for _, p := range pages[:min(len(pages), enough)] {
		for _, l := range p.Lines {
			b.WriteString(squeeze(l.Text))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// firstPage returns the first page with text, nil when there is none.
func firstPage(pages []Page) *Page {
	for i := range pages {
		if len(pages[i].Lines) > 0 {
			return &pages[i]
		}
	}
	return nil
}

// titleLines returns the largest lines of the upper part of a page, top to bottom: a title
// may be split over lines, and its lines may differ a little in size.
func titleLines(p Page) []string {
	const upper, alike = 0.6, 0.75
	var tallest float64
	for _, l := range p.Lines {
		if titleLike(l) && l.Box[1] < upper*p.HeightPt {
			tallest = max(tallest, l.Box.Height())
		}
	}
	var found []Line
	for _, l := range p.Lines {
		if titleLike(l) && l.Box[1] < upper*p.HeightPt && l.Box.Height() >= alike*tallest && centred(l, p) {
			found = append(found, l)
		}
	}
	slices.SortStableFunc(found, func(a, b Line) int { return cmp.Compare(a.Box[1], b.Box[1]) })
	out := make([]string, 0, len(found))
	for _, l := range found[:min(len(found), 6)] {
		out = append(out, squeeze(l.Text))
	}
	return out
}

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
