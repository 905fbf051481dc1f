package web

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/caller"
	"lianshen/api/outside"
	"lianshen/api/problem"
	"lianshen/workflow/account"
)

var outsideRoutes = []route{
	{Method: get, Path: "/sign-in/outside", Op: "leave", Open: true, Do: (*Portal).leave},
	{Method: get, Path: "/sign-in/outside/back", Op: "arrive", Open: true, Do: (*Portal).arrive},
	{Method: post, Path: "/account/outside/bind", Op: "bindOutside", Do: (*Portal).bindOutside},
	{Method: post, Path: "/account/outside/unbind", Op: "unbindOutside", Do: (*Portal).unbindOutside},
}

// backPath is where the provider leads back to.
const backPath = "/sign-in/outside/back"

// fly keeps the flight with the browser, and returns where to go.
func (v *visit) fly(f *outside.Flight) (string, error) {
	if v.p.Outside == nil {
		return "", problem.ErrNoRoute
	}
	if err := v.p.Accounts.Admit(account.GateSignIn, v.fiber.IP()); err != nil {
		return "", err
	}
	to, err := v.p.Outside.Leave(v.ctx, f, v.fiber.BaseURL()+backPath)
	if err == nil {
		caller.RememberFlight(v.fiber, f.String())
	}
	return to, err
}

// leave goes to the provider to sign in, or to accept an invitation.
func (p *Portal) leave(v *visit) error {
	to, err := v.fly(&outside.Flight{To: within(v.query("to")), Invitation: v.query("invite")})
	if err != nil {
		return err
	}
	return v.fiber.Redirect(to, fiber.StatusSeeOther)
}

type leavingPage struct {
	*Page
	To   string
	Name string
}

// bindOutside goes there to bind an identity to who is signed in. A form may not lead away by a
// redirect (form-action), so that a page does.
func (p *Portal) bindOutside(v *visit) error {
	to, err := v.fly(&outside.Flight{To: "/account", Session: v.who.Session.ID()})
	if err != nil {
		return v.again(err, p.account)
	}
	page, err := v.page(v.t("outside.title"), v.home(), Link{To: "/account", Text: v.t("account.title")})
	if err != nil {
		return err
	}
	v.fiber.Set("Refresh", "0; url="+to)
	return v.show("leaving", &leavingPage{page, to, p.Outside.Name()})
}

func (p *Portal) unbindOutside(v *visit) error {
	if p.Outside == nil {
		return problem.ErrNoRoute
	}
	if err := p.Accounts.Unbind(v.ctx, v.who.Session.Person, p.Outside.Issuer()); err != nil {
		return err
	}
	return v.see("/account", "outside-unbound")
}

// arrive takes what the provider sent back: it binds, accepts, or signs in. Whatever it was, the
// flight is over.
func (p *Portal) arrive(v *visit) error {
	if p.Outside == nil {
		return problem.ErrNoRoute
	}
	f, err := outside.Parse(v.fiber.Cookies(caller.FlightCookie))
	caller.ForgetFlight(v.fiber)
	if err != nil {
		return err
	}
	subject, err := p.Outside.Arrive(v.ctx, f, v.query("state"), v.query("code"))
	if err != nil {
		return err
	}
	switch {
	case f.Session != "":
		return p.bind(v, f, subject)
	case f.Invitation != "":
		return p.acceptBy(v, f, subject)
	}
	return p.enterBy(v, subject, within(f.To))
}

// bind makes the identity that of who is signed in, by the very session that left.
func (p *Portal) bind(v *visit, f *outside.Flight, subject string) error {
	if v.who == nil || v.who.Session.ID() != f.Session {
		return outside.ErrFlight
	}
	if err := p.Accounts.Bind(v.ctx, v.who.Session.Person, p.Outside.Issuer(), subject); err != nil {
		return err
	}
	return v.see("/account", "outside-bound")
}

// acceptBy accepts an invitation as the person of the identity, or as a new one that it is bound to.
func (p *Portal) acceptBy(v *visit, f *outside.Flight, subject string) error {
	issuer := p.Outside.Issuer()
	known, err := p.Accounts.PersonOf(v.ctx, issuer, subject)
	switch {
	case err == nil:
		err = p.Workflow.AcceptAs(v.ctx, v.fiber.IP(), f.Invitation, known)
	case errors.Is(err, account.ErrUnbound):
		made, accepted := p.Workflow.AcceptUnnamed(v.ctx, v.fiber.IP(), f.Invitation)
		if err = accepted; err == nil {
			err = p.Accounts.Bind(v.ctx, made.ID, issuer, subject)
		}
	}
	if err != nil {
		return err
	}
	return p.enterBy(v, subject, "/")
}

// enterBy gives a new session, whatever the browser had before.
func (p *Portal) enterBy(v *visit, subject, to string) error {
	session, secret, err := p.Accounts.EnterBy(v.ctx, p.Outside.Issuer(), subject)
	if err != nil {
		return err
	}
	return v.enter(session, secret, to)
}
