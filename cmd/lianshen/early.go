package main

import (
	"context"
	"slices"
	"sync"

	"lianshen/api/live"
	"lianshen/checker"
	"lianshen/workflow"
)

// early tells of a version page by page while it is read, with what the rules find on the pages
// so far (初步问题). Judging runs beside the reading, which never waits for it: of several pages
// that are to be looked at, only the last one's is.
type early struct {
	ctx    context.Context
	prompt *prompt
	at     workflow.InspectArgs

	mu      sync.Mutex
	last    live.Event
	next    *checker.PageEvent // to be judged
	judging bool
	ended   bool
	idle    sync.WaitGroup
}

func newEarly(ctx context.Context, p *prompt, at workflow.InspectArgs) *early {
	e := &early{ctx: ctx, prompt: p, at: at, last: live.Event{Project: at.Project, Slug: at.Slug, Number: at.Number, State: live.Reading}}
	p.hub.Publish(e.last)
	return e
}

// page is told of every page that was read.
func (e *early) page(event checker.PageEvent) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.last.Page, e.last.Pages = event.Done, event.Total
	e.prompt.hub.Publish(e.last)
	if event.SoFar == nil {
		return
	}
	e.next = &event
	if !e.judging {
		e.judging = true
		e.idle.Go(e.work)
	}
}

// work judges what there is to judge, the latest first, until there is nothing.
func (e *early) work() {
	for {
		e.mu.Lock()
		event := e.next
		e.next = nil
		if event == nil || e.ended {
			e.judging = false
			e.mu.Unlock()
			return
		}
		e.mu.Unlock()
		found, err := e.judge(event)
		if err != nil && e.ctx.Err() == nil {
			e.prompt.desk.p.logger().Warn("early findings", "project", e.at.Project, "document", e.at.Slug, "error", err)
		}
		if err != nil {
			continue // the report will come all the same
		}
		e.mu.Lock()
		if !e.ended {
			e.last.Early = found
			e.prompt.hub.Publish(e.last)
		}
		e.mu.Unlock()
	}
}

// end is the last that was told; nothing is told after it. What is being judged is waited for:
// it may be all that is said of the document until the others are read.
func (e *early) end() live.Event {
	e.idle.Wait()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ended = true
	return e.last
}

// judge has the rules look at the document alone.
func (e *early) judge(event *checker.PageEvent) ([]checker.Finding, error) {
	book, err := e.prompt.judge.open(e.ctx)
	if err != nil {
		return nil, err
	}
	input, err := e.prompt.desk.service.Input(e.ctx, e.at.Project)
	if err != nil {
		return nil, err
	}
	event.SoFar.FillMatches(verifySeal, input.Parties)
	input.Documents = []checker.Document{{Slug: e.at.Slug, Facts: event.SoFar.Facts}}
	report, err := checker.Prescreen(e.ctx, book.Engine, *input)
	if report == nil {
		return nil, err
	}
	found := preliminary(report.Findings, e.at.Slug)
	if event.Ahead {
		found = slices.DeleteFunc(found, func(f checker.Finding) bool { return !ofSeals(f, event) })
	}
	return found, nil
}

// ofSeals reports whether what a finding sees on the page whose text was not read yet are its
// seals: of its text nothing can be said.
func ofSeals(f checker.Finding, event *checker.PageEvent) bool {
	for _, p := range f.Places {
		if p.Page != event.Number {
			continue
		}
		if p.Box == nil || !slices.ContainsFunc(event.Seals, func(s checker.Seal) bool { return s.Box == *p.Box }) {
			return false
		}
	}
	return true
}

// preliminary are the faults of a document that can be pointed at. What is absent may yet come
// on a later page, and what other documents say is not known: of that nothing is said.
func preliminary(all []checker.Finding, slug string) []checker.Finding {
	return slices.DeleteFunc(all, func(f checker.Finding) bool {
		seen := func(p checker.Place) bool { return p.Document == slug && p.Page > 0 }
		return f.State != checker.Fail || f.Document == nil || *f.Document != slug || !slices.ContainsFunc(f.Places, seen)
	})
}
