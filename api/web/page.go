package web

import (
	"bytes"
	"errors"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/caller"
	"lianshen/internal/errs"
	"lianshen/workflow"
)

// Page (页面) is what every page has besides its own.
type Page struct {
	Lang  string
	Title string
	Path  string // of the request
	CSRF  string
	// Name is who is signed in, "" nobody; Unread counts their messages.
	Name   string
	Unread int
	Sight  workflow.Sight
	Nav    []Link
	// Crumbs are the pages above this one, from the home page on.
	Crumbs []Link
	// Fault is what was wrong with a form; Done the words for what was just done.
	Fault *errs.Error
	Done  string
	// Sent are the values of the form that was at fault, by field.
	sent func(string) string
	css  string
	js   string
}

// Link is a way to a page.
type Link struct {
	To, Text string
	Here     bool
	Count    int
}

// CSS is where the styles are.
func (p *Page) CSS() string { return p.css }

// JS is where the scripts are.
func (p *Page) JS() string { return p.js }

// Was is what was sent in a field, else a value: a form that was at fault keeps what was typed.
func (p *Page) Was(field, otherwise string) string {
	if p.Fault == nil || p.sent == nil {
		return otherwise
	}
	return p.sent(field)
}

// Wrong is the fault of a field, nil when it has none.
func (p *Page) Wrong(field string) *errs.Error {
	if p.Fault == nil || p.Fault.Field != field {
		return nil
	}
	return p.Fault
}

// page begins a page under a title.
func (v *visit) page(title string, crumbs ...Link) (*Page, error) {
	out := &Page{
		Lang: v.lang, Title: title, Path: v.fiber.Path(), Crumbs: crumbs, Fault: v.fault,
		css: v.p.assets.url("app.css"), js: v.p.assets.url("app.js"), sent: v.form,
	}
	if done := v.query("done"); done != "" && words.has("done."+done) {
		out.Done = v.t("done." + done)
	}
	if v.who == nil {
		return out, nil
	}
	return out, v.sign(out)
}

// sign adds who is signed in and where they can go.
func (v *visit) sign(out *Page) error {
	person := v.who.Session.Person
	p, _, err := v.p.Workflow.Me(v.ctx, person)
	if err != nil {
		return err
	}
	in, err := v.p.Workflow.Messages(v.ctx, person, "", 1)
	if err != nil {
		return err
	}
	sight, err := v.p.Workflow.Sight(v.ctx, person)
	if err != nil {
		return err
	}
	out.Name, out.Unread, out.Sight, out.CSRF = p.Name, in.Unread, *sight, v.who.CSRF()
	out.Nav = navigation(v, out)
	return nil
}

// show answers with a page in the template of a name.
func (v *visit) show(name string, page any) error {
	return v.write(name, "layout", page)
}

// part answers with a block of a page's template alone, for what is live.
func (v *visit) part(name, block string, data any) error { return v.write(name, block, data) }

func (v *visit) write(name, block string, data any) error {
	raw, err := v.render(name, block, data)
	if err != nil {
		return err
	}
	v.fiber.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	return v.fiber.Send(raw)
}

// render fills a block of a page's template.
func (v *visit) render(name, block string, data any) ([]byte, error) {
	var out bytes.Buffer
	err := v.p.templates[v.lang].execute(&out, name, block, data)
	return out.Bytes(), err
}

// faultPage is an error on a page of its own.
type faultPage struct {
	*Page
	Error   *errs.Error
	Request string // what the log calls the request
}

// Fault answers a browser with an error: who is not signed in is asked to, and comes back.
func (p *Portal) Fault(f *fiber.Ctx, err error, status int) error {
	e := errs.As(err)
	if e.Code == "account.signed_out" && caller.Safe(f.Method()) && f.Get("HX-Request") == "" {
		return f.Redirect("/sign-in?to="+escape(f.OriginalURL()), fiber.StatusSeeOther)
	}
	f.Set(fiber.HeaderContentSecurityPolicy, policy)
	v := &visit{p: p, ctx: f.UserContext(), fiber: f, lang: language(f)}
	page, err := v.page(e.Message.In(v.lang))
	if err != nil {
		return err
	}
	f.Status(status)
	return v.show("fault", &faultPage{page, e, f.GetRespHeader(fiber.HeaderXRequestID)})
}

// expected reports whether an error is of a category.
func expected(err error, c errs.Category) bool {
	var e *errs.Error
	return errors.As(err, &e) && e.Category == c
}
