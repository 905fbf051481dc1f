package api

import (
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// NewPerson is who is to be registered.
type NewPerson struct {
	Name string `json:"name"`
}

// NewGrant gives a person a role; see workflow.Grant.
type NewGrant struct {
	Person     string         `json:"person"`
	Role       string         `json:"role"`
	Post       string         `json:"post,omitempty"`
	Enterprise string         `json:"enterprise,omitempty"`
	Branch     string         `json:"branch,omitempty"`
	From       *calendar.Date `json:"from,omitempty"`
	Until      *calendar.Date `json:"until,omitempty"`
}

// Delegation has another handler stand in.
type Delegation struct {
	Person string         `json:"person"`
	Branch string         `json:"branch"`
	From   *calendar.Date `json:"from,omitempty"`
	Until  calendar.Date  `json:"until"`
}

// Branch names a branch.
type Branch struct {
	Branch string `json:"branch"`
}

// NewEnterprise is an enterprise to register; see workflow.Enterprise.
type NewEnterprise struct {
	Name        string            `json:"name"`
	USCC        string            `json:"uscc,omitempty"`
	Permit      string            `json:"permit,omitempty"`
	PermitClass string            `json:"permit_class,omitempty"`
	Industry    string            `json:"industry,omitempty"`
	Town        string            `json:"town"`
	Outlets     []workflow.Outlet `json:"outlets,omitempty"`
}

func (s *Server) registerPerson(c *call) (any, error) {
	in, err := body[NewPerson](c)
	if err != nil {
		return nil, err
	}
	return s.Workflow.RegisterPerson(c.ctx, c.actor(), in.Name)
}

func first(d *calendar.Date) calendar.Date {
	if d == nil {
		return 0
	}
	return *d
}

func (s *Server) grantRole(c *call) (any, error) {
	in, err := body[NewGrant](c)
	if err != nil {
		return nil, err
	}
	return s.Workflow.GrantRole(c.ctx, c.actor(), workflow.Grant{
		Person: in.Person, Role: in.Role, Post: in.Post, Enterprise: in.Enterprise, Branch: in.Branch, From: first(in.From), Until: in.Until,
	})
}

func (s *Server) revokeGrant(c *call) (any, error) {
	return nil, s.Workflow.RevokeGrant(c.ctx, c.actor(), c.id())
}

func (s *Server) delegate(c *call) (any, error) {
	in, err := body[Delegation](c)
	if err != nil {
		return nil, err
	}
	return s.Workflow.Delegate(c.ctx, c.actor(), workflow.Grant{Person: in.Person, Branch: in.Branch, From: first(in.From), Until: &in.Until})
}

func (s *Server) endDelegation(c *call) (any, error) {
	return nil, s.Workflow.EndDelegation(c.ctx, c.actor(), c.id())
}

func (s *Server) towns(c *call) (any, error) { return s.Workflow.Towns(c.ctx) }

func (s *Server) routeTown(c *call) (any, error) {
	in, err := body[Branch](c)
	if err != nil {
		return nil, err
	}
	return nil, s.Workflow.RouteTown(c.ctx, c.actor(), c.id(), in.Branch)
}

func (s *Server) registerEnterprise(c *call) (any, error) {
	in, err := body[NewEnterprise](c)
	if err != nil {
		return nil, err
	}
	return s.Workflow.RegisterEnterprise(c.ctx, c.actor(), workflow.Enterprise{
		Name: in.Name, USCC: in.USCC, Permit: in.Permit, PermitClass: in.PermitClass, Industry: in.Industry, Town: in.Town, Outlets: in.Outlets,
	})
}

func (s *Server) messages(c *call) (any, error) {
	limit, err := c.limit()
	if err != nil {
		return nil, err
	}
	return s.Workflow.Messages(c.ctx, c.who.Session.Person, c.fiber.Query("before"), limit)
}

func (s *Server) openMessages(c *call) (any, error) {
	return nil, s.Workflow.OpenMessages(c.ctx, c.who.Session.Person, c.id())
}
