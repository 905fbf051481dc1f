package api

import (
	"bytes"
	"context"
	"io"
	"mime"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/problem"
	"lianshen/api/upload"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
	"lianshen/workflow/paper"
)

// NewProject is a task to give; see workflow.Project.
type NewProject struct {
	Enterprise string    `json:"enterprise"`
	Kind       string    `json:"kind"`
	UnitClass  string    `json:"unit_class"`
	Deadline   *Deadline `json:"deadline,omitempty"`
}

// Deadline is a task deadline with the document that says so, and why it is set.
type Deadline struct {
	Date   calendar.Date `json:"date"`
	Source string        `json:"source"`
	Reason string        `json:"reason,omitempty"`
}

// Reason is why something is done.
type Reason struct {
	Reason string `json:"reason"`
}

// NewReplacement is what was replaced in a networked installation, and when.
type NewReplacement struct {
	Kind string        `json:"kind"`
	Part string        `json:"part"`
	On   calendar.Date `json:"on"`
}

// NewContest is a finding with the enterprise's word against it.
type NewContest struct {
	Code      string `json:"code"`
	Document  string `json:"document,omitempty"`
	Statement string `json:"statement"`
}

func (s *Server) openProject(c *call) (any, error) {
	in, err := body[NewProject](c)
	if err != nil {
		return nil, err
	}
	p := workflow.Project{Enterprise: in.Enterprise, Kind: in.Kind, UnitClass: in.UnitClass}
	if d := in.Deadline; d != nil {
		p.Deadline = &workflow.TaskDeadline{Date: d.Date, Source: d.Source}
	}
	return s.Workflow.OpenProject(c.ctx, c.actor(), p)
}

// project reads; to those who may not see it, there is none.
func (s *Server) project(c *call) (any, error) { return s.dossier(c) }

func (s *Server) dossier(c *call) (*workflow.Dossier, error) {
	d, err := s.Workflow.Dossier(c.ctx, c.id())
	if err != nil {
		return nil, err
	}
	return d, s.Workflow.Sees(c.ctx, c.who.Session.Person, workflow.Reach{Enterprise: d.Project.Enterprise, Branch: d.Project.Branch})
}

func (s *Server) setDeadline(c *call) (any, error) { return s.deadline(c, s.Workflow.SetDeadline) }

func (s *Server) proposeDeadline(c *call) (any, error) {
	return s.deadline(c, s.Workflow.ProposeDeadline)
}

func (s *Server) deadline(c *call, do func(context.Context, workflow.Actor, workflow.Ref, workflow.TaskDeadline, string) (*workflow.Project, error)) (any, error) {
	ref, in, err := asked[Deadline](c)
	if err != nil {
		return nil, err
	}
	return do(c.ctx, c.actor(), ref, workflow.TaskDeadline{Date: in.Date, Source: in.Source}, in.Reason)
}

func (s *Server) setEquipment(c *call) (any, error) {
	ref, in, err := asked[workflow.Equipment](c)
	if err != nil {
		return nil, err
	}
	return s.Workflow.SetEquipment(c.ctx, c.actor(), ref, *in)
}

// halted is a move of a project with a reason.
func halted(do func(*workflow.Service, context.Context, workflow.Actor, workflow.Ref, string) (*workflow.Project, error)) func(*Server, *call) (any, error) {
	return func(s *Server, c *call) (any, error) {
		ref, in, err := asked[Reason](c)
		if err != nil {
			return nil, err
		}
		return do(s.Workflow, c.ctx, c.actor(), ref, in.Reason)
	}
}

func (s *Server) replacePart(c *call) (any, error) {
	in, err := body[NewReplacement](c)
	if err != nil {
		return nil, err
	}
	return s.Workflow.ReplacePart(c.ctx, c.actor(), c.id(), in.Kind, workflow.Replacement{Part: in.Part, On: in.On})
}

// upload streams the body into the file store. Whether the project takes it is asked before a
// byte is read, its kind by the first of them, its size while it is.
func (s *Server) upload(c *call) (any, error) {
	if kind, _, err := mime.ParseMediaType(c.fiber.Get(fiber.HeaderContentType)); err != nil || kind != "application/pdf" {
		return nil, problem.ErrMediaType
	}
	if err := upload.Announced(c.fiber); err != nil {
		return nil, err
	}
	if err := s.Workflow.MayUpload(c.ctx, c.actor(), c.id(), c.fiber.Params("slug")); err != nil {
		return nil, err
	}
	return s.take(c, c.id(), c.fiber.Params("slug"), upload.Name(c.fiber.Query("name", "upload.pdf")), upload.Body(c.fiber))
}

// take stores a file as the current version of a document and has it read at once.
func (s *Server) take(c *call, project, slug, name string, bytes io.Reader) (*workflow.Version, error) {
	file, err := upload.PDF(bytes)
	if err != nil {
		return nil, err
	}
	made, err := s.Workflow.Upload(c.ctx, c.actor(), workflow.Upload{Project: project, Slugs: []string{slug}, Name: name, File: file, Reading: s.Read != nil})
	if err != nil {
		return nil, err
	}
	if s.Read != nil && !made[0].Read() {
		s.Read(workflow.InspectArgs{Project: project, Slug: slug, Number: made[0].Number})
	}
	return &made[0], nil
}

func (s *Server) report(c *call) (any, error) {
	if _, err := s.dossier(c); err != nil {
		return nil, err
	}
	if s.Report == nil {
		return nil, errNoRules
	}
	return s.Report(c.ctx, c.id())
}

func (s *Server) fileAcceptance(c *call) (any, error) {
	return s.Workflow.FileAcceptance(c.ctx, c.actor(), c.id())
}

func (s *Server) acknowledgeFiling(c *call) (any, error) {
	return s.Workflow.AcknowledgeFiling(c.ctx, c.actor(), c.id())
}

func (s *Server) sendFilingBack(c *call) (any, error) {
	in, err := body[Reason](c)
	if err != nil {
		return nil, err
	}
	return s.Workflow.SendFilingBack(c.ctx, c.actor(), c.id(), in.Reason)
}

func (s *Server) filingReceipt(c *call) (any, error) {
	d, err := s.dossier(c)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = s.printer(c).FilingReceipt(&b, d)
	return html(b.Bytes()), err
}

func (s *Server) printer(c *call) paper.Printer {
	return paper.Printer{Lang: lang(c.fiber), Notice: s.Workflow.Notice()}
}

func (s *Server) contest(c *call) (any, error) {
	in, err := body[NewContest](c)
	if err != nil {
		return nil, err
	}
	return s.Workflow.Contest(c.ctx, c.actor(), workflow.Contest{Project: c.id(), Code: in.Code, Document: in.Document, Statement: in.Statement})
}

func (s *Server) retractContest(c *call) (any, error) {
	return nil, s.Workflow.RetractContest(c.ctx, c.actor(), c.id(), c.fiber.Params("contest"))
}

func (s *Server) draftApplication(c *call) (any, error) {
	return s.Workflow.DraftApplication(c.ctx, c.actor(), c.id())
}
