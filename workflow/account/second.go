package account

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"lianshen/internal/errs"
	"lianshen/internal/secret"
)

// SecondStep (两步验证) is a person's one-time codes by time (TOTP, RFC 6238). The secret is kept
// as it is: who reads it in the database still lacks the password.
type SecondStep struct {
	Person string
	Secret string // base32
	// Confirmed is when a first code showed that the device has the secret; nil asks for none yet.
	Confirmed *time.Time
	// Last is the time step of the last code that was accepted.
	Last int64
}

// PendingSignIn is somebody who knew the password and has not given a code yet.
type PendingSignIn struct {
	Digest  string // of the secret that the browser holds meanwhile
	Person  string
	Name    string // login, for the count of tries
	Expires time.Time
}

// Errors of the second step.
var (
	// ErrSecondStep says that the password was right and a code is wanted.
	ErrSecondStep = errs.New(errs.Forbidden, "account.second_step",
		errs.Text{ZH: "该账号已启用两步验证，请输入验证码", EN: "this account asks for a code, too"},
		errs.Text{ZH: "请打开验证器应用查看6位验证码，或使用恢复码", EN: "see your authenticator, or use a recovery code"}).On("code")
	ErrCode = errs.New(errs.Forbidden, "account.code",
		errs.Text{ZH: "验证码不正确或已使用", EN: "the code is wrong or was used"},
		errs.Text{ZH: "请等待下一个验证码后重试，或使用恢复码", EN: "wait for the next one, or use a recovery code"}).On("code")
	ErrNoSecondStep = errs.New(errs.Conflict, "account.no_second_step",
		errs.Text{ZH: "尚未开始启用两步验证，或已经启用", EN: "two-step verification was not begun, or is on"},
		errs.Text{ZH: "请刷新页面", EN: "reload the page"})
)

const (
	codeStep      = 30 // seconds
	signInTime    = 5 * time.Minute
	recoveryCodes = 10
	issuer        = "lianshen"
)

// Enrolment (启用两步验证) is what a device is given: the secret as an address, which is drawn as a
// QR code, and by itself to type.
type Enrolment struct {
	URL    string `json:"url"`
	Secret string `json:"secret"`
}

// BeginSecondStep makes a secret for a person, in place of one that was not confirmed. While one
// is confirmed the error is ErrNoSecondStep.
func (s *Service) BeginSecondStep(ctx context.Context, person, login string) (*Enrolment, error) {
	has, err := s.store.SecondStep(ctx, person)
	if err != nil && !errors.Is(err, ErrUnknown) {
		return nil, err
	}
	if has != nil && has.Confirmed != nil {
		return nil, ErrNoSecondStep
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: login})
	if err != nil {
		return nil, err
	}
	return &Enrolment{key.URL(), key.Secret()}, s.store.SaveSecondStep(ctx, &SecondStep{Person: person, Secret: key.Secret()})
}

// Enrolling is the enrolment that was begun and not confirmed, for a page that is loaded again.
func (s *Service) Enrolling(ctx context.Context, person, login string) (*Enrolment, error) {
	has, err := s.store.SecondStep(ctx, person)
	if errors.Is(err, ErrUnknown) || err == nil && has.Confirmed != nil {
		return nil, ErrNoSecondStep
	}
	if err != nil {
		return nil, err
	}
	key, err := otp.NewKeyFromURL("otpauth://totp/" + issuer + ":" + login + "?issuer=" + issuer + "&secret=" + has.Secret)
	if err != nil {
		return nil, err
	}
	return &Enrolment{key.URL(), has.Secret}, nil
}

// HasSecondStep reports whether signing in as a person asks for a code.
func (s *Service) HasSecondStep(ctx context.Context, person string) (bool, error) {
	has, err := s.store.SecondStep(ctx, person)
	if errors.Is(err, ErrUnknown) {
		return false, nil
	}
	return err == nil && has.Confirmed != nil, err
}

// ConfirmSecondStep turns two-step verification on with a first code, and returns the recovery
// codes, which are told this once.
func (s *Service) ConfirmSecondStep(ctx context.Context, person, code string) ([]string, error) {
	has, err := s.store.SecondStep(ctx, person)
	if errors.Is(err, ErrUnknown) || err == nil && has.Confirmed != nil {
		return nil, ErrNoSecondStep
	}
	if err != nil {
		return nil, err
	}
	step, ok := s.stepOf(has, code)
	if !ok {
		return nil, ErrCode
	}
	now := s.clock.Now()
	has.Confirmed, has.Last = &now, step
	codes, digests := newRecoveryCodes()
	return codes, errors.Join(s.store.SaveSecondStep(ctx, has), s.store.SaveRecoveryCodes(ctx, person, digests))
}

// EndSecondStep turns it off, for who knows the password.
func (s *Service) EndSecondStep(ctx context.Context, person, password string) error {
	if err := s.knows(ctx, person, password); err != nil {
		return err
	}
	return s.store.EndSecondStep(ctx, person)
}

func newRecoveryCodes() (codes, digests []string) {
	for range recoveryCodes {
		raw := strings.ToLower(rand.Text()[:16]) // 80 bits
		codes = append(codes, raw[:4]+"-"+raw[4:8]+"-"+raw[8:12]+"-"+raw[12:])
		digests = append(digests, secret.Digest(raw))
	}
	return codes, digests
}

// stepOf is the time step whose code it is: the present one or a neighbour, for clocks that are
// a little off.
func (s *Service) stepOf(has *SecondStep, code string) (int64, bool) {
	now := s.clock.Now().Unix() / codeStep
	for _, step := range []int64{now, now - 1, now + 1} {
		ok, err := hotp.ValidateCustom(code, uint64(step), has.Secret, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && ok {
			return step, true
		}
	}
	return 0, false
}

// checkCode accepts a code of the device or a recovery code, each once.
func (s *Service) checkCode(ctx context.Context, person, code string) error {
	has, err := s.store.SecondStep(ctx, person)
	if err != nil {
		return err
	}
	code = strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(code))
	if step, ok := s.stepOf(has, code); ok {
		fresh, err := s.store.UseStep(ctx, person, step)
		if err == nil && !fresh {
			err = ErrCode
		}
		return err
	}
	used, err := s.store.UseRecoveryCode(ctx, person, secret.Digest(code))
	if err == nil && !used {
		err = ErrCode
	}
	return err
}

// pending notes that the password was right, and returns the secret by which the code is given,
// with ErrSecondStep.
func (s *Service) pending(ctx context.Context, person, name string) (string, error) {
	word, digest := secret.New()
	err := s.store.InsertSignIn(ctx, &PendingSignIn{Digest: digest, Person: person, Name: name, Expires: s.clock.Now().Add(signInTime)})
	if err != nil {
		return "", err
	}
	return word, ErrSecondStep
}

// GiveCode is the second step of signing in: a new session for who knew the password and has the
// code. Wrong codes count to the lockout of the name as wrong passwords do.
func (s *Service) GiveCode(ctx context.Context, word, code string) (*Session, string, error) {
	p, err := s.store.SignIn(ctx, secret.Digest(word))
	if errors.Is(err, ErrUnknown) {
		return nil, "", ErrSignedOut
	}
	if err != nil {
		return nil, "", err
	}
	now := s.clock.Now()
	if !now.Before(p.Expires) {
		return nil, "", ErrSignedOut
	}
	if err := s.try(ctx, p.Name); err != nil {
		return nil, "", err
	}
	if err := s.checkCode(ctx, p.Person, code); err != nil {
		return nil, "", err
	}
	if err := s.store.EndSignIn(ctx, p.Digest); err != nil {
		return nil, "", err
	}
	return s.enter(ctx, p.Person, p.Name)
}
