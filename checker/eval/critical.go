package eval

import (
	"slices"

	"lianshen/checker"
)

// Thresholds are the numbers of the rules that an evaluation rests on.
type Thresholds struct {
	// Decide is the score below which a reading decides nothing: a person settles it.
	Decide float64 `json:"decide"`
	// Critical are the keys of the fields that rules decide on.
	Critical []string `json:"critical_fields"`
}

// critical counts the values of critical fields that leave the rules undecided: no reading
// of the key on that page reaches the threshold, whether it is weak or is not there.
func (s *scorer) critical() {
	for _, key := range s.rules.Critical {
		for _, v := range s.wanted(key) {
			sure := slices.ContainsFunc(s.facts.Fields[key], func(f checker.Field) bool {
				return f.Page == v.page && f.Score >= s.rules.Decide
			})
			s.hit("critical_undetermined", v.page, !sure)
		}
	}
}

// fieldClaims puts the score of every read value on the curve, where the truth has the key.
func (s *scorer) fieldClaims() {
	for key := range s.truth.Fields {
		want := s.wanted(key)
		for _, f := range s.facts.Fields[key] {
			s.claim(FieldCurve, f.Score, said(want, canonical(f.Value)))
		}
	}
}
