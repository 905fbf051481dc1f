package eval

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"lianshen/checker"
	"lianshen/ocr"
)

// Least intersection over union of a seal and its truth. Overlapping seals of a page stay
// well below it. Pictures are labelled to the pixel, so that more can be asked there.
const (
	sameSeal     = 0.4
	samePictured = 0.5
)

// seals counts what was found, missed and invented, then how the found ones were read.
func (s *scorer) seals() {
	pairs, invented := pairSeals(s.truth, s.facts.Seals)
	if s.truth.pictured() {
		s.picture(pairs, invented)
		return
	}
	for i, t := range s.truth.Seals {
		s.found(t, pairs[i])
		s.title(t, pairs[i])
		if pairs[i] != nil {
			s.claim(SealCurve, pairs[i].Score, true)
			s.particulars(t, pairs[i])
		}
	}
	for _, f := range invented {
		s.hit(family(f.Shape)+"_precision", f.Page, false)
		s.claim(SealCurve, f.Score, false)
		s.blameAt(Seals, f.Page, f.Box, "no seal", "", fmt.Sprintf("%s %s %s at %.0f", f.Colour, f.Shape, value(f.Title), f.Box), 3)
	}
	s.alarms(invented)
}

// found counts whether a seal was found. A slice of a paging seal (骑缝章) is counted by
// itself: often it is a few millimetres of a rim.
func (s *scorer) found(t TrueSeal, read *checker.Seal) {
	more := t.groups(s.truth.page(t.Page))
	metric := family(t.Shape) + "_recall"
	if t.Kind == ocr.PagingSeal {
		metric = "slice_recall"
	}
	s.hit(metric, t.Page, read != nil, more...)
	if read == nil {
		s.blameAt(Seals, t.Page, t.Box, "missed "+string(t.Kind), t.Title, "", 2)
		return
	}
	s.hit(family(read.Shape)+"_precision", t.Page, true, more...)
}

// alarms counts the invented seals of every page, and the pages without a seal that have
// one or more.
func (s *scorer) alarms(invented []checker.Seal) {
	for _, p := range s.truth.Pages {
		n := 0
		for _, f := range invented {
			if f.Page == p.Number {
				n++
			}
		}
		s.add("false_per_page", p.Number, float64(n), 1)
		if !slices.ContainsFunc(s.truth.Seals, func(t TrueSeal) bool { return t.Page == p.Number }) {
			s.hit("alarm_page", p.Number, n > 0)
		}
	}
}

// family tells the seals with a target, round and oval, from the others.
func family(shape ocr.Shape) string {
	if shape == ocr.Round || shape == ocr.Oval {
		return "seal"
	}
	return "framed"
}

// title counts the title of a seal that is all there; of one that was not found nothing was
// read. Those in a frame are counted by themselves: their script is another and no target is
// stated for them.
func (s *scorer) title(t TrueSeal, read *checker.Seal) {
	if t.Title == "" || !t.Complete || !t.legible() {
		return
	}
	more := t.groups(s.truth.page(t.Page))
	if read == nil {
		read = &checker.Seal{}
	}
	want, got := ocr.NormaliseName(t.Title), ocr.NormaliseName(value(read.Title))
	if family(t.Shape) == "framed" {
		s.hit("framed_title", t.Page, want == got, more...)
		return
	}
	ned := ocr.NED(want, got)
	s.hit("title_exact", t.Page, want == got, more...)
	s.add("title_closeness", t.Page, 1-ned, 1, more...)
	if read.TitleScore != nil {
		s.claim(TitleCurve, *read.TitleScore, want == got)
	}
	if want != got && got != "" {
		s.blameAt(Seals, t.Page, t.Box, "title", t.Title, value(read.Title), ned)
	}
}

// legible reports whether the title can be read by a person, as far as is known.
func (s TrueSeal) legible() bool {
	return s.Conditions == nil || s.Conditions.Legibility == "" || s.Conditions.Legibility == "clear"
}

func (s *scorer) particulars(t TrueSeal, read *checker.Seal) {
	more := t.groups(s.truth.page(t.Page))
	s.text("inner_exact", "inner", t, t.Inner, read.Inner)
	s.text("code_exact", "code", t, t.Code, read.Code)
	if t.Kind != "" {
		s.hit("seal_kind", t.Page, t.Kind == read.Kind, more...)
	}
	if t.Kind != "" && t.Kind != read.Kind {
		s.blameAt(Seals, t.Page, t.Box, "kind", string(t.Kind), string(read.Kind), 0.5)
	}
	s.hit("seal_shape", t.Page, t.Shape == read.Shape, more...)
	s.hit("seal_colour", t.Page, t.Colour == read.Colour, more...)
	s.hit("seal_complete", t.Page, t.Complete == read.Complete, more...)
	if read.DiameterMM != nil && t.Complete && t.DiameterMM > 0 {
		s.add("diameter_error", t.Page, math.Abs(*read.DiameterMM-t.DiameterMM), 1, more...)
	}
}

// text counts an optional text where there is one.
func (s *scorer) text(metric, what string, t TrueSeal, want, got *string) {
	if want == nil || !t.Complete {
		return
	}
	right := ocr.NormaliseName(*want) == ocr.NormaliseName(value(got))
	s.hit(metric, t.Page, right, t.groups(s.truth.page(t.Page))...)
	if !right {
		s.blameAt(Seals, t.Page, t.Box, what, *want, value(got), 0.3)
	}
}

// pairSeals gives each true seal the read one that covers it best, nil where there is none,
// and returns the read ones that are left over. What lies in a region that is not judged is
// neither.
func pairSeals(truth *Truth, read []checker.Seal) (pairs []*checker.Seal, invented []checker.Seal) {
	type pair struct {
		t, r int
		iou  float64
	}
	var candidates []pair
	for i, t := range truth.Seals {
		least := sameSeal
		if truth.page(t.Page).Source == Pictured {
			least = samePictured
		}
		for j, r := range read {
			if iou := t.Box.IoU(r.Box); t.Page == r.Page && iou >= least {
				candidates = append(candidates, pair{i, j, iou})
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b pair) int { return cmp.Compare(b.iou, a.iou) })
	pairs = make([]*checker.Seal, len(truth.Seals))
	used := make([]bool, len(read))
	for _, c := range candidates {
		if pairs[c.t] == nil && !used[c.r] {
			pairs[c.t], used[c.r] = &read[c.r], true
		}
	}
	for j, r := range read {
		if !used[j] && !truth.ignored(r) {
			invented = append(invented, r)
		}
	}
	return pairs, invented
}

// ignored reports whether a read seal lies for the most part in a region that is not judged.
func (t *Truth) ignored(read checker.Seal) bool {
	return slices.ContainsFunc(t.page(read.Page).Ignore, func(b ocr.Box) bool {
		return b.Intersect(read.Box).Area() > 0.5*min(b.Area(), read.Box.Area())
	})
}

// value is the text that a pointer holds, "" for nil.
func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
