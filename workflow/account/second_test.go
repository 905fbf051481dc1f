package account_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"lianshen/internal/errs"
	"lianshen/workflow/account"
)

// enrolled turns two-step verification on, and returns the secret and the recovery codes.
func (d *desk) enrolled(t *testing.T) (string, []string) {
	t.Helper()
	ctx := t.Context()
	if err := d.SetLogin(ctx, d.person, "admin1", password); err != nil {
		t.Fatal(err)
	}
	e, err := d.BeginSecondStep(ctx, d.person, "admin1")
	if err != nil {
		t.Fatal(err)
	}
	codes, err := d.ConfirmSecondStep(ctx, d.person, d.code(t, e.Secret))
	if err != nil {
		t.Fatal(err)
	}
	d.clock.Advance(time.Minute)
	return e.Secret, codes
}

func (d *desk) code(t *testing.T, secret string) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, d.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// begin knows the password.
func (d *desk) begin(t *testing.T) string {
	t.Helper()
	session, word, err := d.SignIn(t.Context(), "admin1", password)
	if session != nil || !errors.Is(err, account.ErrSecondStep) || word == "" {
		t.Fatalf("%+v, %q, %v", session, word, err)
	}
	return word
}

func TestSecondStep(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		if on, err := d.HasSecondStep(ctx, d.person); on || err != nil {
			t.Errorf("%v, %v", on, err)
		}
		key, _ := d.enrolled(t)
		word := d.begin(t)
		if _, err := d.Who(ctx, word); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("half a sign-in is one: %v", err)
		}
		code := d.code(t, key)
		session, secret, err := d.GiveCode(ctx, word, code[:3]+" "+code[3:])
		if err != nil || session.Person != d.person || secret == word {
			t.Fatal(session, err)
		}
		if _, err := d.Who(ctx, secret); err != nil {
			t.Error(err)
		}
		if _, _, err := d.GiveCode(ctx, word, code); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("the same half again: %v", err)
		}
		// A code is accepted once, and so is every one before it.
		if _, _, err := d.GiveCode(ctx, d.begin(t), code); !errors.Is(err, account.ErrCode) {
			t.Errorf("replayed: %v", err)
		}
		old, err := totp.GenerateCode(key, d.clock.Now().Add(-30*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := d.GiveCode(ctx, d.begin(t), old); !errors.Is(err, account.ErrCode) {
			t.Errorf("one before it: %v", err)
		}
	})
}

func TestSecondStepWaitsFiveMinutes(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		key, _ := d.enrolled(t)
		word := d.begin(t)
		d.clock.Advance(5 * time.Minute)
		if _, _, err := d.GiveCode(t.Context(), word, d.code(t, key)); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("%v", err)
		}
	})
}

// Wrong codes lock the name, however often the password is given again.
func TestCodesCountToTheLockout(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		key, _ := d.enrolled(t)
		word := d.begin(t)
		for i := range 4 {
			if _, _, err := d.GiveCode(t.Context(), word, fmt.Sprintf("00000%d", i)); !errors.Is(err, account.ErrCode) {
				t.Fatalf("%d: %v", i, err)
			}
		}
		if _, _, err := d.GiveCode(t.Context(), word, d.code(t, key)); !errors.Is(err, account.ErrLocked) {
			t.Errorf("the right one, too late: %v", err)
		}
		if _, _, err := d.SignIn(t.Context(), "admin1", password); !errors.Is(err, account.ErrLocked) {
			t.Errorf("the password: %v", err)
		}
	})
}

// Of two who give the same code at once, one is let in.
func TestOneCodeTwice(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		key, _ := d.enrolled(t)
		words := []string{d.begin(t), d.begin(t)}
		code := d.code(t, key)
		out := make([]error, len(words))
		var wg sync.WaitGroup
		for i, w := range words {
			wg.Go(func() { _, _, out[i] = d.GiveCode(t.Context(), w, code) })
		}
		wg.Wait()
		if (out[0] == nil) == (out[1] == nil) {
			t.Errorf("%v", out)
		}
	})
}

func TestRecoveryCodes(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		_, codes := d.enrolled(t)
		if len(codes) != 10 || codes[0] == codes[1] {
			t.Fatalf("codes %q", codes)
		}
		if _, _, err := d.GiveCode(ctx, d.begin(t), strings.ToUpper(codes[3])); err != nil {
			t.Error(err)
		}
		if _, _, err := d.GiveCode(ctx, d.begin(t), codes[3]); !errors.Is(err, account.ErrCode) {
			t.Errorf("once more: %v", err)
		}
		if err := d.EndSecondStep(ctx, d.person, "wrong"); !errors.Is(err, account.ErrOld) {
			t.Errorf("off without the password: %v", err)
		}
		if err := d.EndSecondStep(ctx, d.person, password); err != nil {
			t.Fatal(err)
		}
		if _, _, err := d.SignIn(ctx, "admin1", password); err != nil {
			t.Errorf("off: %v", err)
		}
	})
}

func TestEnrolment(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		if _, err := d.ConfirmSecondStep(ctx, d.person, "123456"); !errors.Is(err, account.ErrNoSecondStep) {
			t.Errorf("nothing begun: %v", err)
		}
		key, _ := d.enrolled(t)
		if _, err := d.BeginSecondStep(ctx, d.person, "admin1"); !errors.Is(err, account.ErrNoSecondStep) {
			t.Errorf("begun over one that is on: %v", err)
		}
		if _, err := d.Enrolling(ctx, d.person, "admin1"); !errors.Is(err, account.ErrNoSecondStep) {
			t.Errorf("the secret is told again: %v", err)
		}
		if _, err := d.ConfirmSecondStep(ctx, d.person, d.code(t, key)); !errors.Is(err, account.ErrNoSecondStep) {
			t.Errorf("confirmed twice: %v", err)
		}
	})
}

func TestChangePassword(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		if err := d.SetLogin(ctx, d.person, "admin1", password); err != nil {
			t.Fatal(err)
		}
		present, here, err := d.SignIn(ctx, "admin1", password)
		if err != nil {
			t.Fatal(err)
		}
		there, err := d.signIn(ctx, "admin1", password)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.ChangePassword(ctx, present, "wrong", password+"新"); !errors.Is(err, account.ErrOld) {
			t.Errorf("without the old one: %v", err)
		}
		if err := d.ChangePassword(ctx, present, password, "short"); errs.As(err).Code != "account.password" {
			t.Errorf("a weak one: %v", err)
		}
		if err := d.ChangePassword(ctx, present, password, password+"新"); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Who(ctx, here); err != nil {
			t.Errorf("this session: %v", err)
		}
		if _, err := d.Who(ctx, there); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("the other: %v", err)
		}
		for range 5 {
			_ = d.ChangePassword(ctx, present, "wrong", password)
		}
		if err := d.ChangePassword(ctx, present, password+"新", password); !errors.Is(err, account.ErrLocked) {
			t.Errorf("guessing the old one: %v", err)
		}
	})
}

func TestOwnSessions(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		if err := d.SetLogin(ctx, d.person, "admin1", password); err != nil {
			t.Fatal(err)
		}
		browser, err := d.signIn(ctx, "admin1", password)
		if err != nil {
			t.Fatal(err)
		}
		token, word, err := d.NewToken(ctx, d.person, " 监控平台 ")
		if err != nil || token.Token != "监控平台" {
			t.Fatal(token, err)
		}
		for _, bad := range []string{" ", "a\r\nSet-Cookie: x", strings.Repeat("长", 65)} {
			if _, _, err := d.NewToken(ctx, d.person, bad); !errors.Is(err, account.ErrToken) {
				t.Errorf("%q: %v", bad, err)
			}
		}
		all, err := d.Sessions(ctx, d.person)
		if err != nil || len(all) != 2 {
			t.Fatalf("%+v, %v", all, err)
		}
		if err := d.Revoke(ctx, "somebody else", token.ID()); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Who(ctx, word); err != nil {
			t.Errorf("revoked by another: %v", err)
		}
		if err := d.Revoke(ctx, d.person, token.ID()); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Who(ctx, word); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("revoked: %v", err)
		}
		if _, err := d.Who(ctx, browser); err != nil {
			t.Errorf("the browser: %v", err)
		}
		for i := range 20 {
			if _, _, err := d.NewToken(ctx, d.person, fmt.Sprint(i)); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := d.NewToken(ctx, d.person, "21"); errs.As(err).Code != "account.tokens" {
			t.Errorf("one too many: %v", err)
		}
	})
}

// An identity signs in whom it is bound to, and nobody else is made of it.
func TestBindings(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		const issuer = "https://id.example"
		if _, _, err := d.EnterBy(ctx, issuer, "s1"); !errors.Is(err, account.ErrUnbound) {
			t.Errorf("unbound: %v", err)
		}
		for range 2 {
			if err := d.Bind(ctx, d.person, issuer, "s1"); err != nil {
				t.Fatal(err)
			}
		}
		session, _, err := d.EnterBy(ctx, issuer, "s1")
		if err != nil || session.Person != d.person {
			t.Errorf("%+v, %v", session, err)
		}
		if _, _, err := d.EnterBy(ctx, "https://other.example", "s1"); !errors.Is(err, account.ErrUnbound) {
			t.Errorf("the same subject of another issuer: %v", err)
		}
		if err := d.Bind(ctx, "somebody else", issuer, "s1"); !errors.Is(err, account.ErrBound) {
			t.Errorf("bound to another: %v", err)
		}
		if list, err := d.Bindings(ctx, d.person); err != nil || len(list) != 1 {
			t.Errorf("%+v, %v", list, err)
		}
		if err := d.Unbind(ctx, d.person, issuer); err != nil {
			t.Fatal(err)
		}
		if _, _, err := d.EnterBy(ctx, issuer, "s1"); !errors.Is(err, account.ErrUnbound) {
			t.Errorf("after: %v", err)
		}
	})
}

// An address is let through so often, and again after a while; others are not held up by it.
func TestGates(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		for i := range 20 {
			if err := d.Admit(account.GateSignUp, "192.0.2.1"); err != nil {
				t.Fatalf("%d: %v", i, err)
			}
		}
		if err := d.Admit(account.GateSignUp, "192.0.2.1"); !errors.Is(err, account.ErrOften) {
			t.Errorf("the next: %v", err)
		}
		for gate, from := range map[account.Gate]string{account.GateSignUp: "192.0.2.2", account.GateSignIn: "192.0.2.1"} {
			if err := d.Admit(gate, from); err != nil {
				t.Errorf("%s: %v", from, err)
			}
		}
		d.clock.Advance(3 * time.Minute)
		if err := d.Admit(account.GateSignUp, "192.0.2.1"); err != nil {
			t.Errorf("after a while: %v", err)
		}
		// One household of IPv6 is one address.
		for i := range 20 {
			if err := d.Admit(account.GateSignUp, fmt.Sprintf("2001:db8::%x", i)); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Admit(account.GateSignUp, "2001:db8::ffff"); !errors.Is(err, account.ErrOften) {
			t.Errorf("another of the same net: %v", err)
		}
	})
}
