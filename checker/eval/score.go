package eval

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"lianshen/checker"
	"lianshen/ocr"
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
	Aspect Aspect `json:"aspect"`
	Path   string `json:"path"`
	Page   int    `json:"page"`
	// Box is where, in points (pixels of a picture); empty when it is no single place.
	Box      ocr.Box `json:"box"`
	What     string  `json:"what"`
	Expected string  `json:"expected"`
	Got      string  `json:"got"`
	Loss     float64 `json:"loss"`
}

// Result is what Score counted.
type Result struct {
	Documents int
	Pages     int
	Dossiers  int
	Refused   []string
	// Pictures are the picture files among the documents, in their order.
	Pictures []Picture
	figures  map[string]map[Group]*Figure
	curves   map[string]*Curve
	cases    []Case
}

// measures are what is counted of each aspect.
var measures = map[Aspect][]func(*scorer){
	Text:   {(*scorer).lines, (*scorer).lineClaims},
	Seals:  {(*scorer).seals},
	Verify: {(*scorer).trials, (*scorer).wrongNames, (*scorer).verdictClaims},
	Fields: {(*scorer).fields, (*scorer).critical, (*scorer).fieldClaims},
}

// Score holds every document against its truth in the aspects asked for.
func Score(docs []Document, aspects []Aspect) *Result {
	return Thresholds{}.Score(docs, aspects)
}

// Score also counts what stays undetermined under these thresholds.
func (t Thresholds) Score(docs []Document, aspects []Aspect) *Result {
	r := &Result{Documents: len(docs), figures: map[string]map[Group]*Figure{}, curves: map[string]*Curve{}}
	for _, d := range docs {
		s := &scorer{result: r, rules: t, path: d.Path, truth: d.Truth, facts: d.Facts, held: d.Trials}
		r.Pages += len(d.Truth.Pages)
		if s.facts == nil {
			r.Refused, s.facts = append(r.Refused, d.Path), &checker.Facts{}
		}
		for _, a := range aspects {
			for _, measure := range measures[a] {
				measure(s)
			}
		}
	}
	return r
}

// Groups lists the groups in which a metric was counted, All first.
func (r *Result) Groups(metric string) []Group {
	return slices.SortedFunc(maps.Keys(r.figures[metric]), CompareGroups)
}

// TellingGroups lists All and the groups of the axes that tell cases apart: an axis on which
// every case has the same value says nothing.
func (r *Result) TellingGroups(metric string) []Group {
	values := map[Axis]int{}
	for _, g := range r.Groups(metric) {
		values[g.Axis]++
	}
	return slices.DeleteFunc(r.Groups(metric), func(g Group) bool {
		return g.Axis != All.Axis && g.Axis != Goal && values[g.Axis] < 2 && g.Axis != Rule
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
	rules  Thresholds
	path   string
	truth  *Truth
	facts  *checker.Facts
	held   []Trial
}

// add counts n cases with the given sum: in All, in every group of the page, and in more
// that the case itself belongs to.
func (s *scorer) add(metric string, page int, sum float64, n int, more ...Group) {
	groups := s.result.figures[metric]
	if groups == nil {
		groups = map[Group]*Figure{}
		s.result.figures[metric] = groups
	}
	for _, g := range s.groupsOf(metric, page, more) {
		if groups[g] == nil {
			groups[g] = &Figure{}
		}
		groups[g].Sum += sum
		groups[g].N += n
	}
}

// groupsOf lists every group in which a case is counted, each once.
func (s *scorer) groupsOf(metric string, page int, more []Group) []Group {
	p := s.truth.page(page)
	out := append([]Group{All}, p.groups()...)
	if s.truth.Kind != "" {
		out = append(out, Group{Kind, s.truth.Kind})
	}
	if goal := goals[metric]; goal != nil && goal(p) {
		out = append(out, AtGoal)
	}
	out = append(out, more...)
	slices.SortFunc(out, CompareGroups)
	return slices.Compact(out)
}

// hit counts one case that is right or wrong; more are groups beside those of the page.
func (s *scorer) hit(metric string, page int, right bool, more ...Group) {
	s.add(metric, page, one(right), 1, more...)
}

func (s *scorer) blame(page int, what, expected, got string, loss float64) {
	s.blameAt(Fields, page, ocr.Box{}, what, expected, got, loss)
}

// blameAt also says where on the page it went wrong, so that it can be pictured.
func (s *scorer) blameAt(a Aspect, page int, at ocr.Box, what, expected, got string, loss float64) {
	s.result.cases = append(s.result.cases, Case{
		Aspect: a, Path: s.path, Page: page, Box: at, What: what, Expected: expected, Got: got, Loss: loss,
	})
}
