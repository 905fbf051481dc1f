package eval

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"lianshen/checker"
	"lianshen/ocr"
)

// sameSeal is the least intersection over union of a seal and its truth. Overlapping seals
// of a page stay well below it.
const sameSeal = 0.4

// seals counts what was found, missed and invented, then how the found ones were read.
func (s *scorer) seals() {
	pairs, invented := pairSeals(s.truth.Seals, s.facts.Seals)
	for i, t := range s.truth.Seals {
		read := pairs[i]
		s.hit(family(t.Shape)+"_recall", t.Page, read != nil)
		if read == nil {
			s.blame(Seals, t.Page, "missed "+string(t.Kind), t.Title, "", 2)
			continue
		}
		s.hit(family(read.Shape)+"_precision", t.Page, true)
		s.title(t, read)
		s.particulars(t, read)
	}
	for _, f := range invented {
		s.hit(family(f.Shape)+"_precision", f.Page, false)
		s.blame(Seals, f.Page, "no seal", "", fmt.Sprintf("%s %s %s at %.0f", f.Colour, f.Shape, value(f.Title), f.Box), 3)
	}
}

// family tells the seals with a target, round and oval, from the others.
func family(shape ocr.Shape) string {
	if shape == ocr.Round || shape == ocr.Oval {
		return "seal"
	}
	return "framed"
}

func (s *scorer) title(t TrueSeal, read *checker.Seal) {
	if t.Title == "" {
		return
	}
	want, got := ocr.NormaliseName(t.Title), ocr.NormaliseName(value(read.Title))
	ned := ocr.NED(want, got)
	s.hit("title_exact", t.Page, want == got)
	s.add("title_closeness", t.Page, 1-ned, 1)
	if want != got {
		s.blame(Seals, t.Page, "title", t.Title, value(read.Title), ned)
	}
}

func (s *scorer) particulars(t TrueSeal, read *checker.Seal) {
	s.text("inner_exact", "inner", t.Page, t.Inner, read.Inner)
	s.text("code_exact", "code", t.Page, t.Code, read.Code)
	s.hit("seal_kind", t.Page, t.Kind == read.Kind)
	if t.Kind != read.Kind {
		s.blame(Seals, t.Page, "kind", string(t.Kind), string(read.Kind), 0.5)
	}
	s.hit("seal_colour", t.Page, t.Colour == read.Colour)
	if read.DiameterMM != nil && t.Complete {
		s.add("diameter_error", t.Page, math.Abs(*read.DiameterMM-t.DiameterMM), 1)
	}
}

// text counts an optional text where there is one.
func (s *scorer) text(metric, what string, page int, want, got *string) {
	if want == nil {
		return
	}
	right := ocr.NormaliseName(*want) == ocr.NormaliseName(value(got))
	s.hit(metric, page, right)
	if !right {
		s.blame(Seals, page, what, *want, value(got), 0.3)
	}
}

// pairSeals gives each true seal the read one that covers it best, nil where there is none,
// and returns the read ones that are left over.
func pairSeals(truth []TrueSeal, read []checker.Seal) (pairs []*checker.Seal, invented []checker.Seal) {
	type pair struct {
		t, r int
		iou  float64
	}
	var candidates []pair
	for i, t := range truth {
		for j, r := range read {
			if iou := t.Box.IoU(r.Box); t.Page == r.Page && iou >= sameSeal {
				candidates = append(candidates, pair{i, j, iou})
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b pair) int { return cmp.Compare(b.iou, a.iou) })
	pairs = make([]*checker.Seal, len(truth))
	used := make([]bool, len(read))
	for _, c := range candidates {
		if pairs[c.t] == nil && !used[c.r] {
			pairs[c.t], used[c.r] = &read[c.r], true
		}
	}
	for j, r := range read {
		if !used[j] {
			invented = append(invented, r)
		}
	}
	return pairs, invented
}

// value is the text that a pointer holds, "" for nil.
func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
