package account_test

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"
	"time"

	"lianshen/internal/clock"
	"lianshen/internal/dev/pgtest"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/account"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

const password = "纸船 顺着 河水 漂走 plus 7"

// desk is an account service with one person.
type desk struct {
	*account.Service
	clock  *clock.Fake
	kept   account.Store
	person string
}

func each(t *testing.T, test func(*testing.T, *desk)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := &desk{kept: s.Accounts(), clock: clock.NewFake(time.Date(2026, 11, 2, 9, 0, 0, 0, clock.Shanghai))}
		n, err := notice.Default()
		if err != nil {
			t.Fatal(err)
		}
		w := workflow.New(workflow.Config{Store: s, Clock: d.clock, Notice: n})
		p, err := w.FoundAdministrator(t.Context(), "管理员", "test")
		if err != nil {
			t.Fatal(err)
		}
		d.person = p.ID
		if d.Service, err = account.New(s.Accounts(), d.clock); err != nil {
			t.Fatal(err)
		}
		test(t, d)
	})
}

func (d *desk) signIn(ctx context.Context, name, word string) (string, error) {
	_, secret, err := d.SignIn(ctx, name, word)
	return secret, err
}

func TestSignIn(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		if _, err := d.signIn(ctx, "admin1", password); !errors.Is(err, account.ErrWrong) {
			t.Errorf("nobody: %v", err)
		}
		if err := d.SetLogin(ctx, d.person, " Admin1 ", password); err != nil {
			t.Fatal(err)
		}
		if _, err := d.signIn(ctx, "admin1", password+"x"); !errors.Is(err, account.ErrWrong) {
			t.Errorf("wrong: %v", err)
		}
		first, err := d.signIn(ctx, "ADMIN1", password)
		if err != nil {
			t.Fatal(err)
		}
		second, err := d.signIn(ctx, "admin1", password)
		if err != nil || first == second || len(first) < 40 {
			t.Errorf("secrets %q, %q, %v", first, second, err)
		}
		if s, err := d.Who(ctx, first); err != nil || s.Person != d.person {
			t.Errorf("%+v, %v", s, err)
		}
		if err := d.SignOut(ctx, first); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Who(ctx, first); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("after signing out: %v", err)
		}
		// Another password ends what was signed in with the old one.
		if err := d.SetLogin(ctx, d.person, "admin1", password+" 新"); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Who(ctx, second); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("after another password: %v", err)
		}
		if _, err := d.Who(ctx, ""); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("without a secret: %v", err)
		}
	})
}

// Nobody guesses on: five wrong passwords lock the name, real or not, for a quarter of an hour,
// and what is tried meanwhile makes it no longer.
func TestLockout(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		if err := d.SetLogin(ctx, d.person, "admin1", password); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"admin1", "nobody"} {
			for range 5 {
				if _, err := d.signIn(ctx, name, "wrong"); !errors.Is(err, account.ErrWrong) {
					t.Fatalf("%s: %v", name, err)
				}
			}
			if _, err := d.signIn(ctx, name, password); !errors.Is(err, account.ErrLocked) {
				t.Errorf("%s: %v", name, err)
			}
		}
		d.clock.Advance(10 * time.Minute)
		if _, err := d.signIn(ctx, "admin1", password); !errors.Is(err, account.ErrLocked) {
			t.Errorf("after ten minutes: %v", err)
		}
		d.clock.Advance(5 * time.Minute)
		if _, err := d.signIn(ctx, "admin1", password); err != nil {
			t.Errorf("after fifteen minutes: %v", err)
		}
	})
}

// Guesses side by side are all counted.
func TestGuessesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		var wg sync.WaitGroup
		out := make([]error, 12)
		for i := range out {
			wg.Go(func() { _, out[i] = d.signIn(t.Context(), "admin1", "wrong") })
		}
		wg.Wait()
		n := 0
		for _, err := range out {
			if errors.Is(err, account.ErrWrong) {
				n++
			}
		}
		if n != 5 {
			t.Errorf("%d guesses went through: %v", n, out)
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		ctx := t.Context()
		if err := d.SetLogin(ctx, d.person, "admin1", password); err != nil {
			t.Fatal(err)
		}
		browser, err := d.signIn(ctx, "admin1", password)
		if err != nil {
			t.Fatal(err)
		}
		_, token, err := d.IssueToken(ctx, d.person, "监控平台")
		if err != nil {
			t.Fatal(err)
		}
		for range 23 { // in use all day, up to the longest
			d.clock.Advance(29 * time.Minute)
			if _, err := d.Who(ctx, browser); err != nil {
				t.Fatalf("in use: %v", err)
			}
		}
		d.clock.Advance(29 * time.Minute)
		d.clock.Advance(29 * time.Minute)
		if _, err := d.Who(ctx, browser); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("after a day: %v", err)
		}
		if browser, err = d.signIn(ctx, "admin1", password); err != nil {
			t.Fatal(err)
		}
		d.clock.Advance(30 * time.Minute)
		if _, err := d.Who(ctx, browser); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("idle: %v", err)
		}
		if s, err := d.Who(ctx, token); err != nil || s.Token != "监控平台" {
			t.Errorf("token: %+v, %v", s, err)
		}
		d.clock.Advance(366 * 24 * time.Hour)
		if _, err := d.Who(ctx, token); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("token after a year: %v", err)
		}
		// What has expired is gone from the store once somebody signs in.
		old, _, err := d.IssueToken(ctx, d.person, "旧令牌")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.kept.Session(ctx, old.Digest); err != nil {
			t.Fatal(err)
		}
		d.clock.Advance(366 * 24 * time.Hour)
		if _, err := d.signIn(ctx, "admin1", password); err != nil {
			t.Fatal(err)
		}
		if _, err := d.kept.Session(ctx, old.Digest); !errors.Is(err, account.ErrUnknown) {
			t.Errorf("an expired token is kept: %v", err)
		}
	})
}

func TestWeakPasswords(t *testing.T) {
	for word, code := range map[string]string{
		"short":                     "account.password",
		"aaaaaaaaaaaaaaa":           "account.password",
		"123456789012":              "account.password",
		"qwertyuiop123456":          "account.password",
		"zhangsan is my name 77":    "account.password",
		"welcome to LianShen 2026!": "account.password",
		"Password1234":              "account.password",
		password:                    "",
		"correct horse battery":     "",
		"Kx9#vQ2mLp!t":              "",
	} {
		_, err := account.Hash("zhangsan", word)
		if code == "" && err != nil {
			t.Errorf("%q: %v", word, err)
		}
		if e := errs.As(err); code != "" && (e == nil || e.Code != code || e.Field != "password" || e.Remedy.ZH == "") {
			t.Errorf("%q: %v", word, err)
		}
	}
}

func TestLoginNames(t *testing.T) {
	each(t, func(t *testing.T, d *desk) {
		for _, name := range []string{"", "ab", "-ab", "张三", "a b c", "a\nbc"} {
			if e := errs.As(d.SetLogin(t.Context(), d.person, name, password)); e == nil || e.Code != "account.name" {
				t.Errorf("%q: %v", name, e)
			}
		}
	})
}
