package paper

import (
	"io"

	"lianshen/internal/errs"
	"lianshen/workflow"
)

// ErrNoFiling says that a project has no acceptance filing to print a receipt of.
var ErrNoFiling = errs.New(errs.NotFound, "paper.no_filing",
	errs.Text{ZH: "该项目尚未报送验收备案", EN: "the project has no acceptance filing"},
	errs.Text{ZH: "请先报送验收备案", EN: "file the acceptance first"})

// FilingReceipt (备案回执) prints the receipt of a project's latest acceptance filing. Source:
// 东环办函〔2023〕42号 正文二.
func (p Printer) FilingReceipt(w io.Writer, d *workflow.Dossier) error {
	if d.Filing == nil {
		return ErrNoFiling
	}
	return p.print(w, "filing.tmpl", "filing.title", d)
}
