package web

import (
	"lianshen/api/live"
	"lianshen/workflow"
)

// progress (读取进度) is how far the reading of a version is; the part "progress" shows it.
type progress struct {
	State       live.State
	Page, Pages int
	Early       *findingList
	Failure     string
}

// Going is that more will be told by itself.
func (p *progress) Going() bool {
	return p.State == live.Waiting || p.State == live.Reading || p.State == live.Read
}

// progressOf says how far an event tells.
func progressOf(e live.Event, lang string) *progress {
	out := &progress{State: e.State, Page: e.Page, Pages: e.Pages, Early: earlyFindings(e.Early, lang)}
	if e.Message != nil {
		out.Failure = e.Message.In(lang)
	}
	return out
}

// progress is how far a version is by what is stored, and by what is told of it now.
func (v *visit) progress(project, slug string, version *workflow.Version) *progress {
	if v.p.Live != nil {
		if e, ok := v.p.Live.Last(project, slug, version.Number); ok && (e.State == live.Reading || version.Read()) {
			return progressOf(e, v.lang)
		}
	}
	e := live.Event{State: live.Waiting}
	switch {
	case version.Facts != "":
		e.State = live.Read
	case version.Failure != "":
		e.State = live.Failed
	}
	out := progressOf(e, v.lang)
	out.Failure = version.Message
	return out
}
