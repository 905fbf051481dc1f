package output

import (
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"lianshen/checker"
)

// writeSARIF writes SARIF 2.1.0. What a format for source text lacks goes elsewhere: a page
// is a logical location, its box a property, "cannot tell" the kind "review", an exemption
// a suppression. Rules that passed or did not apply are results of those kinds.
func (r *Report) writeSARIF(w io.Writer) error {
	run := sarif.NewRun().WithTool(sarif.NewTool().WithDriver(sarif.NewToolComponent().WithName("lianshen").WithVersion(r.Version)))
	run.WithLanguage(map[string]string{"zh": "zh-CN", "en": "en-US"}[r.Lang])
	run.WithProperties(sarif.NewPropertyBag().
		Add("verdict", r.Verdict).Add("policyRevision", r.PolicyRevision).Add("evaluatedAt", r.EvaluatedAt))
	for _, rule := range r.Rules {
		run.AddRule(rule.Code).
			WithName(rule.Title).
			WithShortDescription(text(rule.Title)).
			WithFullDescription(text(rule.Description)).
			WithHelp(text(rule.Solution.In(r.Lang))).
			WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(level(checker.Severity(rule.Severity)))).
			WithProperties(sarif.NewPropertyBag().Add("checks", rule.Checks).Add("basis", rule.Basis))
	}
	for _, d := range r.Documents {
		run.AddDistinctArtifact(uri(d.File))
	}
	for _, f := range r.Findings {
		run.AddResult(r.sarifResult(f))
	}
	for _, code := range r.Passed {
		run.AddResult(plainResult(code, "pass", r.word("passed")))
	}
	for _, code := range r.NotApplicable {
		run.AddResult(plainResult(code, "notApplicable", r.word("not_applicable")))
	}
	number(run)
	return sarif.NewReport().AddRun(run).PrettyWrite(w)
}

// number sets the index of each result's rule, which the library leaves at 0.
func number(run *sarif.Run) {
	for _, result := range run.Results {
		if result.RuleID != nil {
			result.WithRuleIndex(run.GetRuleIndex(*result.RuleID))
		}
	}
}

func (r *Report) sarifResult(f checker.Finding) *sarif.Result {
	message := f.Message.In(r.Lang)
	if solution := f.Solution.In(r.Lang); solution != "" {
		message += "\n" + solution
	}
	result := plainResult(f.Code, "fail", message)
	result.WithLevel(level(f.Severity))
	if f.State == checker.Undetermined || f.State == checker.Contested {
		result.WithKind("review").WithLevel("none")
	}
	properties := sarif.NewPropertyBag().Add("state", f.State).Add("severity", f.Severity).Add("basis", f.Basis)
	if f.Document != nil {
		properties.Add("document", *f.Document)
	}
	if f.Waiver != nil {
		properties.Add("exemption", *f.Waiver)
	}
	result.WithProperties(properties)
	if f.State == checker.Exempted && f.Waiver != nil {
		result.AddSuppression(sarif.NewSuppression().WithKind("external").WithStatus("accepted").WithJustification(r.waiver(f.Waiver)))
	}
	for _, p := range f.Places {
		result.AddLocation(r.sarifLocation(p))
	}
	return result
}

func plainResult(code, kind, message string) *sarif.Result {
	return sarif.NewRuleResult(code).WithKind(kind).WithLevel("none").WithMessage(sarif.NewTextMessage(message))
}

func (r *Report) sarifLocation(p checker.Place) *sarif.Location {
	l := sarif.NewLocation()
	if file := r.file(p.Document); file != "" {
		l.WithPhysicalLocation(sarif.NewPhysicalLocation().WithArtifactLocation(sarif.NewSimpleArtifactLocation(uri(file))))
	}
	name, full, kind := r.kind(p.Document), p.Document, "document"
	if p.Page > 0 {
		name, full, kind = name+" "+r.page(p), fmt.Sprintf("%s/%d", p.Document, p.Page), "page"
	}
	l.AddLogicalLocation(sarif.NewLogicalLocation().WithName(name).WithFullyQualifiedName(full).WithKind(kind))
	properties := sarif.NewPropertyBag().Add("page", p.Page)
	if p.Box != nil {
		properties.Add("boxPt", *p.Box)
	}
	return l.WithProperties(properties)
}

// level of SARIF for a severity.
func level(s checker.Severity) string {
	switch s {
	case checker.SeverityBlock:
		return "error"
	case checker.SeverityWarn:
		return "warning"
	default:
		return "note"
	}
}

func text(s string) *sarif.MultiformatMessageString {
	return sarif.NewMultiformatMessageString().WithText(s)
}

// uri escapes a file name, which may be Chinese or hold spaces.
func uri(file string) string { return strings.ReplaceAll(url.PathEscape(file), "+", "%2B") }
