package account

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"lianshen/internal/errs"
)

// ErrOld says that the password of now was not given.
var ErrOld = errs.New(errs.Forbidden, "account.old",
	errs.Text{ZH: "当前密码不正确", EN: "the present password is wrong"},
	errs.Text{ZH: "请核对后重试", EN: "check it and try again"}).On("old")

// ErrToken says what an access token lacks.
var ErrToken = errs.New(errs.Usage, "account.token",
	errs.Text{ZH: "令牌名称应为1至64个字", EN: "an access token has a name of 1 to 64 characters"},
	errs.Text{ZH: "请填写用途，例如对接的系统名称", EN: "say what it is for, such as the name of a system"}).On("name")

// LoginOf is the login of a person; ErrUnknown where it has none.
func (s *Service) LoginOf(ctx context.Context, person string) (*Login, error) {
	return s.store.LoginOf(ctx, person)
}

// knows holds a password against that of a person. Wrong ones count to the lockout.
func (s *Service) knows(ctx context.Context, person, password string) error {
	l, err := s.store.LoginOf(ctx, person)
	if errors.Is(err, ErrUnknown) {
		return ErrOld
	}
	if err != nil {
		return err
	}
	if err := s.try(ctx, l.Name); err != nil {
		return err
	}
	if _, err := s.verify(ctx, l.Name, password); err != nil {
		if errors.Is(err, ErrWrong) {
			return ErrOld
		}
		return err
	}
	return s.store.ForgetTries(ctx, l.Name)
}

// ChangePassword sets another password for who knows the present one, and ends every other
// session and every sign-in that is half done. Access tokens stay: each has its own name, and is
// revoked by itself.
func (s *Service) ChangePassword(ctx context.Context, present *Session, old, password string) error {
	if err := s.knows(ctx, present.Person, old); err != nil {
		return err
	}
	l, err := s.store.LoginOf(ctx, present.Person)
	if err != nil {
		return err
	}
	next, err := NewLogin(l.Person, l.Name, password, s.clock.Now())
	if err != nil {
		return err
	}
	return errors.Join(s.store.SaveLogin(ctx, next), s.store.EndOthers(ctx, present.Person, present.Digest))
}

// idLength of a digest names a session among those of one person.
const idLength = 32

// ID names a session to its own person.
func (s *Session) ID() string { return s.Digest[:min(len(s.Digest), idLength)] }

// Sessions lists what is signed in as a person, browsers and access tokens, the latest first.
// Browsers that were idle for too long are left out.
func (s *Service) Sessions(ctx context.Context, person string) ([]Session, error) {
	all, err := s.store.Sessions(ctx, person)
	now := s.clock.Now()
	return slices.DeleteFunc(all, func(x Session) bool {
		return !now.Before(x.Expires) || x.Token == "" && now.Sub(x.Seen) >= idle
	}), err
}

// Revoke ends a session or an access token of a person; another's is nothing to it.
func (s *Service) Revoke(ctx context.Context, person, id string) error {
	all, err := s.store.Sessions(ctx, person)
	if err != nil {
		return err
	}
	for _, x := range all {
		if x.ID() == id {
			return s.store.EndSession(ctx, x.Digest)
		}
	}
	return nil
}

// mostTokens of one person: nobody needs more, and each is a way in.
const mostTokens = 20

// NewToken is IssueToken for a person who asks for itself.
func (s *Service) NewToken(ctx context.Context, person, name string) (*Session, string, error) {
	name = strings.TrimSpace(name)
	if n := len([]rune(name)); n == 0 || n > 64 || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return nil, "", ErrToken
	}
	all, err := s.Sessions(ctx, person)
	if err != nil {
		return nil, "", err
	}
	n := 0
	for _, x := range all {
		if x.Token != "" {
			n++
		}
	}
	if n >= mostTokens {
		return nil, "", errs.New(errs.Conflict, "account.tokens",
			errs.Text{ZH: "访问令牌已达20个", EN: "there are 20 access tokens"},
			errs.Text{ZH: "请先撤销不用的令牌", EN: "revoke those that are not used"})
	}
	return s.IssueToken(ctx, person, name)
}

// OutsideIdentity (外部身份) is how an OpenID provider knows a person.
type OutsideIdentity struct {
	Issuer  string    `json:"issuer"`
	Subject string    `json:"subject"`
	Person  string    `json:"person"`
	Bound   time.Time `json:"bound"`
}

// Errors of identities of other providers.
var (
	ErrUnbound = errs.New(errs.Forbidden, "account.unbound",
		errs.Text{ZH: "该统一身份尚未绑定本系统账号", EN: "nobody here is bound to this identity"},
		errs.Text{ZH: "请先以登录名登录，在“我的账号”中绑定", EN: "sign in by name first, and bind it on your account's page"})
	ErrBound = errs.New(errs.Conflict, "account.bound",
		errs.Text{ZH: "该统一身份已绑定其他账号", EN: "the identity is bound to somebody else"},
		errs.Text{ZH: "请先在原账号解除绑定", EN: "unbind it there first"})
)

// Bind has an identity sign a person in. One that is another's gives ErrBound.
func (s *Service) Bind(ctx context.Context, person, issuer, subject string) error {
	return s.store.Bind(ctx, &OutsideIdentity{Issuer: issuer, Subject: subject, Person: person, Bound: s.clock.Now()})
}

// Unbind takes the identities of an issuer from a person.
func (s *Service) Unbind(ctx context.Context, person, issuer string) error {
	return s.store.Unbind(ctx, person, issuer)
}

// Bindings lists the identities of a person.
func (s *Service) Bindings(ctx context.Context, person string) ([]OutsideIdentity, error) {
	return s.store.Bindings(ctx, person)
}

// PersonOf is who an identity signs in; ErrUnbound where it is nobody's.
func (s *Service) PersonOf(ctx context.Context, issuer, subject string) (string, error) {
	id, err := s.store.Bound(ctx, issuer, subject)
	if errors.Is(err, ErrUnknown) {
		return "", ErrUnbound
	}
	if err != nil {
		return "", err
	}
	return id.Person, nil
}

// EnterBy gives a new session to the person of an identity that a provider vouches for. Nobody is
// made by it: one that is not bound gives ErrUnbound. The provider has its own second step.
func (s *Service) EnterBy(ctx context.Context, issuer, subject string) (*Session, string, error) {
	person, err := s.PersonOf(ctx, issuer, subject)
	if err != nil {
		return nil, "", err
	}
	if err := s.store.Sweep(ctx, s.clock.Now()); err != nil {
		return nil, "", err
	}
	return s.open(ctx, &Session{Person: person, Expires: s.clock.Now().Add(longest)})
}
