package account

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/internal/secret"
)

// Login (登录名) is how a person signs in.
type Login struct {
	Person string
	Name   string // lower case, unique
	Hash   string // argon2id, with its parameters
	Set    time.Time
}

// Session (会话) is one browser that is signed in, or one access token (访问令牌) of another
// system.
type Session struct {
	// Digest is the SHA-256 of the secret, in hex; the secret itself is with its holder.
	Digest string `json:"-"`
	Person string `json:"person"`
	// Token names an access token; "" is a browser.
	Token   string    `json:"token"`
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen"`
	Expires time.Time `json:"expires"`
}

// Store keeps accounts. workflow/store implements it. None of it is of the workflow: nothing
// leaves an event.
type Store interface {
	// Login returns ErrUnknown where there is none.
	Login(ctx context.Context, name string) (*Login, error)
	// SaveLogin replaces the login of its person.
	// A name that another person has gives ErrTaken.
	SaveLogin(ctx context.Context, l *Login) error
	// AddTry counts a try of a name and returns how many there were since an instant. Once there
	// were more than most, later ones no longer move the time of the last.
	AddTry(ctx context.Context, name string, at, since time.Time, most int) (int, error)
	ForgetTries(ctx context.Context, name string) error
	InsertSession(ctx context.Context, s *Session) error
	// Session returns ErrUnknown where there is none.
	Session(ctx context.Context, digest string) (*Session, error)
	TouchSession(ctx context.Context, digest string, at time.Time) error
	// EndSession ends one; EndSessions those of a person's browsers, or all with tokens.
	EndSession(ctx context.Context, digest string) error
	EndSessions(ctx context.Context, person string, tokens bool) error
	// EndOthers ends a person's browsers but for one session, and sign-ins that are half done.
	EndOthers(ctx context.Context, person, keep string) error
	// Sessions lists those of a person, the latest first.
	Sessions(ctx context.Context, person string) ([]Session, error)
	// LoginOf returns ErrUnknown where a person has none.
	LoginOf(ctx context.Context, person string) (*Login, error)
	// SecondStep returns ErrUnknown where a person has none; SaveSecondStep replaces it.
	SecondStep(ctx context.Context, person string) (*SecondStep, error)
	SaveSecondStep(ctx context.Context, s *SecondStep) error
	// EndSecondStep takes it away, with the recovery codes.
	EndSecondStep(ctx context.Context, person string) error
	// UseStep notes a time step as the last one used; false where it is none later than that.
	UseStep(ctx context.Context, person string, step int64) (bool, error)
	// SaveRecoveryCodes replaces those of a person; UseRecoveryCode takes one away, false where
	// there is none.
	SaveRecoveryCodes(ctx context.Context, person string, digests []string) error
	UseRecoveryCode(ctx context.Context, person, digest string) (bool, error)
	InsertSignIn(ctx context.Context, p *PendingSignIn) error
	// SignIn returns ErrUnknown where there is none.
	SignIn(ctx context.Context, digest string) (*PendingSignIn, error)
	EndSignIn(ctx context.Context, digest string) error
	// Bind returns ErrBound for an identity that is another's.
	Bind(ctx context.Context, id *OutsideIdentity) error
	Unbind(ctx context.Context, person, issuer string) error
	// Bound returns ErrUnknown where nobody is.
	Bound(ctx context.Context, issuer, subject string) (*OutsideIdentity, error)
	Bindings(ctx context.Context, person string) ([]OutsideIdentity, error)
	// Sweep takes away what has expired by an instant.
	Sweep(ctx context.Context, now time.Time) error
}

// ErrUnknown is what a Store returns for what is not there.
var ErrUnknown = errors.New("account: unknown")

// Errors that people are told.
var (
	ErrWrong = errs.New(errs.Forbidden, "account.wrong",
		errs.Text{ZH: "登录名或密码不正确", EN: "the name or the password is wrong"},
		errs.Text{ZH: "请核对后重试；忘记密码请联系分局或市局重置", EN: "check both; ask the branch or the bureau for another password"})
	ErrLocked = errs.New(errs.Forbidden, "account.locked",
		errs.Text{ZH: "密码错误次数过多，该登录名暂时锁定", EN: "too many wrong passwords: the name is locked for a while"},
		errs.Text{ZH: "请在15分钟后重试", EN: "try again in a quarter of an hour"})
	ErrTaken = errs.New(errs.Usage, "account.taken",
		errs.Text{ZH: "该登录名已被使用", EN: "somebody else has this login name"},
		errs.Text{ZH: "请另选登录名", EN: "choose another"}).On("name")
	ErrSignedOut = errs.New(errs.Forbidden, "account.signed_out",
		errs.Text{ZH: "尚未登录，或登录已失效", EN: "you are not signed in, or no longer"},
		errs.Text{ZH: "请重新登录", EN: "sign in again"})
)

// Times of accounts.
const (
	tries     = 5 // wrong passwords until a name is locked
	locked    = 15 * time.Minute
	idle      = 30 * time.Minute // a browser that nobody uses
	longest   = 12 * time.Hour   // a working day
	tokenDays = 365
	touch     = time.Minute // how exactly Seen is kept
)

// params are those of RFC 9106's second recommendation, cut to what two cores give in a
// tenth of a second.
var params = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// Service lets people in. It is safe for concurrent use.
type Service struct {
	store Store
	clock clock.Clock
	// decoy is hashed against when there is no such name, so that it takes as long.
	decoy string
	gates *gates
}

// New returns a Service on a store.
func New(s Store, c clock.Clock) (*Service, error) {
	decoy, err := argon2id.CreateHash(rand.Text(), params)
	if err != nil {
		return nil, err
	}
	return &Service{store: s, clock: c, decoy: decoy, gates: &gates{clock: c, all: map[gateKey]bucket{}}}, nil
}

// Hash checks a new password by the rules and hashes it.
func Hash(login, password string) (string, error) {
	if err := checkPassword(login, password); err != nil {
		return "", err
	}
	return argon2id.CreateHash(password, params)
}

// SignIn gives a new session to who knows the password, and its secret. Every session has a
// secret of its own, so that none that was planted before is worth anything after. Where the
// person has turned two-step verification on, the error is ErrSecondStep, and the secret that
// of GiveCode.
func (s *Service) SignIn(ctx context.Context, name, password string) (*Session, string, error) {
	name = canonical(name)
	if err := s.try(ctx, name); err != nil { // first, so that many at once gain nothing
		return nil, "", err
	}
	person, err := s.verify(ctx, name, password)
	if err != nil {
		return nil, "", err
	}
	second, err := s.HasSecondStep(ctx, person)
	if err != nil {
		return nil, "", err
	}
	if second { // the try stays counted until the code was right
		word, err := s.pending(ctx, person, name)
		return nil, word, err
	}
	return s.enter(ctx, person, name)
}

// try counts a try of a name; ErrLocked where there were too many.
func (s *Service) try(ctx context.Context, name string) error {
	now := s.clock.Now()
	n, err := s.store.AddTry(ctx, name, now, now.Add(-locked), tries)
	if err == nil && n > tries {
		err = ErrLocked
	}
	return err
}

// enter opens a session for who has shown everything. Each signing in takes away what has
// expired, so that nothing has to come round for it.
func (s *Service) enter(ctx context.Context, person, name string) (*Session, string, error) {
	now := s.clock.Now()
	if err := errors.Join(s.store.ForgetTries(ctx, name), s.store.Sweep(ctx, now)); err != nil {
		return nil, "", err
	}
	return s.open(ctx, &Session{Person: person, Expires: now.Add(longest)})
}

func (s *Service) verify(ctx context.Context, name, password string) (person string, err error) {
	hash := s.decoy
	l, err := s.store.Login(ctx, name)
	switch {
	case err == nil:
		person, hash = l.Person, l.Hash
	case !errors.Is(err, ErrUnknown):
		return "", err
	}
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return "", err
	}
	if !ok || person == "" {
		return "", ErrWrong
	}
	return person, nil
}

func canonical(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// open gives a session its secret.
func (s *Service) open(ctx context.Context, session *Session) (*Session, string, error) {
	now := s.clock.Now()
	word, digest := secret.New()
	session.Digest, session.Created, session.Seen = digest, now, now
	return session, word, s.store.InsertSession(ctx, session)
}

// IssueToken gives a person an access token under a name, and its secret, for a year.
func (s *Service) IssueToken(ctx context.Context, person, name string) (*Session, string, error) {
	return s.open(ctx, &Session{Person: person, Token: name, Expires: s.clock.Now().AddDate(0, 0, tokenDays)})
}

// Who returns the session of a secret, ErrSignedOut where there is none in force.
func (s *Service) Who(ctx context.Context, word string) (*Session, error) {
	session, err := s.store.Session(ctx, secret.Digest(word))
	if errors.Is(err, ErrUnknown) {
		return nil, ErrSignedOut
	}
	if err != nil {
		return nil, err
	}
	now := s.clock.Now()
	if !now.Before(session.Expires) || (session.Token == "" && now.Sub(session.Seen) >= idle) {
		return nil, errors.Join(ErrSignedOut, s.store.EndSession(ctx, session.Digest))
	}
	if now.Sub(session.Seen) >= touch {
		session.Seen = now
		return session, s.store.TouchSession(ctx, session.Digest, now)
	}
	return session, nil
}

// SignOut ends a session.
func (s *Service) SignOut(ctx context.Context, word string) error {
	return s.store.EndSession(ctx, secret.Digest(word))
}

// CheckLogin holds a name and a password against the rules.
func CheckLogin(name, password string) error {
	name = canonical(name)
	if err := checkName(name); err != nil {
		return err
	}
	return checkPassword(name, password)
}

// NewLogin checks a name and a password by the rules, and makes the login of a person from them.
// It takes a tenth of a second: not in a transaction.
func NewLogin(person, name, password string, now time.Time) (*Login, error) {
	if err := CheckLogin(name, password); err != nil {
		return nil, err
	}
	name = canonical(name)
	hash, err := Hash(name, password)
	if err != nil {
		return nil, err
	}
	return &Login{Person: person, Name: name, Hash: hash, Set: now}, nil
}

// SetLogin gives a person a name and a password, and ends what was signed in with the old one.
func (s *Service) SetLogin(ctx context.Context, person, name, password string) error {
	l, err := NewLogin(person, name, password, s.clock.Now())
	if err != nil {
		return err
	}
	if err := s.store.SaveLogin(ctx, l); err != nil {
		return err
	}
	return s.store.EndSessions(ctx, person, false)
}
