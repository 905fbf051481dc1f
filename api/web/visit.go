package web

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/access"
	"lianshen/api/caller"
	"lianshen/api/problem"
	"lianshen/api/upload"
	"lianshen/internal/errs"
	"lianshen/policies/authz"
	"lianshen/workflow"
	"lianshen/workflow/account"
)

// visit is one request under way.
type visit struct {
	p     *Portal
	ctx   context.Context // not fasthttp's, which is used again for the next request
	fiber *fiber.Ctx
	lang  string
	who   *caller.Caller // nil on an open page that nobody is signed in for
	sent  url.Values     // of a form
	fault *errs.Error    // what was wrong with it
}

// formLimit is the most bytes of a form that is no file.
const formLimit = 1 << 20

// prove holds a change against the CSRF token of its page, sent as a header by scripts and as
// the field csrf by forms. A form with files proves itself with its first part; see upload.
func (v *visit) prove(r route) access.Prove {
	return func(who *caller.Caller) (string, error) {
		kind, _, _ := mime.ParseMediaType(v.fiber.Get(fiber.HeaderContentType))
		if kind == fiber.MIMEApplicationForm && (who != nil || r.Open) { // nobody else's is read
			if err := v.readForm(); err != nil {
				return "", err
			}
		}
		token := v.fiber.Get(caller.Header)
		if token == "" {
			token = v.sent.Get("csrf")
		}
		switch {
		case who != nil && who.Proves(token):
			return authz.Proven, nil
		case r.Files && kind == fiber.MIMEMultipartForm && token == "":
			return authz.InForm, nil
		}
		return authz.Missing, nil
	}
}

func (v *visit) readForm() error {
	limited := &io.LimitedReader{R: v.stream(), N: formLimit + 1}
	raw, err := io.ReadAll(limited)
	if err != nil {
		return err
	}
	if limited.N <= 0 {
		return problem.ErrTooLarge
	}
	if v.sent, err = url.ParseQuery(string(raw)); err != nil {
		return problem.Malformed(err.Error())
	}
	return nil
}

// stream is the body as it comes in.
func (v *visit) stream() io.Reader { return upload.Body(v.fiber) }

// form is a field of what was sent, without space around it.
func (v *visit) form(name string) string { return strings.TrimSpace(v.sent.Get(name)) }

// query is a parameter of the address; param is a part of its path.
func (v *visit) query(name string) string { return v.fiber.Query(name) }
func (v *visit) param(name string) string { return v.fiber.Params(name) }

// actor is who asks, as the workflow knows it.
func (v *visit) actor() workflow.Actor {
	return workflow.Actor{Person: v.who.Session.Person, From: v.fiber.IP()}
}

// ref is a record at the version that the form was made for.
func (v *visit) ref(id string) (workflow.Ref, error) {
	n, err := strconv.Atoi(v.form("version"))
	if err != nil {
		return workflow.Ref{}, workflow.ErrVersion.On("version")
	}
	return workflow.Ref{ID: id, Version: n}, nil
}

// see is the way to where what was done is seen; done is the key of its words under "done".
func (v *visit) see(to, done string) error {
	if done != "" {
		sep := "?"
		if strings.Contains(to, "?") {
			sep = "&"
		}
		path, anchor, has := strings.Cut(to, "#")
		to = path + sep + "done=" + url.QueryEscape(done)
		if has {
			to += "#" + anchor
		}
	}
	return v.fiber.Redirect(to, fiber.StatusSeeOther)
}

// again shows a form once more with what was wrong with it; errors that are no fault of the
// person's have a page of their own.
func (v *visit) again(err error, show func(*visit) error) error {
	var e *errs.Error
	if !errors.As(err, &e) || e.Category == errs.Internal || e.Category == errs.NotFound || errors.Is(err, account.ErrSignedOut) {
		return err
	}
	v.fault = spoken(e)
	_, status := problem.Of(err)
	v.fiber.Status(status)
	return show(v)
}

// language is the one that a person chose, else the one that the browser asks for, else Chinese.
func language(f *fiber.Ctx) string {
	switch f.Cookies(languageCookie) {
	case "zh", "en":
		return f.Cookies(languageCookie)
	}
	if f.AcceptsLanguages("zh", "zh-CN", "en") == "en" {
		return "en"
	}
	return "zh"
}

const languageCookie = "lang"
