package web

import (
	"bytes"
	"errors"
	"image/png"

	"github.com/gofiber/fiber/v2"
	"github.com/pquerna/otp"

	"lianshen/api/caller"
	"lianshen/workflow"
	"lianshen/workflow/account"
)

var accountRoutes = []route{
	{Method: get, Path: "/sign-in/code", Op: "signInCodePage", Open: true, Do: (*Portal).signInCodePage},
	{Method: post, Path: "/sign-in/code", Op: "signInCode", Open: true, Do: (*Portal).signInCode},
	{Method: get, Path: "/account", Op: "account", Do: (*Portal).account},
	{Method: post, Path: "/account/password", Op: "changePassword", Do: (*Portal).changePassword},
	{Method: post, Path: "/account/second-step/begin", Op: "beginSecondStep", Do: (*Portal).beginSecondStep},
	{Method: get, Path: "/account/second-step", Op: "secondStep", Do: (*Portal).secondStep},
	{Method: get, Path: "/account/second-step/qr.png", Op: "secondStepQR", Do: (*Portal).secondStepQR},
	{Method: post, Path: "/account/second-step", Op: "confirmSecondStep", Do: (*Portal).confirmSecondStep},
	{Method: post, Path: "/account/second-step/off", Op: "endSecondStep", Do: (*Portal).endSecondStep},
	{Method: post, Path: "/account/sessions/:session/end", Op: "endSession", Do: (*Portal).endSession},
	{Method: post, Path: "/account/tokens", Op: "newToken", Do: (*Portal).newToken},
}

type codePage struct {
	*Page
	To string
}

func (p *Portal) signInCodePage(v *visit) error {
	if v.who != nil {
		return v.see("/", "")
	}
	page, err := v.page(v.t("code.title"))
	if err != nil {
		return err
	}
	to := v.query("to")
	if v.sent != nil {
		to = v.form("to")
	}
	return v.show("code", &codePage{page, within(to)})
}

func (p *Portal) signInCode(v *visit) error {
	if err := p.Accounts.Admit(account.GateSignIn, v.fiber.IP()); err != nil {
		return v.again(err, p.signInCodePage)
	}
	session, secret, err := p.Accounts.GiveCode(v.ctx, v.fiber.Cookies(caller.StepCookie), v.form("code"))
	if errors.Is(err, account.ErrSignedOut) { // it took too long: from the beginning
		return v.see("/sign-in", "")
	}
	if err != nil {
		return v.again(err, p.signInCodePage)
	}
	caller.ForgetStep(v.fiber)
	return v.enter(session, secret, within(v.form("to")))
}

// enter gives the browser its session, and leads on.
func (v *visit) enter(session *account.Session, secret, to string) error {
	caller.Remember(v.fiber, secret)
	v.who = caller.New(session, secret)
	return v.see(to, "")
}

type accountPage struct {
	*Page
	Login    string
	Grants   []workflow.Grant
	Second   bool // two-step verification is on
	Sessions []account.Session
	Here     string // the one of this page
	Outside  []account.OutsideIdentity
	// Provider is the name of the OpenID provider, "" for none.
	Provider string
}

func (p *Portal) account(v *visit) error {
	page, err := v.page(v.t("account.title"), v.home())
	if err != nil {
		return err
	}
	me := v.who.Session.Person
	out := &accountPage{Page: page, Here: v.who.Session.ID(), Login: v.login(), Provider: p.Outside.Name()}
	if _, out.Grants, err = p.Workflow.Me(v.ctx, me); err != nil {
		return err
	}
	if out.Second, err = p.Accounts.HasSecondStep(v.ctx, me); err != nil {
		return err
	}
	if out.Sessions, err = p.Accounts.Sessions(v.ctx, me); err != nil {
		return err
	}
	out.Outside, err = p.Accounts.Bindings(v.ctx, me)
	if err != nil {
		return err
	}
	return v.show("account", out)
}

// login is the name by which who is signed in does so; "" when it has none.
func (v *visit) login() string {
	l, err := v.p.Accounts.LoginOf(v.ctx, v.who.Session.Person)
	if err != nil {
		return ""
	}
	return l.Name
}

func (p *Portal) changePassword(v *visit) error {
	err := v.twice()
	if err == nil {
		err = p.Accounts.ChangePassword(v.ctx, v.who.Session, v.sent.Get("old"), v.sent.Get("password"))
	}
	if err != nil {
		return v.again(err, p.account)
	}
	return v.see("/account", "password-changed")
}

func (p *Portal) beginSecondStep(v *visit) error {
	if _, err := p.Accounts.BeginSecondStep(v.ctx, v.who.Session.Person, v.login()); err != nil {
		return v.again(err, p.account)
	}
	return v.see("/account/second-step", "")
}

type secondStepPage struct {
	*Page
	*account.Enrolment
	Codes []string // recovery codes, told once
}

func (p *Portal) secondStep(v *visit) error {
	e, err := p.Accounts.Enrolling(v.ctx, v.who.Session.Person, v.login())
	if errors.Is(err, account.ErrNoSecondStep) {
		return v.see("/account", "")
	}
	if err != nil {
		return err
	}
	return v.secondStep(e, nil)
}

func (v *visit) secondStep(e *account.Enrolment, codes []string) error {
	page, err := v.page(v.t("second.title"), v.home(), Link{To: "/account", Text: v.t("account.title")})
	if err != nil {
		return err
	}
	return v.show("second-step", &secondStepPage{page, e, codes})
}

// qrSize is that of the picture, in pixels.
const qrSize = 200

func (p *Portal) secondStepQR(v *visit) error {
	e, err := p.Accounts.Enrolling(v.ctx, v.who.Session.Person, v.login())
	if err != nil {
		return workflow.ErrNotFound
	}
	key, err := otp.NewKeyFromURL(e.URL)
	if err != nil {
		return err
	}
	picture, err := key.Image(qrSize, qrSize)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return err
	}
	v.fiber.Set(fiber.HeaderContentType, "image/png")
	return v.fiber.Send(out.Bytes())
}

func (p *Portal) confirmSecondStep(v *visit) error {
	codes, err := p.Accounts.ConfirmSecondStep(v.ctx, v.who.Session.Person, v.form("code"))
	if err != nil {
		return v.again(err, p.secondStep)
	}
	return v.secondStep(nil, codes)
}

func (p *Portal) endSecondStep(v *visit) error {
	if err := p.Accounts.EndSecondStep(v.ctx, v.who.Session.Person, v.sent.Get("old")); err != nil {
		return v.again(err, p.account)
	}
	return v.see("/account", "second-step-off")
}

func (p *Portal) endSession(v *visit) error {
	if err := p.Accounts.Revoke(v.ctx, v.who.Session.Person, v.param("session")); err != nil {
		return err
	}
	return v.see("/account", "session-ended")
}

type tokenPage struct {
	*Page
	Token string
	Name  string
	Days  int
}

func (p *Portal) newToken(v *visit) error {
	session, secret, err := p.Accounts.NewToken(v.ctx, v.who.Session.Person, v.form("name"))
	if err != nil {
		return v.again(err, p.account)
	}
	page, err := v.page(v.t("token.title"), v.home(), Link{To: "/account", Text: v.t("account.title")})
	if err != nil {
		return err
	}
	return v.show("token", &tokenPage{page, secret, session.Token, int(session.Expires.Sub(session.Created).Hours() / 24)})
}
