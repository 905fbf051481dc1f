package api

import (
	"strconv"
	"time"

	"lianshen/api/problem"
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/audit"
)

// Lists of officers, a page at a time; Next is sent as after.
type (
	// DeemedList is a page of deemed approvals, the latest first.
	DeemedList struct {
		Items []workflow.DeemedItem `json:"items"`
		Next  string                `json:"next"`
	}
	// FilingList is a page of filings that nobody has answered.
	FilingList struct {
		Items []workflow.FilingItem `json:"items"`
		Next  string                `json:"next"`
	}
	// EnterpriseList is a page of enterprises, without their outlets.
	EnterpriseList struct {
		Items []workflow.Enterprise `json:"items"`
		Next  string                `json:"next"`
	}
)

// Act is a move of an application that the caller's roles and its state allow.
type Act struct {
	Move string `json:"move"`
	// Barred is why it would be refused all the same; null where it can be made now.
	Barred *Barred `json:"barred"`
}

// Barred is why a move would be refused.
type Barred struct {
	Code    string    `json:"code"`
	Message errs.Text `json:"message"`
	Remedy  errs.Text `json:"remedy"`
}

// Record is one event of the audit trail.
type Record struct {
	Seq     int64         `json:"seq"`
	At      time.Time     `json:"at"`
	Actor   audit.Actor   `json:"actor"`
	Act     string        `json:"act"`
	Subject audit.Subject `json:"subject"`
	// Data is what the change consisted of; Hash seals it onto the chain.
	Data any    `json:"data"`
	Hash string `json:"hash"`
}

// Records are a page of events, the latest first. Next is sent as before, 0 where there is none.
type Records struct {
	Items []Record `json:"items"`
	Next  int64    `json:"next"`
	// Names are those of the persons mentioned, by identifier.
	Names map[string]string `json:"names"`
}

func records(t *workflow.Trail, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	out := Records{Items: make([]Record, len(t.Events)), Next: t.Next, Names: t.Names}
	for i := range t.Events {
		e := &t.Events[i]
		out.Items[i] = Record{e.Seq, e.At, e.Actor, e.Act, e.Subject, e.Data, e.Hash}
	}
	return out, nil
}

func (s *Server) deemed(c *call) (any, error) {
	l, err := s.officers(c)
	if err != nil {
		return nil, err
	}
	page, err := s.Workflow.Deemed(c.ctx, workflow.DeemedQuery{Branch: l.branch, Open: c.fiber.Query("open") == "true", After: l.after, Limit: l.limit})
	if err != nil {
		return nil, err
	}
	return DeemedList(*page), nil
}

func (s *Server) filings(c *call) (any, error) {
	l, err := s.officers(c)
	if err != nil {
		return nil, err
	}
	page, err := s.Workflow.WaitingFilings(c.ctx, workflow.FilingQuery{Branch: l.branch, After: l.after, Limit: l.limit})
	if err != nil {
		return nil, err
	}
	return FilingList(*page), nil
}

func (s *Server) enterprises(c *call) (any, error) {
	l, err := s.officers(c)
	if err != nil {
		return nil, err
	}
	page, err := s.Workflow.Enterprises(c.ctx, workflow.EnterpriseQuery{Branch: l.branch, After: l.after, Limit: l.limit})
	if err != nil {
		return nil, err
	}
	return EnterpriseList(*page), nil
}

func (s *Server) enterprise(c *call) (any, error) {
	e, err := s.Workflow.Enterprise(c.ctx, c.id())
	if err != nil {
		return nil, err
	}
	return e, s.Workflow.Sees(c.ctx, c.who.Session.Person, workflow.Reach{Enterprise: e.ID, Branch: e.Branch})
}

func (s *Server) delegations(c *call) (any, error) {
	return s.Workflow.Delegations(c.ctx, c.who.Session.Person)
}

// acts are what the caller could do with an application now.
func (s *Server) acts(c *call) (any, error) {
	list, err := s.Workflow.Acts(c.ctx, c.actor(), c.id())
	if err != nil {
		return nil, err
	}
	out := []Act{}
	for _, a := range list {
		act := Act{Move: a.Move}
		if a.Barred != nil {
			act.Barred = &Barred{a.Barred.Code, a.Barred.Message, a.Barred.Remedy}
		}
		out = append(out, act)
	}
	return out, nil
}

func (s *Server) history(c *call) (any, error) {
	return records(s.Workflow.History(c.ctx, c.who.Session.Person, c.id()))
}

// trail is the audit trail, the latest event first, before a number.
func (s *Server) trail(c *call) (any, error) {
	limit, err := c.limit()
	if err != nil {
		return nil, err
	}
	q := workflow.TrailQuery{Subject: c.fiber.Query("subject"), Limit: limit}
	if before := c.fiber.Query("before"); before != "" {
		if q.Before, err = strconv.ParseInt(before, 10, 64); err != nil || q.Before < 1 {
			return nil, problem.Malformed("before: 1 …")
		}
	}
	return records(s.Workflow.Trail(c.ctx, c.who.Session.Person, q))
}
