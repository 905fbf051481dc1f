package eval

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"lianshen/checker"
)

// Document is a labelled PDF with what was read of it.
type Document struct {
	Path  string
	Truth *Truth
	// Facts is nil when the file was refused: everything in it counts as not read.
	Facts  *checker.Facts
	Trials []Trial
}

// Case is one reading that went wrong. Loss orders cases of one aspect, the worst highest.
type Case struct {
	Aspect   Aspect  `json:"aspect"`
	Path     string  `json:"path"`
	Page     int     `json:"page"`
	What     string  `json:"what"`
	Expected string  `json:"expected"`
	Got      string  `json:"got"`
	Loss     float64 `json:"loss"`
}

// Result is what Score counted.
type Result struct {
	Documents int
	Refused   []string
	figures   map[string]map[Group]*Figure
	cases     []Case
}

// Score holds every document against its truth in the aspects asked for.
func Score(docs []Document, aspects []Aspect) *Result {
	r := &Result{Documents: len(docs), figures: map[string]map[Group]*Figure{}}
	measure := map[Aspect]func(*scorer){
		Text: (*scorer).lines, Seals: (*scorer).seals, Fields: (*scorer).fields, Verify: (*scorer).trials,
	}
	for _, d := range docs {
		s := &scorer{result: r, path: d.Path, truth: d.Truth, facts: d.Facts, held: d.Trials}
		if s.facts == nil {
			r.Refused, s.facts = append(r.Refused, d.Path), &checker.Facts{}
		}
		for _, a := range aspects {
			measure[a](s)
		}
	}
	return r
}

// Groups lists the groups in which a metric was counted: All first, then by source,
// resolution and colour.
func (r *Result) Groups(metric string) []Group {
	return slices.SortedFunc(maps.Keys(r.figures[metric]), func(a, b Group) int {
		return cmp.Or(
			strings.Compare(a.Source, b.Source),
			cmp.Compare(a.DPI, b.DPI),
			strings.Compare(a.String(), b.String()),
		)
	})
}

// Figure returns one figure; its N is 0 where nothing was counted.
func (r *Result) Figure(metric string, g Group) Figure {
	if f := r.figures[metric][g]; f != nil {
		return *f
	}
	return Figure{}
}

// Metrics lists what was counted: the fixed metrics, then one a field key.
func (r *Result) Metrics() []Metric {
	var out []Metric
	for _, m := range Metrics {
		if r.figures[m.Key] != nil {
			out = append(out, m)
		}
	}
	out = append(out, r.ofKeys(keyPrefix, fieldMetric)...)
	for _, m := range tableMetrics {
		if r.figures[m.Key] != nil {
			out = append(out, m)
		}
	}
	return append(out, r.ofKeys(tablePrefix, tableMetric)...)
}

// ofKeys lists the metrics of single keys that were counted.
func (r *Result) ofKeys(prefix string, metric func(string) Metric) []Metric {
	var out []Metric
	for _, key := range slices.Sorted(maps.Keys(r.figures)) {
		if name, ok := strings.CutPrefix(key, prefix); ok {
			out = append(out, metric(name))
		}
	}
	return out
}

// Worst returns the n worst cases of an aspect, all of them when n is negative.
func (r *Result) Worst(a Aspect, n int) []Case {
	var out []Case
	for _, c := range r.cases {
		if c.Aspect == a {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Case) int { return cmp.Compare(b.Loss, a.Loss) })
	if n >= 0 && len(out) > n {
		out = out[:n]
	}
	return out
}

// scorer holds one document against its truth.
type scorer struct {
	result *Result
	path   string
	truth  *Truth
	facts  *checker.Facts
	held   []Trial
}

// add counts n cases with the given sum, in the page's group and in All.
func (s *scorer) add(metric string, page int, sum float64, n int) {
	groups := s.result.figures[metric]
	if groups == nil {
		groups = map[Group]*Figure{}
		s.result.figures[metric] = groups
	}
	for _, g := range []Group{All, s.truth.group(page)} {
		if groups[g] == nil {
			groups[g] = &Figure{}
		}
		groups[g].Sum += sum
		groups[g].N += n
	}
}

// hit counts one case that is right or wrong.
func (s *scorer) hit(metric string, page int, right bool) {
	sum := 0.0
	if right {
		sum = 1
	}
	s.add(metric, page, sum, 1)
}

func (s *scorer) blame(a Aspect, page int, what, expected, got string, loss float64) {
	s.result.cases = append(s.result.cases, Case{
		Aspect: a, Path: s.path, Page: page, What: what, Expected: expected, Got: got, Loss: loss,
	})
}
