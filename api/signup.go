package api

import (
	"context"

	"lianshen/workflow"
)

// SignupList is a page of sign-ups.
type SignupList struct {
	Items []workflow.Signup `json:"items"`
	Next  string            `json:"next"`
}

// Confirmation names the enterprise that has the code already, as a sign that it was seen.
type Confirmation struct {
	Join string `json:"join,omitempty"`
}

// NewRoles is a form of role applications; see workflow.RoleApplication.
type NewRoles struct {
	Branch string    `json:"branch"`
	Rows   []NewRole `json:"rows"`
}

// NewRole is a row of it.
type NewRole struct {
	Name     string `json:"name"`
	Position string `json:"position"`
	Role     string `json:"role"`
	Post     string `json:"post,omitempty"`
	Note     string `json:"note,omitempty"`
}

// RoleList is a page of role applications; Next is sent as before.
type RoleList struct {
	Items []workflow.RoleApplication `json:"items"`
	Next  string                     `json:"next"`
}

// Grantee is a person who is registered already; "" registers one.
type Grantee struct {
	Person string `json:"person,omitempty"`
}

// GrantedRole is a role application that was granted, with the path of the link by which a
// person without a login chooses one; "" where it has one.
type GrantedRole struct {
	Application workflow.RoleApplication `json:"application"`
	Path        string                   `json:"path"`
}

var signupRoutes = []route{
	{Method: "GET", Path: "/signups", Op: "signups", Tag: "signups", Summary: "Enterprises that signed up, the oldest first.", Query: []string{"state", "after", "limit"}, Result: SignupList{}, Do: (*Server).signups},
	{Method: "GET", Path: "/signups/{id}", Op: "signup", Tag: "signups", Summary: "A sign-up, with the enterprise that has the code already.", Result: workflow.SignupCase{}, Do: (*Server).signup},
	{Method: "POST", Path: "/signups/{id}/confirm", Op: "confirmSignup", Tag: "signups", Summary: "Let the enterprise in, or the person join the one that is there.", Match: true, Body: Confirmation{}, Result: workflow.Signup{}, Do: (*Server).confirmSignup},
	{Method: "POST", Path: "/signups/{id}/decline", Op: "declineSignup", Tag: "signups", Summary: "Decline it.", Match: true, Body: Reason{}, Result: workflow.Signup{}, Do: (*Server).declineSignup},
	{Method: "GET", Path: "/role-applications", Op: "roles", Tag: "roles", Summary: "Role applications, the latest first.", Query: []string{"state", "before", "limit"}, Result: RoleList{}, Do: (*Server).roles},
	{Method: "POST", Path: "/role-applications", Op: "fileRoles", Tag: "roles", Summary: "Apply for roles of a branch (annex 2).", Body: NewRoles{}, Result: workflow.RoleForm{}, Status: 201, Do: (*Server).fileRoles},
	{Method: "GET", Path: "/role-forms/{id}", Op: "roleForm", Tag: "roles", Summary: "A form with its rows.", Result: workflow.RoleForm{}, Do: (*Server).roleForm},
	{Method: "POST", Path: "/role-applications/{id}/grant", Op: "grantApplied", Tag: "roles", Summary: "Grant a row.", Match: true, Body: Grantee{}, Result: GrantedRole{}, Do: (*Server).grantApplied},
	{Method: "POST", Path: "/role-applications/{id}/decline", Op: "declineApplied", Tag: "roles", Summary: "Decline a row.", Match: true, Body: Reason{}, Result: workflow.RoleApplication{}, Do: settled((*workflow.Service).DeclineRoleApplication)},
	{Method: "POST", Path: "/role-applications/{id}/revoke", Op: "revokeApplied", Tag: "roles", Summary: "End what was granted.", Match: true, Body: Reason{}, Result: workflow.RoleApplication{}, Do: settled((*workflow.Service).RevokeRoleApplication)},
}

func (s *Server) signups(c *call) (any, error) {
	limit, err := c.limit()
	if err != nil {
		return nil, err
	}
	list, err := s.Workflow.Signups(c.ctx, c.who.Session.Person, c.fiber.Query("state"), c.fiber.Query("after"), limit)
	if err != nil {
		return nil, err
	}
	return SignupList{list.Items, list.Next}, nil
}

func (s *Server) signup(c *call) (any, error) {
	return s.Workflow.Signup(c.ctx, c.who.Session.Person, c.id())
}

func (s *Server) confirmSignup(c *call) (any, error) {
	ref, in, err := asked[Confirmation](c)
	if err != nil {
		return nil, err
	}
	return s.Workflow.ConfirmSignup(c.ctx, c.actor(), ref, in.Join)
}

func (s *Server) declineSignup(c *call) (any, error) {
	ref, in, err := asked[Reason](c)
	if err != nil {
		return nil, err
	}
	return s.Workflow.DeclineSignup(c.ctx, c.actor(), ref, in.Reason)
}

func (s *Server) roles(c *call) (any, error) {
	limit, err := c.limit()
	if err != nil {
		return nil, err
	}
	list, err := s.Workflow.Roles(c.ctx, c.who.Session.Person, c.fiber.Query("state"), c.fiber.Query("before"), limit)
	if err != nil {
		return nil, err
	}
	return RoleList{list.Items, list.Next}, nil
}

func (s *Server) fileRoles(c *call) (any, error) {
	in, err := body[NewRoles](c)
	if err != nil {
		return nil, err
	}
	rows := make([]workflow.RoleApplication, len(in.Rows))
	for i, r := range in.Rows {
		rows[i] = workflow.RoleApplication{Name: r.Name, Position: r.Position, Role: r.Role, Post: r.Post, Note: r.Note}
	}
	made, err := s.Workflow.FileRoles(c.ctx, c.actor(), in.Branch, rows)
	if err != nil {
		return nil, err
	}
	return s.Workflow.RoleForm(c.ctx, c.who.Session.Person, made[0].Form)
}

func (s *Server) roleForm(c *call) (any, error) {
	return s.Workflow.RoleForm(c.ctx, c.who.Session.Person, c.id())
}

func (s *Server) grantApplied(c *call) (any, error) {
	ref, in, err := asked[Grantee](c)
	if err != nil {
		return nil, err
	}
	row, secret, err := s.Workflow.GrantRoleApplication(c.ctx, c.actor(), ref, in.Person)
	if err != nil {
		return nil, err
	}
	out := GrantedRole{Application: *row}
	if secret != "" {
		out.Path = "/reset/" + secret
	}
	return out, nil
}

// settled is what ends a role application with a reason.
func settled(do func(*workflow.Service, context.Context, workflow.Actor, workflow.Ref, string) (*workflow.RoleApplication, error)) func(*Server, *call) (any, error) {
	return func(s *Server, c *call) (any, error) {
		ref, in, err := asked[Reason](c)
		if err != nil {
			return nil, err
		}
		return do(s.Workflow, c.ctx, c.actor(), ref, in.Reason)
	}
}
