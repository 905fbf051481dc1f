package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"lianshen/checker"
	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
	"lianshen/workflow/store"
)

// applicationCmd takes a networking application from its draft to the decision.
type applicationCmd struct {
	Draft     applicationDraftCmd     `cmd:"" help:"Begin the application of a project."`
	Submit    applicationSubmitCmd    `cmd:"" help:"Submit it with the report of its documents."`
	Withdraw  applicationReasonCmd    `cmd:"" help:"Take it back."`
	Claim     applicationPlainCmd     `cmd:"" help:"Become its handler."`
	TakeOver  applicationPlainCmd     `cmd:"" name:"take-over" help:"Become its handler in place of one who left it lying."`
	Examine   applicationExamineCmd   `cmd:"" help:"Fill in lines of the sheet."`
	Assess    applicationAssessCmd    `cmd:"" help:"Confirm or override findings of the report."`
	PassOn    applicationPlainCmd     `cmd:"" name:"pass-on" help:"Hand it to the leader."`
	SendBack  applicationReasonCmd    `cmd:"" name:"send-back" help:"Send it back to the handler."`
	Return    applicationReturnCmd    `cmd:"" help:"Return it to the enterprise for correction."`
	Approve   applicationPlainCmd     `cmd:"" help:"Approve it."`
	SetAside  applicationReasonCmd    `cmd:"" name:"set-aside" help:"Correct a decision: set it aside."`
	Supervise applicationSuperviseCmd `cmd:"" help:"Close the supervision of a deemed approval."`
	Sheet     applicationSheetCmd     `cmd:"" help:"The sheet of the review as a page to print."`
	Overdue   applicationOverdueCmd   `cmd:"" help:"Write down the approvals that time has given."`
	Inbox     applicationInboxCmd     `cmd:"" help:"List applications by when they are due."`
	Show      applicationShowCmd      `cmd:"" help:"An application with what happened to it."`
}

// subject names the application of a command.
type subject struct {
	caller
	Application string `arg:"" help:"Identifier of the application."`
	Version     int    `help:"The version that was seen; another one is a conflict (default: as it is)."`
}

// move reads the application, makes a move, and prints the state that follows.
func (c subject) move(ctx context.Context, p *program, do func(*workflow.Service, workflow.Actor, workflow.Ref, *workflow.Case) (*workflow.Application, error)) error {
	return c.moveAt(ctx, p, func(d *desk, by workflow.Actor, ref workflow.Ref, now *workflow.Case) (*workflow.Application, error) {
		return do(d.service, by, ref, now)
	})
}

// moveAt is move for what needs files, too.
func (c subject) moveAt(ctx context.Context, p *program, do func(*desk, workflow.Actor, workflow.Ref, *workflow.Case) (*workflow.Application, error)) error {
	return withDesk(ctx, p, func(d *desk) error {
		now, err := d.service.Case(ctx, c.Application)
		if err != nil {
			return err
		}
		ref := workflow.Ref{ID: c.Application, Version: now.Application.Version}
		if c.Version != 0 {
			ref.Version = c.Version
		}
		a, err := do(d, c.actor(), ref, now)
		if err != nil {
			return err
		}
		return c.show(p, a, a.ID, stateLine(p, "application", a.State))
	})
}

type applicationDraftCmd struct {
	caller
	Project string `arg:"" help:"Identifier of the project."`
}

// Run prints the identifier of the application.
func (c *applicationDraftCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		a, err := s.DraftApplication(ctx, c.actor(), c.Project)
		if err != nil {
			return err
		}
		return c.show(p, a, a.ID, stateLine(p, "application", a.State))
	})
}

type applicationSubmitCmd struct {
	subject
	Report    string `help:"The report: check --format json (default: the stored documents are judged now)." type:"existingfile" and:"judged"`
	Facts     string `help:"What was judged: check --keep-facts." type:"existingfile" and:"judged"`
	Statement string `help:"The enterprise's word on findings it contests."`
}

// Run submits the documents as they are, with what the rules say of them.
func (c *applicationSubmitCmd) Run(ctx context.Context, p *program) error {
	if c.Report == "" {
		return c.moveAt(ctx, p, func(d *desk, by workflow.Actor, ref workflow.Ref, now *workflow.Case) (*workflow.Application, error) {
			return c.judged(ctx, d, by, ref, now)
		})
	}
	var report checker.Report
	if _, err := readJSON(c.Report, &report); err != nil {
		return err
	}
	facts, err := readJSON(c.Facts, nil)
	if err != nil {
		return err
	}
	return c.moveAt(ctx, p, func(d *desk, by workflow.Actor, ref workflow.Ref, now *workflow.Case) (*workflow.Application, error) {
		kept, _, err := d.files.Put(ctx, bytes.NewReader(facts), int64(len(facts)))
		if err != nil {
			return nil, err
		}
		dossier, err := d.service.Dossier(ctx, now.Project.ID)
		if err != nil {
			return nil, err
		}
		return d.service.Submit(ctx, by, ref, workflow.Judgement{
			Report: &report, Facts: "sha256:" + kept, Documents: workflow.CurrentVersions(dossier.Documents), Statement: c.Statement,
		})
	})
}

// judged has the stored documents judged by the rules of now, from their stored facts.
func (c *applicationSubmitCmd) judged(ctx context.Context, d *desk, by workflow.Actor, ref workflow.Ref, now *workflow.Case) (*workflow.Application, error) {
	rules := newJudge(d, by.From)
	made, err := rules.judgeNow(ctx, by.From, now.Project.ID)
	if err != nil {
		return nil, err
	}
	judged, err := rules.toSubmit(ctx, now.Project.ID, made)
	if err != nil {
		return nil, err
	}
	judged.Statement = c.Statement
	return d.service.Submit(ctx, by, ref, *judged)
}

// commandPath is the command as it was given, "application claim <application>".
type commandPath string

// last is the name of the command itself.
func (c commandPath) last() string {
	name := ""
	for _, word := range strings.Fields(string(c)) {
		if !strings.HasPrefix(word, "<") {
			name = word
		}
	}
	return name
}

// applicationPlainCmd is a move that needs no words; which one, kong knows by its path.
type applicationPlainCmd struct {
	subject
}

// Run makes the move that the command is named after.
func (c *applicationPlainCmd) Run(ctx context.Context, p *program, path commandPath) error {
	return c.move(ctx, p, func(s *workflow.Service, by workflow.Actor, ref workflow.Ref, _ *workflow.Case) (*workflow.Application, error) {
		switch path.last() {
		case "claim":
			return s.Claim(ctx, by, ref)
		case "take-over":
			return s.TakeOver(ctx, by, ref)
		case "pass-on":
			return s.PassOn(ctx, by, ref)
		default:
			return s.Approve(ctx, by, ref)
		}
	})
}

// applicationReasonCmd is a move with a reason.
type applicationReasonCmd struct {
	subject
	Reason string `help:"Why." required:""`
}

// Run makes the move that the command is named after.
func (c *applicationReasonCmd) Run(ctx context.Context, p *program, path commandPath) error {
	return c.move(ctx, p, func(s *workflow.Service, by workflow.Actor, ref workflow.Ref, _ *workflow.Case) (*workflow.Application, error) {
		switch path.last() {
		case "withdraw":
			return s.Withdraw(ctx, by, ref, c.Reason)
		case "set-aside":
			return s.SetAside(ctx, by, ref, c.Reason)
		default:
			return s.SendBack(ctx, by, ref, c.Reason)
		}
	})
}

type applicationExamineCmd struct {
	subject
	Line []string `help:"A line and its finding, like matches-site:conforms; conforms, fails or site_check." required:""`
	Note string   `help:"Note to these lines; needed unless they conform."`
	Site string   `help:"Result of the site check of these lines: conforms or fails; the note is its record."`
}

// Run fills in the lines.
func (c *applicationExamineCmd) Run(ctx context.Context, p *program) error {
	entries := make([]workflow.SheetEntry, len(c.Line))
	for i, l := range c.Line {
		line, result, _ := strings.Cut(l, ":")
		entries[i] = workflow.SheetEntry{Line: line, Finding: result, Note: c.Note}
		if c.Site != "" {
			entries[i].Site = &workflow.SiteRecord{On: calendar.DateOf(clock.System{}.Now()), Result: c.Site, Note: c.Note}
		}
	}
	return c.move(ctx, p, func(s *workflow.Service, by workflow.Actor, ref workflow.Ref, _ *workflow.Case) (*workflow.Application, error) {
		return s.Examine(ctx, by, ref, entries)
	})
}

type applicationReturnCmd struct {
	subject
	Item      []string      `help:"What is wrong, like CODE:remedy." sep:"none" required:""`
	RectifyBy calendar.Date `help:"Day by which the enterprise should answer." required:""`
	Late      string        `help:"Why faults that were visible before are raised only now."`
}

// Run returns the application with all items at once.
func (c *applicationReturnCmd) Run(ctx context.Context, p *program) error {
	ret := workflow.Return{RectifyBy: c.RectifyBy}
	for _, i := range c.Item {
		code, remedy, _ := strings.Cut(i, ":")
		ret.Items = append(ret.Items, workflow.ReturnItem{Code: code, Remedy: remedy, LateReason: c.Late})
	}
	return c.move(ctx, p, func(s *workflow.Service, by workflow.Actor, ref workflow.Ref, _ *workflow.Case) (*workflow.Application, error) {
		return s.Return(ctx, by, ref, ret)
	})
}

type applicationOverdueCmd struct{}

// Run prints how many approvals there were.
func (*applicationOverdueCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		n, err := s.DecideOverdue(ctx, "terminal")
		fmt.Fprintln(p.stdout, n)
		return err
	})
}

type applicationShowCmd struct {
	asJSON
	Application string `arg:"" help:"Identifier of the application."`
}

// Run prints the application in some lines.
func (c *applicationShowCmd) Run(ctx context.Context, p *program) error {
	return withWorkflow(ctx, p, func(s *workflow.Service, _ *store.Store) error {
		now, err := s.Case(ctx, c.Application)
		if err != nil {
			return err
		}
		lines := []string{stateLine(p, "application", now.Application.State)}
		for _, r := range now.Receipts {
			lines = append(lines, receiptLine(r).In(p.lang))
		}
		return c.show(p, now, now.Application.ID, lines...)
	})
}

func receiptLine(r workflow.Receipt) errs.Text {
	return errs.Text{
		ZH: fmt.Sprintf("%s，收件日 %s，审核期限 %s", r.Number, calendar.DateOf(r.Received), r.Due),
		EN: fmt.Sprintf("%s, received %s, review due %s", r.Number, calendar.DateOf(r.Received), r.Due),
	}
}
