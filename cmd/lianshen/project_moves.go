package main

import (
	"context"
	"fmt"

	"lianshen/workflow"
	"lianshen/workflow/calendar"
	"lianshen/workflow/paper"
	"lianshen/workflow/store"
)

// projectReasonCmd is a move of a project with a reason; which one, kong knows by its path.
type projectReasonCmd struct {
	caller
	Project string `arg:"" help:"Identifier of the project."`
	Reason  string `help:"Why." required:""`
}

// Run prints the state that follows.
func (c *projectReasonCmd) Run(ctx context.Context, p *program, path commandPath) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		d, err := s.Dossier(ctx, c.Project)
		if err != nil {
			return err
		}
		do := map[string]func(context.Context, workflow.Actor, workflow.Ref, string) (*workflow.Project, error){
			"suspend": s.Suspend, "resume": s.Resume, "close": s.Close,
		}[path.last()]
		made, err := do(ctx, c.actor(), workflow.Ref{ID: c.Project, Version: d.Project.Version}, c.Reason)
		if err != nil {
			return err
		}
		return c.show(p, made, made.ID, stateLine(p, "project", made.State))
	})
}

type projectAcknowledgeCmd struct {
	caller
	Project string `arg:"" help:"Identifier of the project."`
}

// Run prints the number of the filing.
func (c *projectAcknowledgeCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		f, err := s.AcknowledgeFiling(ctx, c.actor(), c.Project)
		if err != nil {
			return err
		}
		return c.show(p, f, f.Number)
	})
}

type projectSendBackCmd struct {
	caller
	Project string `arg:"" help:"Identifier of the project."`
	Reason  string `help:"What is wrong with it." required:""`
}

// Run prints the number of the filing.
func (c *projectSendBackCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		f, err := s.SendFilingBack(ctx, c.actor(), c.Project, c.Reason)
		if err != nil {
			return err
		}
		return c.show(p, f, f.Number)
	})
}

type projectReceiptCmd struct {
	Project string `arg:"" help:"Identifier of the project."`
}

// Run prints the sheet.
func (c *projectReceiptCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		d, err := s.Dossier(ctx, c.Project)
		if err != nil {
			return err
		}
		return printer(p, s).FilingReceipt(p.stdout, d)
	})
}

func printer(p *program, s *workflow.Service) paper.Printer {
	return paper.Printer{Lang: p.lang, Notice: s.Notice()}
}

type projectContestCmd struct {
	caller
	Project   string `arg:"" help:"Identifier of the project."`
	Code      string `arg:"" help:"Code of the rule."`
	Document  string `help:"Kind of the document that the finding is about (default: the project as a whole)."`
	Statement string `help:"The enterprise's word on it." required:""`
}

// Run prints the identifier of the contest.
func (c *projectContestCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		x, err := s.Contest(ctx, c.actor(), workflow.Contest{Project: c.Project, Code: c.Code, Document: c.Document, Statement: c.Statement})
		if err != nil {
			return err
		}
		return c.show(p, x, x.ID)
	})
}

type projectRetractCmd struct {
	caller
	Project string `arg:"" help:"Identifier of the project."`
	Contest string `arg:"" help:"Identifier of the contest."`
}

// Run prints the identifier of the contest.
func (c *projectRetractCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		if err := s.RetractContest(ctx, c.actor(), c.Project, c.Contest); err != nil {
			return err
		}
		fmt.Fprintln(p.stdout, c.Contest)
		return nil
	})
}

type projectReplaceCmd struct {
	caller
	Project string        `arg:"" help:"Identifier of the networked project."`
	Kind    string        `help:"Kind of project of the notice, like replace-core-part." required:""`
	Part    string        `help:"What was replaced." required:""`
	On      calendar.Date `help:"When." required:""`
}

// Run prints the identifier of the project that the replacement makes, then the day by which
// the registration must be changed.
func (c *projectReplaceCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		made, err := s.ReplacePart(ctx, c.actor(), c.Project, c.Kind, workflow.Replacement{Part: c.Part, On: c.On})
		if err != nil {
			return err
		}
		return c.show(p, made, made.ID, made.Replacement.RegisterBy.String())
	})
}

type projectRouteCmd struct {
	caller
	Town   string `arg:"" help:"Town, by name or code."`
	Branch string `arg:"" help:"Name of the branch that reviews its enterprises from now on."`
}

// Run prints the branch.
func (c *projectRouteCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		if err := s.RouteTown(ctx, c.actor(), c.Town, c.Branch); err != nil {
			return err
		}
		fmt.Fprintln(p.stdout, c.Branch)
		return nil
	})
}
