package paper

import (
	"io"

	"lianshen/internal/errs"
	"lianshen/workflow"
)

// ErrNoReceipt says that an application was never submitted, so that there is no review.
var ErrNoReceipt = errs.New(errs.NotFound, "paper.no_receipt",
	errs.Text{ZH: "该联网申请尚未提交", EN: "the application was not submitted"},
	errs.Text{ZH: "提交后方有审核意见表", EN: "there is a sheet once it is"})

// sheet is a case as the sheet shows it.
type sheet struct {
	*workflow.Case
	Receipt *workflow.Receipt
	Lines   []line
	// Outcome names what came of the review, "" while it runs; Return is the last one, where it
	// is the outcome.
	Outcome string
	Return  *workflow.Return
}

// line is one of the statutory lines with what stands under it.
type line struct {
	Name     errs.Text
	Entry    *workflow.SheetEntry // nil while it is not filled in
	Findings []judged
}

// judged is a finding with what the handler made of it, nil for nothing.
type judged struct {
	workflow.Finding
	Assessment *workflow.Assessment
	Reason     errs.Text
}

// ReviewSheet (联网审核意见表) prints the sheet of the present receipt of an application: the four
// lines of 附件1 三(六) with the findings under each, both steps, and the outcome.
func (p Printer) ReviewSheet(w io.Writer, c *workflow.Case) error {
	if len(c.Receipts) == 0 {
		return ErrNoReceipt
	}
	s := sheet{Case: c, Receipt: &c.Receipts[len(c.Receipts)-1]}
	for _, l := range p.Notice.Sheet {
		s.Lines = append(s.Lines, line{Name: l.Name, Entry: entry(c.Sheet, l.Line), Findings: p.under(l.Line, c, s.Receipt)})
	}
	s.outcome()
	return p.print(w, "sheet.tmpl", "sheet.title", s)
}

func (s *sheet) outcome() {
	switch {
	case s.Decision != nil:
		s.Outcome = s.Decision.Mode
	case len(s.Returns) > 0 && s.Returns[len(s.Returns)-1].Round == s.Receipt.Round:
		s.Outcome, s.Return = "returned", &s.Returns[len(s.Returns)-1]
	case s.Receipt.Stopped != nil:
		s.Outcome = "withdrawn"
	}
}

// Says is what the receipt's first finding of a code says.
func (s sheet) Says(code string) errs.Text {
	for _, f := range s.Receipt.Snapshot.Findings {
		if f.Code == code {
			return f.Message
		}
	}
	return errs.Text{}
}

func entry(all []workflow.SheetEntry, line string) *workflow.SheetEntry {
	for i := range all {
		if all[i].Line == line {
			return &all[i]
		}
	}
	return nil
}

func (p Printer) under(line string, c *workflow.Case, r *workflow.Receipt) []judged {
	var out []judged
	for _, f := range r.Snapshot.Findings {
		if p.Notice.LineOf(f.Code) != line {
			continue
		}
		j := judged{Finding: f}
		for i := range c.Assessments {
			if c.Assessments[i].Finding == f.Number {
				j.Assessment = &c.Assessments[i]
			}
		}
		if j.Assessment != nil {
			j.Reason = p.reason(j.Assessment.Reason)
		}
		out = append(out, j)
	}
	return out
}

func (p Printer) reason(reason string) errs.Text {
	for _, r := range p.Notice.OverrideReasons {
		if r.Reason == reason {
			return r.Name
		}
	}
	return errs.Text{}
}
