package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"lianshen/api/caller"
	"lianshen/api/problem"
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/account"
)

var signupRoutes = []route{
	{Method: get, Path: "/sign-up", Op: "signUpPage", Open: true, Do: (*Portal).signUpPage},
	{Method: post, Path: "/sign-up", Op: "signUp", Open: true, Files: true, Do: (*Portal).signUp},
	{Method: get, Path: "/sign-up/state", Op: "signUpState", Do: (*Portal).signUpState},
	{Method: get, Path: "/signups", Op: "signups", Do: (*Portal).signups},
	{Method: get, Path: "/signups/:id", Op: "signup", Do: (*Portal).signup},
	{Method: get, Path: "/signups/:id/pages/:page", Op: "signupLicence", Do: (*Portal).signupLicence},
	{Method: post, Path: "/signups/:id/confirm", Op: "confirmSignup", Do: (*Portal).confirmSignup},
	{Method: post, Path: "/signups/:id/decline", Op: "declineSignup", Do: (*Portal).declineSignup},
}

type signUpPage struct {
	*Page
	Towns []workflow.Town
	// Before is the request that was declined, when it is filed once more; else nil.
	Before *workflow.Signup
}

// Had is what was typed, else what the request before had.
func (s *signUpPage) Had(field string) string {
	before := map[string]string{}
	if b := s.Before; b != nil {
		before = map[string]string{"name": b.Name, "uscc": b.USCC, "permit": b.Permit, "town": b.Town, "contact": b.Contact}
	}
	return s.Was(field, before[field])
}

func (p *Portal) signUpPage(v *visit) error {
	before, err := v.declined()
	if err != nil {
		return err
	}
	if v.who != nil && before == nil {
		return v.see("/", "") // somebody who is in already
	}
	page, err := v.page(v.t("signup.title"))
	if err != nil {
		return err
	}
	towns, err := p.Workflow.Towns(v.ctx)
	if err != nil {
		return err
	}
	return v.show("sign-up", &signUpPage{page, towns, before})
}

// declined is the last request of who is signed in, if it was declined.
func (v *visit) declined() (*workflow.Signup, error) {
	if v.who == nil {
		return nil, nil //nolint:nilnil // nobody has none
	}
	list, err := v.p.Workflow.SignupsOf(v.ctx, v.who.Session.Person)
	if err != nil || len(list) == 0 || list[0].State != "declined" {
		return nil, err
	}
	return &list[0], nil
}

type signedUpPage struct {
	*Page
	Requests []workflow.Signup // the latest first
	// Login is the name to sign in with, told once; "" later.
	Login string
}

func (p *Portal) signUp(v *visit) error {
	if err := p.Accounts.Admit(account.GateSignUp, v.fiber.IP()); err != nil {
		return v.again(err, p.signUpPage)
	}
	in, err := v.signupForm()
	if err == nil {
		in.Checked = p.read(v, in)
		var login string
		if in, login, err = p.file(v, in); err == nil {
			return p.signedUp(v, []workflow.Signup{*in}, login)
		}
	}
	if rest := v.discard(2 * formLimit); rest != nil {
		v.fiber.Context().SetConnectionClose()
	}
	if errors.Is(err, caller.ErrCSRF) {
		return err
	}
	return v.again(err, p.signUpPage)
}

// read has the licence looked at; that it could not be is a result, too.
func (p *Portal) read(v *visit, in *workflow.Signup) workflow.LicenceCheck {
	if p.Licence == nil {
		return workflow.Unread(errs.Text{ZH: "未启用自动核对", EN: "nothing reads licences here"})
	}
	check, err := p.Licence(v.ctx, in.Licence, in.Name, in.USCC)
	if err != nil {
		p.Log.Warn("a licence could not be read", "error", err)
		return workflow.Unread(errs.As(err).Message)
	}
	return check
}

func (p *Portal) file(v *visit, in *workflow.Signup) (*workflow.Signup, string, error) {
	if v.who == nil {
		return p.Workflow.SignUp(v.ctx, v.fiber.IP(), *in, v.form("login"), v.sent.Get("password"))
	}
	made, err := p.Workflow.SignUpAgain(v.ctx, v.fiber.IP(), v.who.Session.Person, *in)
	return made, "", err
}

// signupForm reads the form in the order of its parts, and streams the licence, its last part,
// into the store of files once the others are in order.
func (v *visit) signupForm() (*workflow.Signup, error) {
	_, params, err := mime.ParseMediaType(v.fiber.Get(fiber.HeaderContentType))
	if err != nil || params["boundary"] == "" {
		return nil, problem.ErrMediaType
	}
	v.sent = url.Values{}
	parts := multipart.NewReader(v.stream(), params["boundary"])
	for room := int64(formLimit); ; {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, errNoLicence
		}
		if err != nil {
			return nil, problem.Malformed(err.Error())
		}
		if v.who != nil && part.FormName() != "csrf" && !v.who.Proves(v.sent.Get("csrf")) {
			return nil, caller.ErrCSRF
		}
		if part.FormName() == "licence" {
			return v.signupFile(part)
		}
		value, err := io.ReadAll(io.LimitReader(part, room+1))
		if err != nil {
			return nil, problem.Malformed(err.Error())
		}
		if room -= int64(len(value)); room < 0 {
			return nil, problem.ErrTooLarge
		}
		v.sent.Set(part.FormName(), string(value))
	}
}

var errNoLicence = errs.New(errs.Usage, "signup.licence",
	errs.Text{ZH: "请选择加盖公章的营业执照扫描件（PDF）", EN: "choose the scan of the licence with the seal (PDF)"},
	errs.Text{ZH: "扫描为PDF后上传", EN: "scan it as a PDF"}).On("licence")

// signupFile checks what came before the file, and keeps it.
func (v *visit) signupFile(file io.Reader) (*workflow.Signup, error) {
	in := &workflow.Signup{Name: v.form("name"), USCC: v.form("uscc"), Permit: v.form("permit"), Town: v.form("town"), Contact: v.form("contact")}
	if err := v.p.Workflow.CheckSignup(in); err != nil {
		return nil, err
	}
	if v.who == nil { // before 20 MB are read for nothing
		if err := account.CheckLogin(v.form("login"), v.sent.Get("password")); err != nil {
			return nil, err
		}
	}
	var err error
	if in.Licence, err = v.p.Workflow.KeepLicence(v.ctx, file); err != nil {
		var e *errs.Error
		if errors.As(err, &e) && e.Category != errs.Internal {
			return nil, e.On("licence")
		}
	}
	return in, err
}

// discard reads what is left of a body, so that its sender hears the answer.
func (v *visit) discard(limit int64) error {
	n, err := io.CopyN(io.Discard, v.stream(), limit)
	if errors.Is(err, io.EOF) || err == nil && n < limit {
		return nil
	}
	return problem.ErrTooLarge
}

func (p *Portal) signedUp(v *visit, list []workflow.Signup, login string) error {
	page, err := v.page(v.t("signup.state"))
	if err != nil {
		return err
	}
	return v.show("signed-up", &signedUpPage{page, list, login})
}

func (p *Portal) signUpState(v *visit) error {
	list, err := p.Workflow.SignupsOf(v.ctx, v.who.Session.Person)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return v.see("/", "")
	}
	return p.signedUp(v, list, "")
}

type signupsPage struct {
	*Page
	Requests []workflow.Signup
	Next     string
	State    string
}

func (p *Portal) signups(v *visit) error {
	state := v.query("state")
	list, err := p.Workflow.Signups(v.ctx, v.who.Session.Person, state, v.query("after"), 0)
	if err != nil {
		return err
	}
	page, err := v.page(v.t("signup.list"), v.home())
	if err != nil {
		return err
	}
	return v.show("signups", &signupsPage{page, list.Items, list.Next, state})
}

type signupPage struct {
	*Page
	*workflow.SignupCase
	Holds bool // the check digit of the code
	Pages []int
}

// shownPages of a licence are enough.
const shownPages = 3

func (p *Portal) signup(v *visit) error {
	c, err := p.Workflow.Signup(v.ctx, v.who.Session.Person, v.param("id"))
	if err != nil {
		return err
	}
	page, err := v.page(c.Signup.Name, v.home(), Link{To: "/signups", Text: v.t("signup.list")})
	if err != nil {
		return err
	}
	out := &signupPage{Page: page, SignupCase: c, Holds: workflow.USCCHolds(c.Signup.USCC)}
	for n := 1; n <= min(c.Signup.Checked.Pages, shownPages) && c.Signup.Licence != ""; n++ {
		out.Pages = append(out.Pages, n)
	}
	return v.show("signup", out)
}

// signupLicence is a page of the licence as a picture.
func (p *Portal) signupLicence(v *visit) error {
	c, err := p.Workflow.Signup(v.ctx, v.who.Session.Person, v.param("id"))
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(v.param("page"))
	if err != nil || n < 1 || n > shownPages || c.Signup.Licence == "" {
		return workflow.ErrNotFound
	}
	picture, err := p.Picture(v.ctx, c.Signup.Licence, n)
	if err != nil {
		return err
	}
	v.fiber.Set(fiber.HeaderContentType, "image/jpeg")
	v.fiber.Set(fiber.HeaderCacheControl, "private, no-cache")
	return v.fiber.Send(picture)
}

func (p *Portal) confirmSignup(v *visit) error {
	ref, err := v.ref(v.param("id"))
	if err == nil {
		_, err = p.Workflow.ConfirmSignup(v.ctx, v.actor(), ref, v.form("join"))
	}
	if err != nil {
		return v.again(err, p.signup)
	}
	return v.see("/signups", "signup-confirmed")
}

func (p *Portal) declineSignup(v *visit) error {
	ref, err := v.ref(v.param("id"))
	if err == nil {
		_, err = p.Workflow.DeclineSignup(v.ctx, v.actor(), ref, v.form("reason"))
	}
	if err != nil {
		return v.again(err, p.signup)
	}
	return v.see("/signups", "signup-declined")
}
