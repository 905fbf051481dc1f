package web

import (
	"context"

	"lianshen/api/live"
	"lianshen/internal/errs"
	"lianshen/workflow"
)

var errNoEvents = errs.New(errs.Unavailable, "live.off",
	errs.Text{ZH: "进度通知未开启", EN: "progress is not told"},
	errs.Text{ZH: "请刷新页面查看结果", EN: "reload the page"})

// events tells a page what happens to the documents of its project, as parts of the page. With
// slug it is the document's page, whose result has the digest seen; without, the page of uploads.
func (p *Portal) events(v *visit) error {
	slug, person, project := v.query("slug"), v.who.Session.Person, v.param("id")
	if _, _, err := p.filed(v.ctx, person, project, slug); err != nil {
		return err
	}
	if p.Live == nil {
		return errNoEvents
	}
	if slug != "" && p.Workflow.Notice().Kind(slug) == nil {
		return workflow.ErrNotFound
	}
	shown, err := v.number("shown")
	if err != nil {
		return err
	}
	sub, err := p.Live.Subscribe(project)
	if err != nil {
		return err
	}
	t := &teller{visit: v.detached(context.Background()), project: project, slug: slug, seen: v.query("seen"), shown: shown}
	say := t.rows
	if slug != "" {
		say = t.document
	}
	return sub.Stream(v.fiber, say, func(ctx context.Context) error {
		_, _, err := p.filed(ctx, person, project, slug)
		return err
	})
}

// teller puts events into the words of one reader.
type teller struct {
	*visit
	project, slug string
	seen          string // digest of the result that the page shows
	shown         int    // version that the page shows, 0 none
}

// document tells of one: its progress at every step, and its result when that is another.
func (t *teller) document(events []live.Event) ([]live.Frame, error) {
	var out []live.Frame
	ended := false
	for _, e := range events {
		switch {
		case e.State == live.Judged:
			ended = true
			continue
		case e.Slug != t.slug:
			continue
		}
		ended = ended || e.State == live.Read || e.State == live.Failed || e.Number > t.shown
		raw, err := t.render("document", "progress", progressOf(e, t.lang))
		if err != nil {
			return nil, err
		}
		out = append(out, live.Frame{Name: "progress", Data: string(raw)})
	}
	if !ended {
		return out, nil
	}
	frames, err := t.result()
	return append(out, frames...), err
}

func (t *teller) result() ([]live.Frame, error) {
	d, partner, err := t.p.filed(t.ctx, t.who.Session.Person, t.project, t.slug)
	if err != nil {
		return nil, err
	}
	view, err := t.visit.document(d, partner, t.slug, 0)
	if err != nil {
		return nil, err
	}
	html, seen, err := t.visit.result(view)
	if err != nil || view.Version == nil {
		return nil, err
	}
	t.shown = view.Version.Number
	raw, err := t.render("document", "progress", view.Progress)
	out := []live.Frame{{Name: "progress", Data: string(raw)}}
	if seen != t.seen {
		t.seen = seen
		out = append(out, live.Frame{Name: "result", Data: string(html)})
	}
	return out, err
}

// rows tells of every document that is uploaded: one event a document.
func (t *teller) rows(events []live.Event) ([]live.Frame, error) {
	var out []live.Frame
	for _, e := range events {
		if e.State == live.Judged {
			frames, err := t.outcomes()
			if err != nil {
				return nil, err
			}
			out = append(out, frames...)
			continue
		}
		state := &uploadState{Page: &Page{Lang: t.lang}, Project: t.project, Slug: e.Slug, Number: e.Number, Progress: progressOf(e, t.lang)}
		raw, err := t.render("upload", "upload-state", state)
		if err != nil {
			return nil, err
		}
		out = append(out, live.Frame{Name: "row-" + e.Slug, Data: string(raw)})
	}
	return out, nil
}

// outcome is what the rules said of a document, in a word.
type outcome struct {
	*Page
	Project, Slug string
	Tag           tag
}

// outcomes are those of all documents that were read.
func (t *teller) outcomes() ([]live.Frame, error) {
	d, err := t.p.Workflow.Dossier(t.ctx, t.project)
	if err != nil {
		return nil, err
	}
	report, err := t.report(t.project)
	if err != nil {
		return nil, err
	}
	l := &lister{visit: t.visit, d: d, report: report}
	var out []live.Frame
	for i := range d.Documents {
		slug := d.Documents[i].Slug
		var row task
		l.state(t.p.Workflow.Notice().Kind(slug), &row)
		raw, err := t.render("upload", "outcome", &outcome{&Page{Lang: t.lang}, t.project, slug, row.Tag})
		if err != nil {
			return nil, err
		}
		out = append(out, live.Frame{Name: "row-" + slug, Data: string(raw)})
	}
	return out, nil
}
