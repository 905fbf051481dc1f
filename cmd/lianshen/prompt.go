package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"lianshen/api/live"
	"lianshen/internal/errs"
	"lianshen/workflow"
)

// prompt reads what is uploaded at once (立即读取), in cells that are warm, judges it, and tells
// the hub of every step. The job of a version waits meanwhile; where this process dies, or has
// too much to do, the job does it.
type prompt struct {
	desk   *desk
	reader *reader
	judge  *judge
	hub    *live.Hub

	ctx     context.Context // done when the server stops
	running sync.WaitGroup
	waiting chan struct{} // a place for each upload that waits or is read
	slots   chan struct{} // a place for each that is read
}

// Bounds of a prompt. Two documents are read side by side even on two cores, so that nobody
// waits for somebody else's 500 pages; each has the threads that make one page quick.
const (
	promptWaiting = 256
	promptThreads = 4
)

func promptCells() int { return max(2, runtime.NumCPU()/promptThreads) }

// from is who the audit trail says has read.
const promptFrom = "server"

// newPrompt starts its cells: the first upload finds them warm. close waits for what runs.
func newPrompt(ctx context.Context, d *desk, j *judge, hub *live.Hub) (*prompt, error) {
	n := promptCells()
	p := &prompt{
		desk: d, judge: j, hub: hub, ctx: ctx, waiting: make(chan struct{}, promptWaiting), slots: make(chan struct{}, n),
		reader: &reader{desk: d, cells: &cells{config: d.p.config, size: n, threads: min(runtime.NumCPU(), promptThreads), log: d.p.logger()}},
	}
	if _, err := p.reader.cells.open(); err != nil {
		return nil, err
	}
	p.running.Go(func() {
		if _, err := j.open(ctx); err != nil && ctx.Err() == nil { // who judges first says so again
			d.p.logger().Error("rules", "error", err)
		}
	})
	return p, nil
}

func (p *prompt) close() {
	p.running.Wait()
	p.reader.close()
}

// read begins to read the versions of one upload, one after the other: the later ones of the
// same file take what was read for the first. It does not wait.
func (p *prompt) read(all ...workflow.InspectArgs) {
	select {
	case p.waiting <- struct{}{}:
	default:
		return // the jobs will
	}
	for _, at := range all {
		p.hub.Publish(live.Event{Project: at.Project, Slug: at.Slug, Number: at.Number, State: live.Waiting})
	}
	p.running.Go(func() {
		defer func() { <-p.waiting }()
		select {
		case p.slots <- struct{}{}:
		case <-p.ctx.Done():
			return
		}
		defer func() { <-p.slots }()
		for _, at := range all {
			if err := p.one(p.ctx, at); err != nil && p.ctx.Err() == nil {
				p.desk.p.logger().Error("reading at once", "project", at.Project, "document", at.Slug, "version", at.Number, "error", err)
				p.hub.Publish(live.Event{Project: at.Project, Slug: at.Slug, Number: at.Number, State: live.Waiting}) // for its job
			}
		}
		p.evaluate(all[len(all)-1])
	})
}

// one reads a version and tells of it.
func (p *prompt) one(ctx context.Context, at workflow.InspectArgs) error {
	e := newEarly(ctx, p, at)
	failure, err := p.reader.read(ctx, promptFrom, at, e.page)
	last := e.end()
	switch {
	case err != nil:
		return err
	case failure != nil:
		last.State, last.Code, last.Message = live.Failed, failure.Code, &errs.Text{ZH: failure.Message.ZH, EN: failure.Message.EN}
	default:
		last.State, last.Page = live.Read, last.Pages
	}
	p.hub.Publish(last)
	return nil
}

// evaluate judges the project and says so, unless another document still waits to be read: who
// reads that judges.
func (p *prompt) evaluate(at workflow.InspectArgs) {
	err := p.judge.evaluate(p.ctx, workflow.EvaluateArgs(at))
	if err == nil {
		err = p.judged(at)
	}
	if err != nil && p.ctx.Err() == nil {
		p.desk.p.logger().Error("judging at once", "project", at.Project, "error", err)
	}
}

func (p *prompt) judged(at workflow.InspectArgs) error {
	last, err := p.desk.service.Evaluation(p.ctx, at.Project)
	if errors.Is(err, workflow.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	of := func(ref workflow.VersionRef) bool { return ref.Slug == at.Slug && ref.Number >= at.Number }
	if slices.ContainsFunc(last.Documents, of) {
		p.hub.Publish(live.Event{Project: at.Project, Number: last.Number, State: live.Judged})
	}
	return nil
}

// lookStored gives what is stored of a project as events, for a hub that tells what other
// processes read.
func lookStored(d *desk) func(context.Context, string) ([]live.Event, error) {
	return func(ctx context.Context, project string) (out []live.Event, err error) {
		err = d.store.View(ctx, func(r workflow.Reader) error {
			docs, err := r.Documents(project)
			if err != nil {
				return err
			}
			for i := range docs {
				out = append(out, storedEvent(docs[i].Slug, docs[i].Current()))
			}
			last, err := r.Evaluation(project)
			if errors.Is(err, workflow.ErrNotFound) {
				return nil
			}
			if err == nil {
				out = append(out, live.Event{Number: last.Number, State: live.Judged, At: last.At})
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look at %s: %w", project, err)
		}
		return out, nil
	}
}

func storedEvent(slug string, v *workflow.Version) live.Event {
	e := live.Event{Slug: slug, Number: v.Number, State: live.Waiting}
	switch {
	case v.Facts != "":
		e.State = live.Read
	case v.Failure != "":
		e.State, e.Code, e.Message = live.Failed, v.Failure, &errs.Text{ZH: v.Message, EN: v.Message}
	}
	return e
}
