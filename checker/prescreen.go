package checker

import (
	"context"
	"fmt"

	"lianshen/checker/engine"
	"lianshen/ocr"
)

// Prescreen (预审) judges an input with the rules of the engine.
//
// The report is a function of input and policy revision alone: the same facts give the
// same report, bit for bit. An error is a fault of the program or of a rule. When only some
// rules failed or ran out of time, the report is there beside the error: what they would
// have judged is undetermined in it, never passed.
func Prescreen(ctx context.Context, rules *engine.Engine, input Input) (*Report, error) {
	input.Documents = WithCopies(input.Documents)
	result, err := rules.Evaluate(ctx, input)
	if err != nil {
		err = fmt.Errorf("evaluate the rules: %w", err)
	}
	if result == nil {
		return nil, err
	}
	report := &Report{
		Schema:         ReportSchema,
		PolicyRevision: result.Revision,
		EvaluatedAt:    input.EvaluatedAt,
		Findings:       make([]Finding, 0, len(result.Findings)),
		Passed:         orEmpty(result.Passed),
		NotApplicable:  orEmpty(result.NotApplicable),
	}
	for _, f := range result.Findings {
		report.Findings = append(report.Findings, finding(f))
	}
	report.Verdict = VerdictOf(report.Findings)
	return report, err
}

// VerdictOf follows design.md 3.3.
func VerdictOf(findings []Finding) Verdict {
	v := Clean
	for _, f := range findings {
		switch {
		case f.Severity == SeverityBlock && f.State == Fail:
			return Block
		case f.Severity != SeverityInfo && f.State != Exempted:
			v = Flag
		}
	}
	return v
}

func finding(f engine.Finding) Finding {
	out := Finding{
		Code: f.Code, Checks: orEmpty(f.Checks), Severity: Severity(f.Severity), State: State(f.State),
		Message: f.Message, Solution: f.Solution, Params: f.Params,
		Expected: f.Expected, Found: f.Found, Basis: orEmpty(f.Basis), Document: f.Document,
		Places: make([]Place, 0, len(f.Places)), Evidence: []string{}, Confidence: f.Confidence,
	}
	if out.Params == nil {
		out.Params = map[string]any{}
	}
	for _, p := range f.Places {
		place := Place{Document: p.Document, Page: p.Page, Value: p.Value}
		if p.Box != nil {
			box := ocr.Box(*p.Box)
			place.Box = &box
		}
		out.Places = append(out.Places, place)
	}
	return out
}
