package main

import (
	"context"
	"fmt"
	"strings"

	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
	"lianshen/workflow/store"
)

// projectCmd opens projects and files what belongs to them.
type projectCmd struct {
	Enterprise  projectEnterpriseCmd  `cmd:"" help:"Register an enterprise."`
	Open        projectOpenCmd        `cmd:"" help:"Give an enterprise a task."`
	Deadline    projectDeadlineCmd    `cmd:"" help:"Set or change the task deadline."`
	Upload      projectUploadCmd      `cmd:"" help:"Store a file as the current version of a document, and read it."`
	Equipment   projectEquipmentCmd   `cmd:"" help:"Enter outlets, instruments and parties from a dossier.yaml."`
	Check       projectCheckCmd       `cmd:"" help:"Judge the stored documents with the rules."`
	Import      projectImportCmd      `cmd:"" help:"Give tasks to all units of a list in Excel."`
	File        projectFileCmd        `cmd:"" help:"File the acceptance with the branch."`
	Receipt     projectReceiptCmd     `cmd:"" help:"The receipt of the filing as a page to print."`
	Acknowledge projectAcknowledgeCmd `cmd:"" help:"Answer that the filing was received."`
	SendBack    projectSendBackCmd    `cmd:"" name:"send-back" help:"Send the filing back."`
	Contest     projectContestCmd     `cmd:"" help:"Contest a finding, with a statement."`
	Retract     projectRetractCmd     `cmd:"" help:"Retract a contest."`
	Suspend     projectReasonCmd      `cmd:"" help:"Suspend a project."`
	Resume      projectReasonCmd      `cmd:"" help:"Take it up again."`
	Close       projectReasonCmd      `cmd:"" help:"End a project that will not be networked."`
	Replace     projectReplaceCmd     `cmd:"" help:"Begin anew after part of a networked installation was replaced."`
	Route       projectRouteCmd       `cmd:"" help:"Have another branch review what a town's enterprises file."`
	Show        projectShowCmd        `cmd:"" help:"A project with its documents and days."`
	Search      projectSearchCmd      `cmd:"" help:"Find enterprises, projects and applications by name or number."`
	Due         projectDueCmd         `cmd:"" help:"List projects by their task deadlines."`
	List        projectListCmd        `cmd:"" help:"List the projects."`
}

type projectEnterpriseCmd struct {
	caller
	Name   string `arg:"" help:"Name of the enterprise."`
	Town   string `help:"Town, by name or code; it decides the branch." required:""`
	USCC   string `name:"uscc" help:"Unified social credit code."`
	Permit string `help:"Number of the permit."`

	PermitClass string   `help:"Class of the permit."`
	Industry    string   `help:"Industry, as the permit has it."`
	Outlet      []string `help:"An outlet, like DW001:water."`
}

// Run prints the identifier of the enterprise, then its branch.
func (c *projectEnterpriseCmd) Run(ctx context.Context, p *program) error {
	e := workflow.Enterprise{Name: c.Name, Town: c.Town, USCC: c.USCC, Permit: c.Permit, PermitClass: c.PermitClass, Industry: c.Industry}
	for _, o := range c.Outlet {
		code, medium, _ := strings.Cut(o, ":")
		e.Outlets = append(e.Outlets, workflow.Outlet{Code: code, Medium: medium})
	}
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		made, err := s.RegisterEnterprise(ctx, c.actor(), e)
		if err != nil {
			return err
		}
		return c.show(p, made, made.ID, made.Branch)
	})
}

type projectOpenCmd struct {
	caller
	Enterprise string         `arg:"" help:"Identifier of the enterprise."`
	Kind       string         `help:"Kind of project of the notice." required:""`
	UnitClass  string         `help:"key or general." default:"key"`
	Deadline   *calendar.Date `help:"Task deadline." placeholder:"DATE"`
	Source     string         `help:"The document that set the deadline."`
}

// Run prints the identifier of the project, then its days.
func (c *projectOpenCmd) Run(ctx context.Context, p *program) error {
	in := workflow.Project{Enterprise: c.Enterprise, Kind: c.Kind, UnitClass: c.UnitClass}
	if c.Deadline != nil {
		in.Deadline = &workflow.TaskDeadline{Date: *c.Deadline, Source: c.Source}
	}
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		made, err := s.OpenProject(ctx, c.actor(), in)
		if err != nil {
			return err
		}
		return c.show(p, made, made.ID, clockLine(p, s, made))
	})
}

// clockLine says what follows from the task deadline.
func clockLine(p *program, s *workflow.Service, project *workflow.Project) string {
	days, err := s.Clock(project)
	if err != nil || days == nil {
		return errs.Text{ZH: "尚无任务完成期限", EN: "no task deadline yet"}.In(p.lang)
	}
	return errs.Text{
		ZH: fmt.Sprintf("任务完成期限 %s，最迟提交日 %s，联网时段 %s 至 %s", project.Deadline.Date, days.LastDay, days.WindowFrom, days.WindowTo),
		EN: fmt.Sprintf("task deadline %s, last day to apply %s, networking from %s to %s", project.Deadline.Date, days.LastDay, days.WindowFrom, days.WindowTo),
	}.In(p.lang)
}

type projectDeadlineCmd struct {
	caller
	Project string        `arg:"" help:"Identifier of the project."`
	Date    calendar.Date `help:"The new deadline." required:""`
	Source  string        `help:"The document that set it." required:""`
	Reason  string        `help:"Why it changes." required:""`
}

// Run prints the identifier of the project, then its days.
func (c *projectDeadlineCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		d, err := s.Dossier(ctx, c.Project)
		if err != nil {
			return err
		}
		made, err := s.SetDeadline(ctx, c.actor(), workflow.Ref{ID: c.Project, Version: d.Project.Version},
			workflow.TaskDeadline{Date: c.Date, Source: c.Source}, c.Reason)
		if err != nil {
			return err
		}
		return c.show(p, made, made.ID, clockLine(p, s, made))
	})
}

type projectFileCmd struct {
	caller
	Project string `arg:"" help:"Identifier of the project."`
}

// Run prints the number of the filing.
func (c *projectFileCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		made, err := s.FileAcceptance(ctx, c.actor(), c.Project)
		if err != nil {
			return err
		}
		return c.show(p, made, made.Number)
	})
}

type projectShowCmd struct {
	asJSON
	Project string `arg:"" help:"Identifier of the project."`
}

// Run prints the project in some lines.
func (c *projectShowCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		d, err := s.Dossier(ctx, c.Project)
		if err != nil {
			return err
		}
		lines := []string{d.Enterprise.Name, stateLine(p, "project", d.Project.State), clockLine(p, s, &d.Project)}
		for _, doc := range d.Documents {
			v := doc.Current()
			lines = append(lines, fmt.Sprintf("%s\t%d\t%s", doc.Slug, v.Number, v.Name))
		}
		return c.show(p, d, d.Project.ID, lines...)
	})
}
