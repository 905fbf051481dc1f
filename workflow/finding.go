package workflow

import (
	"slices"

	"lianshen/checker"
	"lianshen/internal/errs"
)

// Finding (问题) is what the report said above info, frozen with a receipt. Fields are those of
// checker.Finding, cut to what a review needs.
type Finding struct {
	Number   int              `json:"number"` // from 1, in the order of the report
	Code     string           `json:"code"`
	Severity checker.Severity `json:"severity"` // block or warn
	State    checker.State    `json:"state"`    // fail, undetermined or contested
	Document string           `json:"document"` // slug, "" for the project as a whole
	Pages    []int            `json:"pages"`
	Message  errs.Text        `json:"message"`
	Solution errs.Text        `json:"solution"`
	// Grace (宽限) marks what would block, but by rules so new that it does not yet.
	Grace bool `json:"grace"`
}

// bars reports whether the finding keeps an application from being submitted.
func (f *Finding) bars() bool {
	return f.State == checker.Fail && f.Severity == checker.SeverityBlock && !f.Grace
}

// findingsOf takes the findings that stand above info out of a report.
func findingsOf(report *checker.Report) []Finding {
	out := []Finding{}
	for i := range report.Findings {
		f := &report.Findings[i]
		if f.State == checker.Exempted || f.Severity == checker.SeverityInfo {
			continue
		}
		out = append(out, Finding{
			Number: len(out) + 1, Code: f.Code, Severity: f.Severity, State: f.State,
			Document: documentOf(f), Pages: pagesOf(f), Message: f.Message, Solution: f.Solution,
		})
	}
	return out
}

func documentOf(f *checker.Finding) string {
	if f.Document == nil {
		return ""
	}
	return *f.Document
}

// pagesOf are those of the finding's own document; others it is held against are in the report.
func pagesOf(f *checker.Finding) []int {
	pages := []int{}
	for _, p := range f.Places {
		if p.Page > 0 && p.Document == documentOf(f) && !slices.Contains(pages, p.Page) {
			pages = append(pages, p.Page)
		}
	}
	slices.Sort(pages)
	return pages
}

// Codes are those of the findings, in order, each once.
func (s *Snapshot) Codes() []string {
	codes := make([]string, len(s.Findings))
	for i := range s.Findings {
		codes[i] = s.Findings[i].Code
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
