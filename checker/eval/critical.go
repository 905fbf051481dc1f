package eval

import "lianshen/checker"

// decided is the score from which a rule rests on a reading (policies/rule_data.yaml,
// confidence.decide).
const decided = 0.80

// critical counts, of the values that truth has for critical fields, those of which the page
// gives nothing that a rule could rest on.
func (s *scorer) critical(key string, want []placed) {
	if !checker.Critical(key) {
		return
	}
	sure := map[int]bool{}
	for _, f := range s.facts.Fields[key] {
		sure[f.Page] = sure[f.Page] || f.Score >= decided
	}
	for _, v := range want {
		s.hit("critical_undetermined", v.page, !sure[v.page])
	}
}
