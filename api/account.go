package api

import (
	"time"

	"lianshen/workflow/account"
)

// Passwords are the present one and the one to come.
type Passwords struct {
	Old      string `json:"old"`
	Password string `json:"password"`
}

// Code is one of a device, or a recovery code.
type Code struct {
	Code string `json:"code"`
}

// RecoveryCodes are told once; each stands in for a code of the device once.
type RecoveryCodes struct {
	Codes []string `json:"codes"`
}

// Password is the present one.
type Password struct {
	Password string `json:"password"`
}

// SessionItem is a browser that is signed in, or an access token.
type SessionItem struct {
	ID string `json:"id"`
	// Token names an access token; "" is a browser.
	Token   string    `json:"token"`
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen"`
	Expires time.Time `json:"expires"`
	// Here is that it is the one that asks.
	Here bool `json:"here"`
}

// SessionItems are all of a person.
type SessionItems struct {
	Items []SessionItem `json:"items"`
}

// NewToken says what an access token is for.
type NewToken struct {
	Name string `json:"name"`
}

// IssuedToken has the secret of a token, which is told this once.
type IssuedToken struct {
	SessionItem
	Secret string `json:"secret"`
}

var accountRoutes = []route{
	{Method: "PUT", Path: "/account/password", Op: "changePassword", Tag: "account", Summary: "Change one's password; other browsers are signed out.", Body: Passwords{}, Do: (*Server).changePassword},
	{Method: "POST", Path: "/account/second-step", Op: "beginSecondStep", Tag: "account", Summary: "Begin two-step verification: the secret for a device.", Result: account.Enrolment{}, Status: 201, Do: (*Server).beginSecondStep},
	{Method: "POST", Path: "/account/second-step/confirm", Op: "confirmSecondStep", Tag: "account", Summary: "Turn it on with a first code; the recovery codes are told this once.", Body: Code{}, Result: RecoveryCodes{}, Do: (*Server).confirmSecondStep},
	{Method: "POST", Path: "/account/second-step/end", Op: "endSecondStep", Tag: "account", Summary: "Turn it off with the password.", Body: Password{}, Do: (*Server).endSecondStep},
	{Method: "GET", Path: "/account/sessions", Op: "sessions", Tag: "account", Summary: "One's browsers and access tokens.", Result: SessionItems{}, Do: (*Server).sessions},
	{Method: "DELETE", Path: "/account/sessions/{id}", Op: "endSession", Tag: "account", Summary: "End one of them.", Do: (*Server).endSession},
	{Method: "POST", Path: "/account/tokens", Op: "newToken", Tag: "account", Summary: "Issue an access token; its secret is told this once.", Body: NewToken{}, Result: IssuedToken{}, Status: 201, Do: (*Server).newToken},
}

func (s *Server) changePassword(c *call) (any, error) {
	in, err := body[Passwords](c)
	if err != nil {
		return nil, err
	}
	return nil, s.Accounts.ChangePassword(c.ctx, c.who.Session, in.Old, in.Password)
}

func (s *Server) beginSecondStep(c *call) (any, error) {
	l, err := s.Accounts.LoginOf(c.ctx, c.who.Session.Person)
	if err != nil {
		return nil, account.ErrNoSecondStep.Wrap(err)
	}
	return s.Accounts.BeginSecondStep(c.ctx, c.who.Session.Person, l.Name)
}

func (s *Server) confirmSecondStep(c *call) (any, error) {
	in, err := body[Code](c)
	if err != nil {
		return nil, err
	}
	codes, err := s.Accounts.ConfirmSecondStep(c.ctx, c.who.Session.Person, in.Code)
	return RecoveryCodes{codes}, err
}

func (s *Server) endSecondStep(c *call) (any, error) {
	in, err := body[Password](c)
	if err != nil {
		return nil, err
	}
	return nil, s.Accounts.EndSecondStep(c.ctx, c.who.Session.Person, in.Password)
}

func (c *call) item(s *account.Session) SessionItem {
	return SessionItem{s.ID(), s.Token, s.Created, s.Seen, s.Expires, s.Digest == c.who.Session.Digest}
}

func (s *Server) sessions(c *call) (any, error) {
	all, err := s.Accounts.Sessions(c.ctx, c.who.Session.Person)
	out := SessionItems{Items: []SessionItem{}}
	for i := range all {
		out.Items = append(out.Items, c.item(&all[i]))
	}
	return out, err
}

func (s *Server) endSession(c *call) (any, error) {
	return nil, s.Accounts.Revoke(c.ctx, c.who.Session.Person, c.id())
}

func (s *Server) newToken(c *call) (any, error) {
	in, err := body[NewToken](c)
	if err != nil {
		return nil, err
	}
	session, secret, err := s.Accounts.NewToken(c.ctx, c.who.Session.Person, in.Name)
	if err != nil {
		return nil, err
	}
	return IssuedToken{c.item(session), secret}, nil
}
