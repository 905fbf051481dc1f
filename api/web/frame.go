package web

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/caller"
	"lianshen/workflow/account"
)

var frameRoutes = []route{
	{Method: get, Path: "/sign-in", Op: "signInPage", Open: true, Do: (*Portal).signInPage},
	{Method: post, Path: "/sign-in", Op: "signIn", Open: true, Do: (*Portal).signIn},
	{Method: post, Path: "/sign-out", Op: "signOut", Open: true, Do: (*Portal).signOut},
	{Method: post, Path: "/language", Op: "language", Open: true, Do: (*Portal).language},
}

type signInPage struct {
	*Page
	To string // where to go then
	// Provider is the name of the OpenID provider, "" for none.
	Provider string
}

func (p *Portal) signInPage(v *visit) error {
	if v.who != nil {
		return v.see("/", "")
	}
	page, err := v.page(v.t("signin.title"))
	if err != nil {
		return err
	}
	to := v.query("to")
	if v.sent != nil {
		to = v.form("to")
	}
	return v.show("sign-in", &signInPage{page, within(to), p.Outside.Name()})
}

func (p *Portal) signIn(v *visit) error {
	if err := p.Accounts.Admit(account.GateSignIn, v.fiber.IP()); err != nil {
		return v.again(err, p.signInPage)
	}
	to := within(v.form("to"))
	session, secret, err := p.Accounts.SignIn(v.ctx, v.form("name"), v.sent.Get("password"))
	if errors.Is(err, account.ErrSecondStep) {
		caller.RememberStep(v.fiber, secret)
		return v.see("/sign-in/code?to="+escape(to), "")
	}
	if err != nil {
		return v.again(err, p.signInPage)
	}
	return v.enter(session, secret, to)
}

func (p *Portal) signOut(v *visit) error {
	if v.who != nil {
		if err := p.Accounts.SignOut(v.ctx, v.who.Secret()); err != nil {
			return err
		}
	}
	caller.Forget(v.fiber)
	return v.see("/sign-in", "signed-out")
}

func (p *Portal) language(v *visit) error {
	lang := v.form("lang")
	if lang != "en" {
		lang = "zh"
	}
	v.fiber.Cookie(&fiber.Cookie{Name: languageCookie, Value: lang, Path: "/", MaxAge: 365 * 24 * 3600, HTTPOnly: true, Secure: true, SameSite: fiber.CookieSameSiteLaxMode})
	return v.see(within(v.form("to")), "")
}

// within is a place of the portal, or its home page: nobody is led elsewhere by an address.
func within(to string) string {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") {
		return "/"
	}
	return to
}
