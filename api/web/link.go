package web

import (
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/account"
)

// linkRoutes are what the holders of one-time links open.
var linkRoutes = []route{
	{Method: get, Path: "/invite/:word", Op: "invitePage", Open: true, Do: (*Portal).invitePage},
	{Method: post, Path: "/invite/:word", Op: "acceptInvite", Open: true, Do: (*Portal).acceptInvite},
	{Method: get, Path: "/reset/:word", Op: "resetPage", Open: true, Do: (*Portal).resetPage},
	{Method: post, Path: "/reset/:word", Op: "useReset", Open: true, Do: (*Portal).useReset},
}

// unseen keeps the address with its secret from whatever the page leads to.
func (v *visit) unseen() error {
	v.fiber.Set("Referrer-Policy", "no-referrer")
	return v.p.Accounts.Admit(account.GateLink, v.fiber.IP())
}

type invitePage struct {
	*Page
	*workflow.Offer
	Word string
	// Provider is the name of the OpenID provider, "" for none.
	Provider string
}

func (p *Portal) invitePage(v *visit) error {
	if err := v.unseen(); err != nil {
		return err
	}
	return p.offer(v)
}

// offer shows an invitation, also once more with what was wrong.
func (p *Portal) offer(v *visit) error {
	offer, err := p.Workflow.Offer(v.ctx, v.param("word"))
	if err != nil {
		return err
	}
	page, err := v.page(v.t("invite.title"))
	if err != nil {
		return err
	}
	return v.show("invite", &invitePage{page, offer, v.param("word"), p.Outside.Name()})
}

func (p *Portal) acceptInvite(v *visit) error {
	if err := v.unseen(); err != nil {
		return err
	}
	word, from := v.param("word"), v.fiber.IP()
	if v.who != nil {
		if err := p.Workflow.AcceptAs(v.ctx, from, word, v.who.Session.Person); err != nil {
			return v.again(err, p.offer)
		}
		return v.see("/", "invite-accepted")
	}
	err := v.twice()
	if err == nil {
		_, err = p.Workflow.Accept(v.ctx, from, word, v.form("login"), v.sent.Get("password"))
	}
	if err != nil {
		return v.again(err, p.offer)
	}
	return v.see("/sign-in", "invite-registered")
}

var errTwice = errs.New(errs.Usage, "account.twice",
	errs.Text{ZH: "两次输入的密码不一致", EN: "the two passwords differ"},
	errs.Text{ZH: "请重新输入", EN: "enter them again"}).On("again")

// twice holds a new password against its repetition.
func (v *visit) twice() error {
	if v.sent.Get("password") != v.sent.Get("again") {
		return errTwice
	}
	return nil
}

type resetPage struct {
	*Page
	Word  string
	Who   string // name of the person
	Login string // "" when it is to be chosen
}

func (p *Portal) resetPage(v *visit) error {
	if err := v.unseen(); err != nil {
		return err
	}
	return p.reset(v)
}

func (p *Portal) reset(v *visit) error {
	who, login, err := p.Workflow.Reset(v.ctx, v.param("word"))
	if err != nil {
		return err
	}
	page, err := v.page(v.t("reset.title"))
	if err != nil {
		return err
	}
	return v.show("reset", &resetPage{page, v.param("word"), who.Name, login})
}

func (p *Portal) useReset(v *visit) error {
	if err := v.unseen(); err != nil {
		return err
	}
	err := v.twice()
	if err == nil {
		err = p.Workflow.UseReset(v.ctx, v.fiber.IP(), v.param("word"), v.form("login"), v.sent.Get("password"))
	}
	if err != nil {
		return v.again(err, p.reset)
	}
	return v.see("/sign-in", "reset-done")
}

// givenPage tells a secret this once.
type givenPage struct {
	*Page
	Link string // the whole address, or a token
	Name string // for whom
	Days int    // how long it is good for; 0 is 24 hours
	Back Link
}

func (v *visit) give(title, path, word, name string, days int, back Link) error {
	page, err := v.page(title, v.home(), back)
	if err != nil {
		return err
	}
	return v.show("given", &givenPage{page, v.fiber.BaseURL() + path + word, name, days, back})
}
