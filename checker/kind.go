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
