package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

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
// that is no JSON object gives an error and no result.
func (e *Engine) Evaluate(ctx context.Context, input any) (*Result, error) {
	in, err := newInput(input)
	if err != nil {
		return nil, fmt.Errorf("rule input: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, e.deadline)
	defer cancel()
	j := judgement{in: in, skipped: map[subject]bool{}, unevaluated: map[string]bool{}}
	for _, t := range e.topics {
		if err := e.judge(ctx, t, &j); err != nil {
			j.unevaluated[t.name] = true
			j.errs = append(j.errs, fmt.Errorf("evaluate %s: %w", t.name, err))
		}
	}
	return e.result(&j), errors.Join(j.errs...)
}

// judgement gathers what the topics say about one input.
type judgement struct {
	in          *input
	findings    []Finding
	skipped     map[subject]bool // said not to apply
	unevaluated map[string]bool  // topics that failed
	errs        []error
}

// subject is a rule on a document; document "" is the project.
type subject struct{ code, document string }

func (e *Engine) judge(ctx context.Context, t topic, j *judgement) error {
	rs, err := t.query.Eval(ctx, rego.EvalParsedInput(j.in.value))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return err
	}
	if len(rs) != 1 {
		return fmt.Errorf("%d results instead of one", len(rs))
	}
	found, err := decodeFindings(rs[0].Bindings["deny"])
	if err != nil {
		return err
	}
	if err := j.skip(t.name, rs[0].Bindings["not_applicable"]); err != nil {
		return err
	}
	for _, f := range found {
		rule := e.rule(f.Code)
		if rule == nil {
			return fmt.Errorf("a finding has the unknown code %q", f.Code)
		}
		j.findings = append(j.findings, rule.finding(f))
	}
	return nil
}

// skip notes what a topic says not to apply: a set of {"rule": short name, "document": slug
// or null}.
func (j *judgement) skip(topic string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	var entries []struct {
		Rule     string  `json:"rule"`
		Document *string `json:"document"`
	}
	if err := json.Unmarshal(text, &entries); err != nil {
		return fmt.Errorf("not_applicable: %w", err)
	}
	for _, entry := range entries {
		j.skipped[subject{topic + "." + entry.Rule, deref(entry.Document)}] = true
	}
	return nil
}

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
			ZH: fmt.Sprintf("规则「%s」未能执行,需人工核对", r.Title),
			EN: fmt.Sprintf("rule %s could not be evaluated, a person must look", r.Code),
		},
		Solution: errs.Text{ZH: "请稍后重试,或由审核人员人工核对", EN: "try again later, or let a reviewer look"},
		Params:   map[string]any{},
		Places:   []Place{},
	}
}

// input is what is judged: the value for Rego and what Go itself must know of it.
type input struct {
	value ast.Value
	envelope
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
