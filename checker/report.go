package checker

import (
	"time"

	"lianshen/internal/errs"
	"lianshen/ocr"
)

// ReportSchema names the version of the JSON form of Report.
const ReportSchema = "lianshen.report/1"

// Verdict of a report: block when at least one block finding is in state fail; flag when
// anything above info is in state fail, undetermined or contested; else clean.
type Verdict string

// Verdicts.
const (
	Clean Verdict = "clean"
	Flag  Verdict = "flag"
	Block Verdict = "block"
)

// Severity of a rule.
type Severity string

// Severities.
const (
	SeverityBlock Severity = "block"
	SeverityWarn  Severity = "warn"
	SeverityInfo  Severity = "info"
)

// State of a finding.
type State string

// States.
const (
	Fail         State = "fail"
	Undetermined State = "undetermined"
	Contested    State = "contested"
	Exempted     State = "exempted"
)

// Report is the judgement of one document or dossier; design.md 3.3 is its JSON form.
type Report struct {
	Schema         string    `json:"schema"`
	Verdict        Verdict   `json:"verdict"`
	PolicyRevision string    `json:"policy_revision"`
	EvaluatedAt    time.Time `json:"evaluated_at"`
	Findings       []Finding `json:"findings"`
	Passed         []string  `json:"passed"`
	NotApplicable  []string  `json:"not_applicable"`
	// UnusedExemptions are those given that concern no finding; absent when there are none.
	UnusedExemptions []Exemption `json:"unused_exemptions,omitempty"`
}

// Finding (问题) is one thing that a rule saw.
type Finding struct {
	Code       string         `json:"code"`
	Checks     []int          `json:"checks"` // numbers of domain.md 10
	Severity   Severity       `json:"severity"`
	State      State          `json:"state"`
	Message    errs.Text      `json:"message"`
	Solution   errs.Text      `json:"solution"`
	Params     map[string]any `json:"params"`
	Expected   *string        `json:"expected"`
	Found      *string        `json:"found"`
	Basis      []string       `json:"basis"`
	Document   *string        `json:"document"` // slug
	Places     []Place        `json:"places"`
	Evidence   []string       `json:"evidence"` // sha256
	Confidence *float64       `json:"confidence"`
	// Waiver is the exemption that covers the finding, or covered it until it expired; absent
	// when there is none.
	Waiver *Waiver `json:"exemption,omitempty"`
}

// Place is where a finding is seen. Box is nil when the whole page is meant, Page 0 when
// the whole document is.
type Place struct {
	Document string   `json:"document"`
	Page     int      `json:"page"`
	Box      *ocr.Box `json:"box"`
	Value    *string  `json:"value"`
}
