package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"lianshen/internal/errs"
)

// Result is a judgement.
type Result struct {
	// Findings are ordered by document, severity, code and page.
	Findings []Finding
	// Passed are the codes of rules that judged something and found nothing. A rule that
	// waits on another rule's finding (depends_on) for one of its documents has not passed.
	Passed []string
	// NotApplicable are the codes of rules with nothing to judge.
	NotApplicable []string
	Revision      string
}

// Evaluate judges an input with the JSON form of policies/schemas/input.json.
//
// When a rule cannot be evaluated, or the deadline passes, the error says why and the result
// is given all the same: the rules of the topics concerned are undetermined in it. An input
// that is no JSON object, or has a document of no kind of the notice, gives an error and no
// result.
func (e *Engine) Evaluate(ctx context.Context, input any) (*Result, error) {
	in, err := newInput(input)
	if err == nil {
		err = e.knows(in.slugs)
	}
	if err != nil {
		return nil, fmt.Errorf("rule input: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, e.deadline)
	defer cancel()
	j := &judgement{in: in, skipped: map[subject]bool{}, unevaluated: map[string]bool{}}
	var faults []error
	for i, said := range e.judge(ctx, in) {
		if said.err != nil {
			j.unevaluated[e.topics[i].Name] = true
			faults = append(faults, fmt.Errorf("evaluate %s: %w", e.topics[i].Name, said.err))
			continue
		}
		j.findings = append(j.findings, said.findings...)
		maps.Copy(j.skipped, said.skipped)
	}
	return e.result(j), errors.Join(faults...)
}

// knows refuses a document that no rule would look at.
func (e *Engine) knows(slugs []string) error {
	for _, slug := range slugs {
		if !slices.Contains(e.slugs, slug) {
			return fmt.Errorf("%q is no kind of document of the notice", slug)
		}
	}
	return nil
}

// judgement gathers what the topics say about one input.
type judgement struct {
	in          *input
	findings    []Finding
	skipped     map[subject]bool // said not to apply
	unevaluated map[string]bool  // topics that failed
}

// subject is a rule on a document; document "" is the project.
type subject struct{ code, document string }

func (e *Engine) rule(code string) *Rule {
	for i := range e.rules {
		if e.rules[i].Code == code {
			return &e.rules[i]
		}
	}
	return nil
}

// unevaluatedFinding stands for a rule that could not be evaluated.
func unevaluatedFinding(r Rule) Finding {
	return Finding{
		Code: r.Code, Checks: r.Checks, Severity: r.Severity, State: Undetermined, Basis: r.Basis,
		Message: errs.Text{
			ZH: fmt.Sprintf("规则「%s」未能执行，需人工核对", r.Title),
			EN: fmt.Sprintf("rule %s could not be evaluated, a person must look", r.Code),
		},
		Solution: errs.Text{ZH: "请稍后重试，或由审核人员人工核对", EN: "try again later, or let a reviewer look"},
		Params:   map[string]any{},
		Places:   []Place{},
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
