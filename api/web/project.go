package web

import (
	"errors"
	"slices"

	"lianshen/checker"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

var projectRoutes = []route{
	{Method: get, Path: "/projects/:id", Op: "projectPage", Do: (*Portal).projectPage},
	{Method: post, Path: "/projects/:id/deadline-proposal", Op: "proposeDeadline", Do: (*Portal).proposeDeadline},
}

type projectPage struct {
	*Page
	*workflow.Dossier
	// Acts is that the person acts for the enterprise.
	Acts   bool
	Tasks  *taskList
	Days   []calendar.Day
	Judged bool // there is a report
	// Left are the working days up to the last day to apply; Applied is that it no longer matters.
	Left    int
	Applied bool
	// Officer is what an officer does with it, nil for others.
	Officer *projectOfficer
}

func (p *Portal) projectPage(v *visit) error {
	d, err := v.dossier()
	if err != nil {
		return err
	}
	page, err := v.page(d.Enterprise.Name+" · "+p.projectKind(d.Project.Kind, v.lang), v.home())
	if err != nil {
		return err
	}
	out := &projectPage{Page: page, Dossier: d, Acts: page.acts(d)}
	if out.Tasks, err = v.tasks(d); err != nil {
		return err
	}
	out.Judged = out.Tasks.judged
	if out.Days, err = p.Workflow.DayTable(&d.Project); err != nil {
		return err
	}
	if out.Officer, err = v.officerProject(page, d); err != nil {
		return err
	}
	app := lastApplication(d)
	out.Applied = app != nil && app.Round > 0
	if d.Clock != nil {
		out.Left = p.Workflow.WorkingDaysTo(d.Clock.LastDay)
	}
	return v.show("project", out)
}

// acts reports whether who is signed in acts for the project's enterprise.
func (p *Page) acts(d *workflow.Dossier) bool {
	return slices.Contains(p.Sight.Enterprises, d.Enterprise.ID)
}

// home is the first crumb of every page.
func (v *visit) home() Link { return Link{To: "/", Text: v.t("nav.home")} }

// dossier is the project of the path; to those who may not see it, there is none.
func (v *visit) dossier() (*workflow.Dossier, error) {
	d, err := v.p.Workflow.Dossier(v.ctx, v.param("id"))
	if err != nil {
		return nil, err
	}
	return d, v.p.Workflow.Sees(v.ctx, v.who.Session.Person, workflow.Reach{Enterprise: d.Project.Enterprise, Branch: d.Project.Branch})
}

// project is a crumb that leads to one.
func (v *visit) project(d *workflow.Dossier) Link {
	return Link{To: "/projects/" + d.Project.ID, Text: d.Enterprise.Name + " · " + v.p.projectKind(d.Project.Kind, v.lang)}
}

// report is what the rules said last; nil before the first time.
func (v *visit) report(project string) (*checker.Report, error) {
	r, err := v.p.Report(v.ctx, project)
	if errors.Is(err, workflow.ErrNotFound) {
		return nil, nil //nolint:nilnil // there is none
	}
	return r, err
}

func (p *Portal) proposeDeadline(v *visit) error {
	if _, err := v.dossier(); err != nil {
		return err
	}
	err := v.propose()
	if err != nil {
		return v.again(err, p.projectPage)
	}
	return v.see("/projects/"+v.param("id"), "deadline-proposed")
}

func (v *visit) propose() error {
	ref, err := v.ref(v.param("id"))
	if err != nil {
		return err
	}
	day, err := v.day("deadline")
	if err != nil {
		return err
	}
	_, err = v.p.Workflow.ProposeDeadline(v.ctx, v.actor(), ref, workflow.TaskDeadline{Date: day, Source: v.form("source")}, "")
	return err
}
