package api

import (
	"bytes"
	"context"

	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// Statement is the enterprise's word on findings that it contests.
type Statement struct {
	Statement string `json:"statement,omitempty"`
}

// NewLine is what the handler found on a line of the sheet; see workflow.SheetEntry.
type NewLine struct {
	Line    string               `json:"line"`
	Finding string               `json:"finding"`
	Note    string               `json:"note,omitempty"`
	Site    *workflow.SiteRecord `json:"site,omitempty"`
}

// Lines are several at once.
type Lines struct {
	Lines []NewLine `json:"lines"`
}

// NewAssessment is what the handler made of a finding; see workflow.Assessment.
type NewAssessment struct {
	Finding int    `json:"finding"`
	Verdict string `json:"verdict"`
	Reason  string `json:"reason,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Assessments are several at once.
type Assessments struct {
	Assessments []NewAssessment `json:"assessments"`
}

// NewReturn is all that is to be mended, and by when.
type NewReturn struct {
	Items     []workflow.ReturnItem `json:"items"`
	RectifyBy calendar.Date         `json:"rectify_by"`
}

func (s *Server) application(c *call) (any, error) { return s.read(c) }

func (s *Server) read(c *call) (*workflow.Case, error) {
	now, err := s.Workflow.Case(c.ctx, c.id())
	if err != nil {
		return nil, err
	}
	return now, s.Workflow.Sees(c.ctx, c.who.Session.Person, workflow.Reach{Enterprise: now.Project.Enterprise, Branch: now.Project.Branch})
}

func (s *Server) sheet(c *call) (any, error) {
	now, err := s.read(c)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = s.printer(c).ReviewSheet(&b, now)
	return html(b.Bytes()), err
}

// plain is a move that needs no words.
func plain(do func(*workflow.Service, context.Context, workflow.Actor, workflow.Ref) (*workflow.Application, error)) func(*Server, *call) (any, error) {
	return func(s *Server, c *call) (any, error) {
		ref, err := c.ref()
		if err != nil {
			return nil, err
		}
		return do(s.Workflow, c.ctx, c.actor(), ref)
	}
}

// reasoned is a move with a reason.
func reasoned(do func(*workflow.Service, context.Context, workflow.Actor, workflow.Ref, string) (*workflow.Application, error)) func(*Server, *call) (any, error) {
	return func(s *Server, c *call) (any, error) {
		ref, in, err := asked[Reason](c)
		if err != nil {
			return nil, err
		}
		return do(s.Workflow, c.ctx, c.actor(), ref, in.Reason)
	}
}

var errNoRules = errs.New(errs.Unavailable, "api.no_rules",
	errs.Text{ZH: "规则未就绪，暂不能提交", EN: "the rules are not ready: nothing can be submitted"},
	errs.Text{ZH: "请稍后重试", EN: "try again later"})

// submit has the documents judged and submits by what the rules say now.
func (s *Server) submit(c *call) (any, error) {
	ref, in, err := asked[Statement](c)
	if err != nil {
		return nil, err
	}
	now, err := s.read(c)
	if err != nil {
		return nil, err
	}
	if s.Judge == nil {
		return nil, errNoRules
	}
	j, err := s.Judge(c.ctx, now.Project.ID)
	if err != nil {
		return nil, err
	}
	j.Statement = in.Statement
	return s.Workflow.Submit(c.ctx, c.actor(), ref, *j)
}

func (s *Server) examine(c *call) (any, error) {
	ref, in, err := asked[Lines](c)
	if err != nil {
		return nil, err
	}
	entries := make([]workflow.SheetEntry, len(in.Lines))
	for i, l := range in.Lines {
		entries[i] = workflow.SheetEntry{Line: l.Line, Finding: l.Finding, Note: l.Note, Site: l.Site}
	}
	return s.Workflow.Examine(c.ctx, c.actor(), ref, entries)
}

func (s *Server) assess(c *call) (any, error) {
	ref, in, err := asked[Assessments](c)
	if err != nil {
		return nil, err
	}
	list := make([]workflow.Assessment, len(in.Assessments))
	for i, a := range in.Assessments {
		list[i] = workflow.Assessment{Finding: a.Finding, Verdict: a.Verdict, Reason: a.Reason, Note: a.Note}
	}
	return s.Workflow.Assess(c.ctx, c.actor(), ref, list)
}

func (s *Server) returnIt(c *call) (any, error) {
	ref, in, err := asked[NewReturn](c)
	if err != nil {
		return nil, err
	}
	return s.Workflow.Return(c.ctx, c.actor(), ref, workflow.Return{Items: in.Items, RectifyBy: in.RectifyBy})
}
