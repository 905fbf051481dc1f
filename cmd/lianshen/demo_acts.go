package main

import (
	"context"

	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// file sends a project's documents to the branch, which acknowledges.
func (s *story) file(ctx context.Context, p *demoProject) error {
	if _, err := s.desk.service.FileAcceptance(ctx, s.gas, p.project.ID); err != nil {
		return err
	}
	_, err := s.desk.service.AcknowledgeFiling(ctx, s.handler, p.project.ID)
	return err
}

// submit files and applies.
func (s *story) submit(ctx context.Context, p *demoProject) error {
	if err := s.file(ctx, p); err != nil {
		return err
	}
	app, err := s.desk.service.DraftApplication(ctx, s.gas, p.project.ID)
	if err != nil {
		return err
	}
	made, err := s.judge.judge(ctx, p.project.ID)
	if err != nil {
		return err
	}
	j, err := s.judge.toSubmit(ctx, p.project.ID, made)
	if err != nil {
		return err
	}
	p.app, err = s.desk.service.Submit(ctx, s.gas, workflow.Ref{ID: app.ID, Version: app.Version}, *j)
	return err
}

// then makes the next move of an application.
func (p *demoProject) then(app *workflow.Application, err error) error {
	if err == nil {
		p.app = app
	}
	return err
}

func (p *demoProject) ref() workflow.Ref {
	return workflow.Ref{ID: p.app.ID, Version: p.app.Version}
}

// passOn has the handler claim, fill in the sheet and pass on.
func (s *story) passOn(ctx context.Context, p *demoProject) error {
	service := s.desk.service
	if err := p.then(service.Claim(ctx, s.handler, p.ref())); err != nil {
		return err
	}
	if err := p.then(service.Examine(ctx, s.handler, p.ref(), conforming(service.Notice()))); err != nil {
		return err
	}
	return p.then(service.PassOn(ctx, s.handler, p.ref()))
}

func conforming(n *notice.Notice) []workflow.SheetEntry {
	out := make([]workflow.SheetEntry, len(n.Sheet))
	for i, line := range n.Sheet {
		out[i] = workflow.SheetEntry{Line: line.Line, Finding: workflow.Conforms}
	}
	return out
}

func (s *story) approve(ctx context.Context, p *demoProject) error {
	return p.then(s.desk.service.Approve(ctx, s.leader, p.ref()))
}

// giveBack returns an application for correction.
func (s *story) giveBack(ctx context.Context, p *demoProject) error {
	c, err := s.desk.service.Case(ctx, p.app.ID)
	if err != nil {
		return err
	}
	by := calendar.DateOf(s.now) + 7
	return p.then(s.desk.service.Return(ctx, s.leader, p.ref(), workflow.Return{Items: []workflow.ReturnItem{remedyOf(c)}, RectifyBy: by}))
}

func (s *story) network(ctx context.Context, p *demoProject) error {
	_, err := s.desk.service.Network(ctx, "demo", p.project.ID, s.clock.Now())
	return err
}

// replace begins the project for an instrument that was replaced since.
func (s *story) replace(ctx context.Context, p *demoProject) error {
	_, err := s.desk.service.ReplacePart(ctx, s.gas, p.project.ID, "replace-instrument",
		workflow.Replacement{Part: "二氧化硫分析仪", On: calendar.DateOf(s.clock.Now()) - 1})
	return err
}
