package main

import (
	"context"
	"strconv"
	"strings"

	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/store"
)

type applicationAssessCmd struct {
	subject
	Finding []string `help:"A finding by its number, and what it is: 1:confirmed, 2:unsure, 3:overridden:misread." required:""`
	Note    string   `help:"Why, for those that are overridden."`
}

// Run settles the findings.
func (c *applicationAssessCmd) Run(ctx context.Context, p *program) error {
	list := make([]workflow.Assessment, len(c.Finding))
	for i, f := range c.Finding {
		parts := append(strings.Split(f, ":"), "", "")
		n, err := strconv.Atoi(parts[0])
		if err != nil {
			return errs.New(errs.Usage, "assessment.finding",
				errs.Text{ZH: "「" + f + "」不是问题序号及认定", EN: f + " is no number of a finding with its verdict"},
				errs.Text{ZH: "写法：1:confirmed 或 2:overridden:misread", EN: "write 1:confirmed or 2:overridden:misread"}).On("finding")
		}
		list[i] = workflow.Assessment{Finding: n, Verdict: parts[1], Reason: parts[2]}
		if parts[1] == workflow.Overridden {
			list[i].Note = c.Note
		}
	}
	return c.move(ctx, p, func(s *workflow.Service, by workflow.Actor, ref workflow.Ref, _ *workflow.Case) (*workflow.Application, error) {
		return s.Assess(ctx, by, ref, list)
	})
}

type applicationSuperviseCmd struct {
	subject
	Note string `help:"What came of it." required:""`
}

// Run closes the supervision.
func (c *applicationSuperviseCmd) Run(ctx context.Context, p *program) error {
	return c.move(ctx, p, func(s *workflow.Service, by workflow.Actor, ref workflow.Ref, _ *workflow.Case) (*workflow.Application, error) {
		return s.CloseSupervision(ctx, by, ref, c.Note)
	})
}

type applicationSheetCmd struct {
	Application string `arg:"" help:"Identifier of the application."`
}

// Run prints the sheet.
func (c *applicationSheetCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		now, err := s.Case(ctx, c.Application)
		if err != nil {
			return err
		}
		return printer(p, s).ReviewSheet(p.stdout, now)
	})
}
