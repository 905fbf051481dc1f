package api

import (
	"context"
	"encoding/json"

	"lianshen/api/live"
	"lianshen/internal/errs"
	"lianshen/workflow"
)

var errNoEvents = errs.New(errs.Unavailable, "live.off",
	errs.Text{ZH: "本服务未开启进度通知", EN: "this server tells of no progress"},
	errs.Text{ZH: "请定时读取项目", EN: "read the project now and then"})

// events tells what happens to the documents of a project until the caller hangs up.
func (s *Server) events(c *call) (any, error) {
	d, err := s.dossier(c)
	if err != nil {
		return nil, err
	}
	if s.Live == nil {
		return nil, errNoEvents
	}
	sub, err := s.Live.Subscribe(d.Project.ID)
	if err != nil {
		return nil, err
	}
	person, where := c.who.Session.Person, workflow.Reach{Enterprise: d.Project.Enterprise, Branch: d.Project.Branch}
	still := func(ctx context.Context) error { return s.Workflow.Sees(ctx, person, where) }
	return nil, sub.Stream(c.fiber, frames, still)
}

func frames(events []live.Event) ([]live.Frame, error) {
	out := make([]live.Frame, len(events))
	for i, e := range events {
		raw, err := json.Marshal(e)
		if err != nil {
			return nil, err
		}
		out[i] = live.Frame{Name: string(e.State), Data: string(raw)}
	}
	return out, nil
}
