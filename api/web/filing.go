package web

import (
	"bytes"
	"slices"

	"github.com/gofiber/fiber/v2"

	"lianshen/workflow"
	"lianshen/workflow/paper"
)

var filingRoutes = []route{
	{Method: get, Path: "/projects/:id/filing", Op: "filingPage", Do: (*Portal).filingPage},
	{Method: post, Path: "/projects/:id/filing", Op: "fileAcceptance", Do: (*Portal).fileAcceptance},
	{Method: get, Path: "/projects/:id/filing/receipt", Op: "filingReceipt", Do: (*Portal).filingReceipt},
}

// filingPage (验收备案) shows what is sent to the branch, and what became of it.
type filingPage struct {
	*Page
	*workflow.Dossier
	Acts bool
	// Rows are the documents up to the filing's step.
	Rows []task
	// Ready is that none is missing.
	Ready bool
}

func (p *Portal) filingPage(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	page, err := v.page(v.t("filing.title"), v.home(), v.project(d))
	if err != nil {
		return err
	}
	out := &filingPage{Page: page, Dossier: d, Acts: slices.Contains(page.Sight.Enterprises, d.Enterprise.ID), Ready: true}
	report, err := v.report(d.Project.ID)
	if err != nil {
		return err
	}
	l := &lister{visit: v, d: d, report: report, app: lastApplication(d)}
	for stage := range p.Workflow.Notice().Filing.Stage {
		out.Rows = append(out.Rows, l.documents(stage+1)...)
	}
	for _, t := range out.Rows {
		out.Ready = out.Ready && t.Tag.Text != v.t("tasks.missing")
	}
	return v.show("filing", out)
}

func (p *Portal) fileAcceptance(v *visit) error {
	if _, err := v.dossier(); err != nil {
		return err
	}
	if _, err := p.Workflow.FileAcceptance(v.ctx, v.actor(), v.param("id")); err != nil {
		return v.again(err, p.filingPage)
	}
	return v.see("/projects/"+v.param("id")+"/filing", "filed")
}

func (p *Portal) filingReceipt(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	var sheet bytes.Buffer
	if err := v.printer().FilingReceipt(&sheet, d); err != nil {
		return err
	}
	return v.sheet(sheet.Bytes())
}

func (v *visit) printer() paper.Printer {
	return paper.Printer{Lang: v.lang, Notice: v.p.Workflow.Notice()}
}

// sheet answers with a page to print, which has its style within it and no script.
func (v *visit) sheet(page []byte) error {
	v.fiber.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'")
	v.fiber.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return v.fiber.Send(page)
}
