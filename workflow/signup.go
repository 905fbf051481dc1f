package workflow

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"math/big"
	"regexp"
	"strings"
	"time"

	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow/account"
	"lianshen/workflow/audit"
)

// Signup (企业注册) is an enterprise that asks to be let in, by a person who will act for it. The
// branch in charge of its town confirms or declines.
type Signup struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	USCC    string `json:"uscc"`
	Permit  string `json:"permit"`
	Town    string `json:"town"` // code
	Branch  string `json:"branch"`
	Contact string `json:"contact"` // name of the person
	Person  string `json:"person"`  // "" after it has lapsed
	// Licence is the digest of the licence scan (营业执照), "" after it has lapsed; Checked is what
	// was read of it.
	Licence string       `json:"licence"`
	Checked LicenceCheck `json:"checked"`
	State   string       `json:"state"`
	// Reason is why it was declined, else "".
	Reason string `json:"reason"`
	// Enterprise is what came of it, else "".
	Enterprise string     `json:"enterprise"`
	Filed      time.Time  `json:"filed"`
	SettledBy  string     `json:"settled_by"`
	Settled    *time.Time `json:"settled"`
	Version    int        `json:"version"`
	// From is the address that it came from, kept while it waits.
	From string `json:"-"`
}

// Reading (核对结果) is what a machine says of one point: yes, no, or that it cannot tell.
type Reading string

// Readings.
const (
	ReadYes     Reading = "yes"
	ReadNo      Reading = "no"
	ReadUnknown Reading = "unknown"
)

// LicenceCheck (执照核对) is what was read of a licence scan. It decides nothing: people do.
type LicenceCheck struct {
	Name Reading `json:"name"` // the text names the company
	USCC Reading `json:"uscc"` // the text has its code
	Seal Reading `json:"seal"` // a seal bears its name
	// Pages is how many the file has; Fault says why it could not be read, else nil.
	Pages int        `json:"pages"`
	Fault *errs.Text `json:"fault,omitempty"`
}

// Unread is the check of a licence that could not be read, and why.
func Unread(why errs.Text) LicenceCheck {
	return LicenceCheck{Name: ReadUnknown, USCC: ReadUnknown, Seal: ReadUnknown, Fault: &why}
}

// Clean reports whether everything was found.
func (c LicenceCheck) Clean() bool {
	return c.Name == ReadYes && c.USCC == ReadYes && c.Seal == ReadYes
}

// Bounds of sign-ups that wait.
const (
	signupsOfAddress = 5
	signupsOfUSCC    = 3
	signupDays       = 30
	licenceBytes     = 20 << 20
)

var usccForm = regexp.MustCompile(`^[0-9A-HJ-NPQRTUWXY]{18}$`)

// KeepLicence stores a licence scan on its way in, up to 20 MB, and returns its digest. Errors
// are those of Files.
func (s *Service) KeepLicence(ctx context.Context, r io.Reader) (string, error) {
	digest, _, err := s.files.Put(ctx, r, licenceBytes)
	return digest, err
}

// CheckSignup refuses what a form says wrongly, before a file is read and a password hashed.
func (s *Service) CheckSignup(in *Signup) error {
	in.USCC = strings.ToUpper(strings.Join(strings.Fields(in.USCC), ""))
	if err := texts(field{"name", &in.Name, shortText, false}, field{"permit", &in.Permit, shortText, true},
		field{"contact", &in.Contact, shortText, false}); err != nil {
		return err
	}
	if !usccForm.MatchString(in.USCC) {
		return invalid("signup.uscc", "uscc", "统一社会信用代码应为18位数字或大写字母（不含I、O、S、V、Z）", "the code has 18 digits or capital letters, without I, O, S, V and Z")
	}
	_, err := s.town(in.Town)
	return err
}

// SignUp (提交注册) registers who asks, with a login that can do nothing but see the state of the
// request, and files it with the branch of the town. It returns the login: the name that was
// asked for with four digits after it, so that nobody learns by signing up who else has one.
// The code signup.many says that too many wait.
func (s *Service) SignUp(ctx context.Context, from string, in Signup, login, password string) (*Signup, string, error) {
	if err := s.CheckSignup(&in); err != nil {
		return nil, "", err
	}
	in.ID, in.Version, in.From = newID(), 1, from
	p := &Person{ID: newID(), Name: in.Contact}
	l, err := account.NewLogin(p.ID, login+"-"+fourDigits(), password, instant(s.clock.Now()))
	if err != nil {
		return nil, "", err
	}
	err = s.fileSignup(ctx, &in, func(c *change) error {
		if err := c.addPerson(p); err != nil {
			return err
		}
		in.Person = p.ID
		return c.InsertLogin(l)
	})
	if errors.Is(err, account.ErrTaken) { // once in ten thousand
		return s.SignUp(ctx, from, in, login, password)
	}
	if err != nil {
		return nil, "", err
	}
	return &in, l.Name, nil
}

// SignUpAgain (重新提交注册) files once more for a person whose last request was declined.
func (s *Service) SignUpAgain(ctx context.Context, from, person string, in Signup) (*Signup, error) {
	if err := s.CheckSignup(&in); err != nil {
		return nil, err
	}
	in.ID, in.Version, in.From, in.Person = newID(), 1, from, person
	err := s.fileSignup(ctx, &in, func(c *change) error {
		before, err := c.SignupsOf(person)
		if err != nil {
			return err
		}
		if len(before) == 0 || before[0].State != c.flow.Find("decline").To {
			return ErrState
		}
		return nil
	})
	return created(&in, err)
}

func fourDigits() string {
	n, err := rand.Int(rand.Reader, big.NewInt(10_000))
	if err != nil {
		panic(err) // the system has no randomness
	}
	return fmt.Sprintf("%04d", n)
}

func (s *Service) fileSignup(ctx context.Context, in *Signup, who func(*change) error) error {
	return s.change(ctx, Actor{From: in.From}, "signup", "sign-up", func(c *change) error {
		if err := c.may("", Reach{}); err != nil {
			return err
		}
		town, err := c.branchOf(in.Town)
		if err != nil {
			return err
		}
		in.Town, in.Branch, in.State, in.Filed = town.Code, town.Branch, c.move.To, c.now
		if err := c.fewSignups(in); err != nil {
			return err
		}
		if err := c.stored("licence", in.Licence); err != nil {
			return err
		}
		if err := who(c); err != nil {
			return err
		}
		if err := c.InsertSignup(in); err != nil {
			return err
		}
		err = c.tellRole(s.stepRole(notice.HandlerStep), Reach{Branch: in.Branch}, signupMessage(in, "filed", "企业「"+in.Name+"」申请注册，请核实", in.Name+" signed up and waits to be confirmed"))
		return c.record("signup", in.ID, 1, in, err)
	})
}

func (c *change) fewSignups(in *Signup) error {
	byAddress, byUSCC, err := c.CountSignups(in.State, in.From, in.USCC)
	if err == nil && (byAddress >= signupsOfAddress || byUSCC >= signupsOfUSCC) {
		err = errs.New(errs.Conflict, "signup.many",
			errs.Text{ZH: "同一来源或同一代码待确认的注册申请过多", EN: "too many sign-ups of this address or code wait"},
			errs.Text{ZH: "请等待分局确认，或联系分局", EN: "wait for the branch, or ask it"})
	}
	return err
}

func signupMessage(in *Signup, kind, zh, en string) Message {
	return Message{Kind: "signup." + kind, Key: in.ID, Subject: audit.Subject{Kind: "signup", ID: in.ID}, Text: errs.Text{ZH: zh, EN: en}}
}

// SignupsOf lists the requests of a person, the latest first.
func (s *Service) SignupsOf(ctx context.Context, person string) (out []Signup, err error) {
	err = s.store.View(ctx, func(r Reader) (err error) {
		out, err = r.SignupsOf(person)
		return err
	})
	return out, err
}

// Signups lists requests in a state ("" is waiting), the oldest first, as far as an officer sees.
func (s *Service) Signups(ctx context.Context, reader, state, after string, limit int) (*Page[Signup], error) {
	from, err := cursor(after)
	if err != nil {
		return nil, err
	}
	if state == "" {
		state = s.notice.Flow("signup").Find("sign-up").To
	}
	var out *Page[Signup]
	err = s.store.View(ctx, func(r Reader) error {
		branches, err := s.officerOf(r, reader)
		if err != nil {
			return err
		}
		size := pageSize(limit)
		found, err := r.Signups(branches, state, from.ID, size+1)
		out = paged(found, size, func(x *Signup) Cursor { return Cursor{"", x.ID} })
		return err
	})
	return created(out, err)
}

// officerOf are the branches that a person sees as an officer, nil for the city; others get
// ErrForbidden.
func (s *Service) officerOf(r Reader, person string) ([]string, error) {
	sight, err := s.sightOf(r, person)
	switch {
	case err != nil:
		return nil, err
	case sight.City:
		return nil, nil
	case len(sight.Branches) == 0:
		return nil, ErrForbidden
	}
	return sight.Branches, nil
}

// SignupCase (注册案卷) is a request with what an officer must know to settle it.
type SignupCase struct {
	Signup Signup `json:"signup"`
	// Existing is the enterprise that has the code already, nil when there is none.
	Existing *Enterprise `json:"existing"`
	Town     string      `json:"town_name"`
}

// Signup reads a request for an officer of its branch; to others there is none.
func (s *Service) Signup(ctx context.Context, reader, id string) (*SignupCase, error) {
	out := new(SignupCase)
	err := s.store.View(ctx, func(r Reader) error {
		in, err := r.Signup(id)
		if err != nil {
			return err
		}
		sight, err := s.sightOf(r, reader)
		if err != nil {
			return err
		}
		if !sight.Branch(in.Branch) {
			return ErrNotFound
		}
		out.Signup = *in
		if t, err := s.town(in.Town); err == nil {
			out.Town = t.Name
		}
		if out.Existing, err = r.EnterpriseByUSCC(in.USCC); isNotFound(err) {
			out.Existing, err = nil, nil
		}
		return err
	})
	return created(out, err)
}

// ConfirmSignup (确认注册) makes the enterprise, with the person who asked as its contact, in one
// change. Where one has the code already, the person joins it: join must name it, as a sign that
// the officer has seen so; else the code is signup.exists.
func (s *Service) ConfirmSignup(ctx context.Context, actor Actor, ref Ref, join string) (*Signup, error) {
	return s.onSignup(ctx, actor, ref, "confirm", func(c *change, in *Signup) error {
		e, err := c.enterpriseOf(in, join)
		if err != nil {
			return err
		}
		g := Grant{ID: newID(), Person: in.Person, Role: s.scopeRole(notice.OneEnterprise), Enterprise: e.ID}
		if err := c.checkGrant(&g); err != nil {
			return err
		}
		in.Enterprise = e.ID
		return errors.Join(c.InsertGrant(&g), c.tell(signupMessage(in, "confirmed", "注册已确认，可以办理业务", "the sign-up is confirmed"), in.Person))
	})
}

func (c *change) enterpriseOf(in *Signup, join string) (*Enterprise, error) {
	e, err := c.EnterpriseByUSCC(in.USCC)
	if isNotFound(err) {
		if join != "" {
			return nil, ErrNotFound
		}
		e = &Enterprise{ID: newID(), Name: in.Name, USCC: in.USCC, Permit: in.Permit, Town: in.Town, Branch: in.Branch}
		if err := c.checkEnterprise(e); err != nil {
			return nil, err
		}
		return e, c.InsertEnterprise(e)
	}
	if err != nil {
		return nil, err
	}
	if join != e.ID {
		return nil, refuse("signup.exists", "统一社会信用代码已属于「"+e.Name+"」，确认后申请人将成为该单位的联系人", "the code is that of "+e.Name+": the applicant would join it",
			"请核实申请人确为该单位人员后，勾选加入现有单位", "make sure of it, then say that the person joins")
	}
	// It may have moved to another branch: joining it is that branch's to allow.
	return e, c.authorise(Reach{Branch: e.Branch})
}

// DeclineSignup (不予确认) says why.
func (s *Service) DeclineSignup(ctx context.Context, actor Actor, ref Ref, reason string) (*Signup, error) {
	return s.onSignup(ctx, actor, ref, "decline", func(c *change, in *Signup) error {
		if err := texts(field{"reason", &reason, longText, false}); err != nil {
			return err
		}
		in.Reason = reason
		return c.tell(signupMessage(in, "declined", "注册未通过："+reason, "the sign-up was declined: "+reason), in.Person)
	})
}

func (s *Service) onSignup(ctx context.Context, actor Actor, ref Ref, move string, do func(*change, *Signup) error) (*Signup, error) {
	var out *Signup
	err := s.change(ctx, actor, "signup", move, func(c *change) error {
		in, err := c.Signup(ref.ID)
		if err != nil {
			return err
		}
		if err := c.mayNow(in.State, in.Version, ref.Version, Reach{Branch: in.Branch}); err != nil {
			return err
		}
		if err := do(c, in); err != nil {
			return err
		}
		in.State, in.SettledBy, in.Settled, in.From = c.move.To, actor.Person, &c.now, ""
		in.Version++
		out = in
		return c.record("signup", in.ID, in.Version, in, c.SaveSignup(in))
	})
	return created(out, err)
}

// lapseSignups (逾期清理) takes away requests that nobody confirmed in 30 days: who asked, the
// login and the file.
func (s *Service) lapseSignups(ctx context.Context, from string) (int, error) {
	var old []string
	err := s.store.View(ctx, func(r Reader) (err error) {
		old, err = r.SignupsBefore(s.notice.Flow("signup").Find("lapse").From, instant(s.clock.Now().AddDate(0, 0, -signupDays)), remindLimit)
		return err
	})
	if err != nil {
		return 0, err
	}
	for i, id := range old {
		if err := s.lapse(ctx, from, id); err != nil {
			return i, err
		}
	}
	return len(old), nil
}

// remindLimit is how many are taken at a time; the rest come with the next round.
const remindLimit = 100

// Forgetter is Files that can take a file away.
type Forgetter interface {
	Forget(ctx context.Context, digest string) error
}

func (s *Service) lapse(ctx context.Context, from, id string) error {
	return s.change(ctx, Actor{From: from}, "signup", "lapse", func(c *change) error {
		in, err := c.Signup(id)
		if err != nil {
			return err
		}
		if err := c.may(in.State, Reach{}); err != nil {
			return err
		}
		person, licence := in.Person, in.Licence
		in.Person, in.Licence, in.Contact, in.From = "", "", "—", ""
		in.State, in.Settled = c.move.To, &c.now
		in.Version++
		if err := c.SaveSignup(in); err != nil {
			return err
		}
		return c.record("signup", in.ID, in.Version, in, errors.Join(c.forgetApplicant(person), c.forgetFile(licence)))
	})
}

// forgetFile takes a file away that no row names any more. Between the changes of others, as
// fsck does.
func (c *change) forgetFile(digest string) error {
	f, ok := c.s.files.(Forgetter)
	if !ok || digest == "" {
		return nil
	}
	named, err := c.NamesFile(digest)
	if err != nil || named {
		return err
	}
	return f.Forget(c.ctx, digest)
}

// forgetApplicant takes away a person of whom nothing came: no grant, no other request.
func (c *change) forgetApplicant(person string) error {
	if person == "" {
		return nil
	}
	grants, err := c.Grants(person)
	if err != nil {
		return err
	}
	others, err := c.SignupsOf(person)
	if err != nil || len(grants)+len(others) > 0 {
		return err
	}
	return c.DeleteApplicant(person)
}

// USCCHolds (校验位) reports whether the check digit of a code is right. Real codes with a wrong
// one exist: it is a hint, no reason to refuse. Source: GB 32100-2015.
func USCCHolds(code string) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	if !usccForm.MatchString(code) {
		return false
	}
	sum, weight := 0, 1
	for _, r := range code[:17] {
		sum, weight = sum+strings.IndexRune(alphabet, r)*weight, weight*3%31
	}
	return alphabet[(31-sum%31)%31] == code[17]
}
