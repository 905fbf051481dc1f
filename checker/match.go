package checker

import (
	"lianshen/ocr"
)

// Verifier takes the stored posteriors of a seal's title. ocr/seal provides it; cmd passes it
// in.
type Verifier func(p *ocr.Posteriors) Holder

// Holder holds one title against an expected name; others are names of the other parties,
// which the title may be instead. It answers with a verdict and how sure it is, in [0, 1].
type Holder func(name string, others []string) (MatchVerdict, float64)

// FillMatches holds every seal of the inspection against every party's name and stores the
// outcomes in the facts. It needs no pixels: posteriors of the strips are enough, so a name
// that was not known when the file was inspected can be verified at any later time.
func (in *Inspection) FillMatches(verify Verifier, parties []Party) {
	for i := range in.Facts.Seals {
		s := &in.Facts.Seals[i]
		s.Matches = make([]Match, 0, len(parties))
		hold := in.Holder(verify, s)
		for _, p := range parties {
			m := Match{Name: p.Name, Role: p.Role}
			m.Verdict, m.Score = hold(p.Name, otherNames(parties, p.Name))
			s.Matches = append(s.Matches, m)
		}
	}
}

// Holder holds the seal s of the inspection against names: by the posteriors of its strips,
// or by its title where there are none.
func (in *Inspection) Holder(verify Verifier, s *Seal) Holder {
	if post := in.posteriors(s); post != nil {
		return verify(post)
	}
	return func(name string, _ []string) (MatchVerdict, float64) { return matchByText(s, name) }
}

func (in *Inspection) posteriors(s *Seal) *ocr.Posteriors {
	if s.Strip == nil {
		return nil
	}
	return in.Posteriors[*s.Strip]
}

func otherNames(all []Party, name string) []string {
	var out []string
	for _, p := range all {
		if p.Name != name {
			out = append(out, p.Name)
		}
	}
	return out
}

// Limits for a title without posteriors (read by the second engine, or an electronic seal):
// our choice, on the safe side. An exact title is a match; a title that differs in half of
// its characters and was read with confidence is a mismatch; all else is left to a person.
const (
	textMatchScore    = 0.80
	textMismatchScore = 0.85
	textMismatchNED   = 0.50
)

func matchByText(s *Seal, name string) (MatchVerdict, float64) {
	if s.Title == nil || s.TitleScore == nil {
		return MatchUnknown, 0
	}
	title, want := ocr.NormaliseName(*s.Title), ocr.NormaliseName(name)
	switch {
	case title == want && *s.TitleScore >= textMatchScore:
		return Matches, *s.TitleScore
	case *s.TitleScore >= textMismatchScore && ocr.NED(title, want) >= textMismatchNED:
		return Mismatches, *s.TitleScore
	default:
		return MatchUnknown, 1 - *s.TitleScore
	}
}
