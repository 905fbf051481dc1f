package workflow

import (
	"context"

	"lianshen/policies/notice"
	"lianshen/workflow/audit"
)

// Trail (审计记录) is a page of events, the latest first, with the names of who made them.
type Trail struct {
	Events []audit.Event `json:"events"`
	// Next is the number before which the next page begins, 0 where there is none.
	Next int64 `json:"next"`
	// Names are those of the persons mentioned, by identifier.
	Names map[string]string `json:"names"`
}

// TrailQuery says which events to list: before a number (0 is from the last), of a subject or
// with "" of all.
type TrailQuery struct {
	Before  int64
	Subject string
	Limit   int
}

// Trail (审计日志) reads the audit trail. Only a role of the city may: ErrForbidden.
func (s *Service) Trail(ctx context.Context, person string, q TrailQuery) (*Trail, error) {
	var out *Trail
	err := s.store.View(ctx, func(r Reader) error {
		grants, err := s.inForce(r, person)
		if err != nil {
			return err
		}
		for _, g := range grants {
			if role := s.notice.Person(g.Role); role != nil && role.Scope == notice.WholeCity {
				out, err = trail(r, q)
				return err
			}
		}
		return ErrForbidden
	})
	return created(out, err)
}

// History (办理过程) is what was done to an application, the latest first, for whoever sees it.
func (s *Service) History(ctx context.Context, person, application string) (*Trail, error) {
	var out *Trail
	err := s.store.View(ctx, func(r Reader) error {
		a, err := r.Application(application)
		if err != nil {
			return err
		}
		p, err := r.Project(a.Project)
		if err != nil {
			return err
		}
		if err := s.sees(r, person, p.reach()); err != nil {
			return err
		}
		out, err = trail(r, TrailQuery{Subject: application, Limit: maxPage})
		return err
	})
	return created(out, err)
}

func trail(r Reader, q TrailQuery) (*Trail, error) {
	size := pageSize(q.Limit)
	events, err := r.EventsBefore(q.Before, q.Subject, size+1)
	if err != nil {
		return nil, err
	}
	out := &Trail{Events: events}
	if len(events) > size {
		out.Events, out.Next = events[:size], events[size-1].Seq
	}
	var ids []string
	for i := range out.Events {
		ids = append(ids, out.Events[i].Actor.Person, out.Events[i].Actor.For)
	}
	out.Names, err = names(r, ids)
	return out, err
}
