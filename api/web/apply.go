package web

import (
	"slices"

	"lianshen/checker"
	"lianshen/internal/errs"
	"lianshen/workflow"
)

var applyRoutes = []route{
	{Method: get, Path: "/projects/:id/apply", Op: "applyPage", Do: (*Portal).applyPage},
	{Method: post, Path: "/projects/:id/apply", Op: "submit", Do: (*Portal).apply},
}

// applyPage (联网申请) shows what an application would say now: what keeps it from being submitted,
// what the branch will look at.
type applyPage struct {
	*Page
	*workflow.Dossier
	Acts bool
	// Open is the undecided application, nil before the first.
	Open *workflow.Application
	// Returned is the last return of it, nil while there was none.
	Returned *workflow.Return
	// Wrong keep it from being submitted, Doubts do not; a contested one asks for a statement.
	Wrong, Doubts []applyFinding
	Contested     bool
	// Missing are kinds that were not filed at all, Filing whether the acceptance was.
	Missing []Link
	Filed   bool
	Judged  bool
}

type applyFinding struct {
	Link
	Message, Solution errs.Text
	Contested         bool
}

// Ready is that nothing known stands in the way.
func (a *applyPage) Ready() bool {
	return a.Judged && a.Filed && a.Project.Deadline != nil && len(a.Wrong) == 0 && len(a.Missing) == 0
}

func (p *Portal) applyPage(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	page, err := v.page(v.t("apply.title"), v.home(), v.project(d))
	if err != nil {
		return err
	}
	out := &applyPage{Page: page, Dossier: d, Acts: slices.Contains(page.Sight.Enterprises, d.Enterprise.ID)}
	out.Filed = d.Filing != nil && (d.Filing.State == workflow.FilingAcknowledged ||
		d.Filing.State == workflow.FilingSent && !p.Workflow.Notice().Filing.Acknowledged)
	if err := out.open(v); err != nil {
		return err
	}
	report, err := v.report(d.Project.ID)
	if err != nil {
		return err
	}
	out.fill(v, report)
	return v.show("apply", out)
}

// open finds the application that would be submitted, and why it came back.
func (a *applyPage) open(v *visit) error {
	for i := range a.Applications {
		app := &a.Applications[i]
		if app.State != "draft" && app.State != "returned" {
			continue
		}
		a.Open = app
		c, err := v.p.Workflow.Case(v.ctx, app.ID)
		if err != nil {
			return err
		}
		if n := len(c.Returns); n > 0 {
			a.Returned = &c.Returns[n-1]
		}
	}
	return nil
}

// fill sorts the findings by whether they keep the application back.
func (a *applyPage) fill(v *visit, report *checker.Report) {
	for _, slug := range v.p.Workflow.Notice().Required(a.Project.Kind) {
		k := v.p.Workflow.Notice().Kind(slug)
		there := slices.ContainsFunc(a.Documents, func(d workflow.Document) bool { return d.Slug == slug })
		if !there && (k.SatisfiedBy != "instruments" || len(a.Equipment.Instruments) == 0) {
			a.Missing = append(a.Missing, Link{To: v.documentAt(a.Project.ID, slug), Text: k.Name.In(v.lang)})
		}
	}
	if report == nil {
		return
	}
	a.Judged = true
	for i := range report.Findings {
		f := &report.Findings[i]
		if f.Severity == checker.SeverityInfo || f.State == checker.Exempted || f.Code == "document.missing" {
			continue
		}
		row := applyFinding{Message: f.Message, Solution: f.Solution, Contested: f.State == checker.Contested, Link: Link{To: "/projects/" + a.Project.ID}}
		if f.Document != nil {
			row.Link = Link{To: v.documentAt(a.Project.ID, *f.Document), Text: v.p.kind(*f.Document, v.lang)}
		}
		a.Contested = a.Contested || row.Contested
		if f.Severity == checker.SeverityBlock && f.State == checker.Fail {
			a.Wrong = append(a.Wrong, row)
		} else {
			a.Doubts = append(a.Doubts, row)
		}
	}
}

func (v *visit) documentAt(project, slug string) string {
	return "/projects/" + project + "/documents/" + slug
}

// apply drafts the application where there is none, has the documents judged as they are, and
// submits.
func (p *Portal) apply(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	app, err := p.submit(v, d)
	if err != nil {
		return v.again(err, p.applyPage)
	}
	return v.see("/applications/"+app.ID, "submitted")
}

func (p *Portal) submit(v *visit, d *workflow.Dossier) (*workflow.Application, error) {
	app, err := p.draft(v, d)
	if err != nil {
		return nil, err
	}
	j, err := p.Judge(v.ctx, d.Project.ID)
	if err != nil {
		return nil, err
	}
	j.Statement = v.form("statement")
	return p.Workflow.Submit(v.ctx, v.actor(), workflow.Ref{ID: app.ID, Version: app.Version}, *j)
}

func (p *Portal) draft(v *visit, d *workflow.Dossier) (*workflow.Application, error) {
	for i := range d.Applications {
		if a := &d.Applications[i]; a.State == "draft" || a.State == "returned" {
			return a, nil
		}
	}
	return p.Workflow.DraftApplication(v.ctx, v.actor(), d.Project.ID)
}
