package api

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/workflow"
	"lianshen/workflow/account"
)

// cookie holds a browser's secret. The prefix has browsers refuse one that was set from
// elsewhere or over plain HTTP to another host.
const cookie = "__Host-lianshen"

// SignIn is what is sent to sign in.
type SignIn struct {
	Name     string `json:"name"`
	Password string `json:"password"`
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

// caller is who asks, by what.
type caller struct {
	session *account.Session
	secret  string
	browser bool
}

// identify finds out who asks: an access token or a cookie, never both.
func (s *Server) identify(c *fiber.Ctx) (*caller, error) {
	who := &caller{}
	if header := c.Get(fiber.HeaderAuthorization); header != "" {
		secret, ok := strings.CutPrefix(header, "Bearer ")
		if !ok {
			return nil, account.ErrSignedOut
		}
		who.secret = secret
	} else {
		who.secret, who.browser = c.Cookies(cookie), true
	}
	if who.secret == "" {
		return nil, account.ErrSignedOut
	}
	session, err := s.Accounts.Who(c.UserContext(), who.secret)
	if err != nil {
		return nil, err
	}
	if who.session = session; who.browser != (session.Token == "") {
		return nil, account.ErrSignedOut // a token is no cookie, and the other way round
	}
	if who.browser && !safe(c.Method()) && !hmac.Equal([]byte(c.Get("X-CSRF-Token")), []byte(who.csrf())) {
		return nil, errCSRF
	}
	return who, nil
}

func safe(method string) bool { return method == fiber.MethodGet || method == fiber.MethodHead }

// csrf is bound to the session's secret, so that it needs no place of its own.
func (w *caller) csrf() string {
	if !w.browser {
		return ""
	}
	mac := hmac.New(sha256.New, []byte(w.secret))
	mac.Write([]byte("csrf"))
	return hex.EncodeToString(mac.Sum(nil))
}

func (s *Server) signIn(c *call) (any, error) {
	in, err := body[SignIn](c)
	if err != nil {
		return nil, err
	}
	session, secret, err := s.Accounts.SignIn(c.ctx, in.Name, in.Password)
	if err != nil {
		return nil, err
	}
	c.fiber.Cookie(&fiber.Cookie{Name: cookie, Value: secret, Path: "/", Secure: true, HTTPOnly: true, SameSite: fiber.CookieSameSiteLaxMode})
	c.who = &caller{session: session, secret: secret, browser: true}
	return s.me(c)
}

func (s *Server) me(c *call) (any, error) {
	p, grants, err := s.Workflow.Me(c.ctx, c.who.session.Person)
	if err != nil {
		return nil, err
	}
	in, err := s.Workflow.Messages(c.ctx, p.ID, "", 1)
	if err != nil {
		return nil, err
	}
	return Me{Person: p.ID, Name: p.Name, Grants: grants, CSRF: c.who.csrf(), Unread: in.Unread}, nil
}

func (s *Server) signOut(c *call) (any, error) {
	c.fiber.Cookie(&fiber.Cookie{Name: cookie, Value: "", Path: "/", Secure: true, HTTPOnly: true, MaxAge: -1, SameSite: fiber.CookieSameSiteLaxMode})
	return nil, s.Accounts.SignOut(c.ctx, c.who.secret)
}
