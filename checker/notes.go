package checker

import (
	"strings"

	"lianshen/checker/pdf"
)

// Notes turns the findings of one document into remarks for an annotated copy: one for
// every place, one without a frame for a finding that concerns the whole document.
func Notes(r *Report, slug, lang string) []pdf.Note {
	var notes []pdf.Note
	for _, f := range r.Findings {
		if f.State == Exempted {
			continue
		}
		here := false
		for _, p := range f.Places {
			if p.Document == slug {
				notes, here = append(notes, note(f, p, lang)), true
			}
		}
		if !here && f.Document != nil && *f.Document == slug {
			notes = append(notes, note(f, Place{}, lang))
		}
	}
	return notes
}

func note(f Finding, p Place, lang string) pdf.Note {
	n := pdf.Note{Page: p.Page, Severity: noteSeverity(f), Title: f.Code, Text: noteText(f, lang)}
	if p.Box != nil {
		n.Box = pdf.Box(*p.Box)
	}
	return n
}

// noteSeverity colours a finding by what has to be done: only what must be mended is red.
func noteSeverity(f Finding) pdf.Severity {
	switch {
	case f.Severity == SeverityInfo:
		return pdf.Info
	case f.Severity == SeverityBlock && f.State == Fail:
		return pdf.Block
	default:
		return pdf.Warn
	}
}

func noteText(f Finding, lang string) string {
	lines := []string{f.Message.In(lang), f.Solution.In(lang)}
	lines = append(lines, strings.Join(f.Basis, ";"))
	return strings.Join(lines, "\n")
}
