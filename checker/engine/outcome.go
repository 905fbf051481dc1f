package engine

import "slices"

// result sums up: findings in order, rules that passed and rules that did not apply.
func (e *Engine) result(j *judgement) *Result {
	r := &Result{Findings: []Finding{}, Passed: []string{}, NotApplicable: []string{}, Revision: e.revision}
	unsettled := unsettledBy(j.findings)
	for _, rule := range e.rules {
		switch e.outcome(rule, j, unsettled) {
		case passed:
			r.Passed = append(r.Passed, rule.Code)
		case notApplicable:
			r.NotApplicable = append(r.NotApplicable, rule.Code)
		case notEvaluated:
			j.findings = append(j.findings, unevaluatedFinding(rule))
		}
	}
	r.Findings = append(r.Findings, j.findings...)
	sortFindings(r.Findings, e.slugs)
	return r
}

type outcome int

const (
	found outcome = iota // it has findings
	passed
	notApplicable
	notEvaluated
	waiting // a rule that it depends on speaks for it
)

func (e *Engine) outcome(rule Rule, j *judgement, unsettled map[subject]bool) outcome {
	documents := rule.subjects(j.in.slugs)
	switch {
	case !rule.InForce(j.in.at), len(documents) == 0:
		return notApplicable
	case j.unevaluated[rule.Topic]:
		return notEvaluated
	case slices.ContainsFunc(j.findings, func(f Finding) bool { return f.Code == rule.Code }):
		return found
	}
	judged := false
	for _, doc := range documents {
		if e.waits(rule, doc, unsettled, j) {
			return waiting
		}
		judged = judged || !j.skipped[subject{rule.Code, doc}]
	}
	if !judged {
		return notApplicable
	}
	return passed
}

// subjects are the documents of the input that the rule judges; "" is the project.
func (r Rule) subjects(filed []string) []string {
	if len(r.Collections) == 0 {
		return []string{""}
	}
	var out []string
	for _, slug := range filed {
		if slices.Contains(r.Collections, slug) {
			out = append(out, slug)
		}
	}
	return out
}

// waits reports whether a rule that this one rests on, directly or through others, is
// unsettled for the document.
func (e *Engine) waits(rule Rule, doc string, unsettled map[subject]bool, j *judgement) bool {
	return slices.ContainsFunc(rule.DependsOn, func(code string) bool {
		dep := e.rule(code)
		return unsettled[subject{code, doc}] || j.unevaluated[dep.Topic] || e.waits(*dep, doc, unsettled, j)
	})
}

// unsettledBy are the rules with findings above info, by document.
func unsettledBy(findings []Finding) map[subject]bool {
	out := map[subject]bool{}
	for _, f := range findings {
		if f.Severity != Info {
			out[subject{f.Code, deref(f.Document)}] = true
		}
	}
	return out
}
