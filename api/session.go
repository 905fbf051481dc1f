package api

import (
	"errors"
	"lianshen/api/caller"
	"lianshen/workflow"
	"lianshen/workflow/account"
)

// SignIn is what is sent to sign in.
type SignIn struct {
	Name     string `json:"name"`
	Password string `json:"password"`
	// Code is of the second step, where the person has turned it on.
	Code string `json:"code,omitempty"`
}

// Me (当前用户) is who is signed in.
type Me struct {
	Person string           `json:"person"`
	Name   string           `json:"name"`
	Grants []workflow.Grant `json:"grants"`
	// CSRF is sent as X-CSRF-Token with whatever changes something; "" with an access token.
	CSRF   string `json:"csrf"`
	Unread int    `json:"unread"` // messages
}

func (s *Server) signIn(c *call) (any, error) {
	in, err := body[SignIn](c)
	if err != nil {
		return nil, err
	}
	if err := s.Accounts.Admit(account.GateSignIn, c.fiber.IP()); err != nil {
		return nil, err
	}
	session, secret, err := s.Accounts.SignIn(c.ctx, in.Name, in.Password)
	if errors.Is(err, account.ErrSecondStep) && in.Code != "" {
		session, secret, err = s.Accounts.GiveCode(c.ctx, secret, in.Code)
	}
	if err != nil {
		return nil, err
	}
	caller.Remember(c.fiber, secret)
	c.who = caller.New(session, secret)
	return s.me(c)
}

func (s *Server) me(c *call) (any, error) {
	p, grants, err := s.Workflow.Me(c.ctx, c.who.Session.Person)
	if err != nil {
		return nil, err
	}
	in, err := s.Workflow.Messages(c.ctx, p.ID, "", 1)
	if err != nil {
		return nil, err
	}
	return Me{Person: p.ID, Name: p.Name, Grants: grants, CSRF: c.who.CSRF(), Unread: in.Unread}, nil
}

func (s *Server) signOut(c *call) (any, error) {
	caller.Forget(c.fiber)
	return nil, s.Accounts.SignOut(c.ctx, c.who.Secret())
}
