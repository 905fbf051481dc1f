package workflow_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/account"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

func newcomer() workflow.Signup {
	return workflow.Signup{Name: "东莞三厂", USCC: "91441900MA0000007J", Town: "南城街道", Contact: "赵六", Licence: strings.Repeat("a", 64),
		Checked: workflow.LicenceCheck{Name: workflow.ReadYes, USCC: workflow.ReadYes, Seal: workflow.ReadYes, Pages: 1}}
}

// Who signed up sees nothing until the branch has confirmed, and then acts for the enterprise.
func TestSignUp(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		in, login, err := w.SignUp(ctx, "192.0.2.1", newcomer(), "zhaoliu", goodPassword)
		if err != nil || !strings.HasPrefix(login, "zhaoliu-") {
			t.Fatal(login, err)
		}
		if _, _, err := w.accounts().SignIn(ctx, login, goodPassword); err != nil {
			t.Error(err)
		}
		sight := must(w.Sight(ctx, in.Person))(t)
		if sight.City || len(sight.Enterprises)+len(sight.Branches) != 0 {
			t.Errorf("sight %+v", sight)
		}
		if _, err := w.Signups(ctx, in.Person, "", "", 0); !errors.Is(err, workflow.ErrForbidden) {
			t.Errorf("the applicant lists: %v", err)
		}
		for reader, n := range map[string]int{w.handlerA.Person: 1, w.bureau.Person: 1, w.stranger.Person: 0} {
			if page := must(w.Signups(ctx, reader, "", "", 0))(t); len(page.Items) != n {
				t.Errorf("%d of %d", len(page.Items), n)
			}
		}
		if _, err := w.Signup(ctx, w.stranger.Person, in.ID); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("another branch reads: %v", err)
		}
		ref := workflow.Ref{ID: in.ID, Version: in.Version}
		if _, err := w.ConfirmSignup(ctx, w.stranger, ref, ""); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("another branch confirms: %v", err)
		}
		if _, err := w.ConfirmSignup(ctx, w.enterprise, ref, ""); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("an enterprise confirms: %v", err)
		}
		done := must(w.ConfirmSignup(ctx, w.handlerA, ref, ""))(t)
		if err := w.Sees(ctx, in.Person, workflow.Reach{Enterprise: done.Enterprise}); err != nil || done.State != "confirmed" {
			t.Errorf("%+v, %v", done, err)
		}
		if _, err := w.ConfirmSignup(ctx, w.handlerA, workflow.Ref{ID: in.ID, Version: done.Version}, ""); errs.As(err).Code != "workflow.state" {
			t.Errorf("confirmed twice: %v", err)
		}
		// The same code once more: the person joins, after the officer said so.
		second, _, err := w.SignUp(ctx, "192.0.2.2", newcomer(), "qian", goodPassword)
		if err != nil {
			t.Fatal(err)
		}
		ref = workflow.Ref{ID: second.ID, Version: 1}
		if _, err := w.ConfirmSignup(ctx, w.handlerA, ref, ""); errs.As(err).Code != "signup.exists" {
			t.Errorf("unseen: %v", err)
		}
		joined := must(w.ConfirmSignup(ctx, w.handlerA, ref, done.Enterprise))(t)
		if joined.Enterprise != done.Enterprise {
			t.Errorf("joined %s", joined.Enterprise)
		}
		if people := must(w.EnterprisePeople(ctx, done.Enterprise))(t); len(people.Contacts) != 2 {
			t.Errorf("people %+v", people)
		}
		if err := s.Verify(ctx); err != nil {
			t.Error(err)
		}
	})
}

// A name that somebody has is no different from one that nobody has.
func TestSignUpTellsNoLogins(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		if err := w.accounts().SetLogin(ctx, w.enterprise.Person, "taken", goodPassword); err != nil {
			t.Fatal(err)
		}
		for i, name := range []string{"taken", "free", "taken"} {
			_, login, err := w.SignUp(ctx, fmt.Sprint("192.0.2.", i), newcomer(), name, goodPassword)
			if err != nil || len(login) != len(name)+5 {
				t.Errorf("%s: %q, %v", name, login, err)
			}
		}
	})
}

func TestSignUpRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		for want, change := range map[string]func(*workflow.Signup){
			"signup.uscc":      func(in *workflow.Signup) { in.USCC = "91441900MA000000I" },
			"enterprise.town":  func(in *workflow.Signup) { in.Town = "广州" },
			"input.empty":      func(in *workflow.Signup) { in.Contact = " " },
			"input.characters": func(in *workflow.Signup) { in.Name = "一厂\r\x00Set-Cookie: x" },
			"input.long":       func(in *workflow.Signup) { in.Name = strings.Repeat("长", 201) },
		} {
			in := newcomer()
			change(&in)
			if _, _, err := w.SignUp(ctx, "192.0.2.1", in, "name", goodPassword); errs.As(err).Code != want {
				t.Errorf("%s: %v", want, err)
			}
		}
		if _, _, err := w.SignUp(ctx, "192.0.2.1", newcomer(), "名 字", goodPassword); errs.As(err).Code != "account.name" {
			t.Errorf("a bad login: %v", err)
		}
		for i := range 3 {
			if _, _, err := w.SignUp(ctx, fmt.Sprint("192.0.2.", i), newcomer(), "name", goodPassword); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := w.SignUp(ctx, "192.0.2.9", newcomer(), "name", goodPassword); errs.As(err).Code != "signup.many" {
			t.Errorf("a fourth of one code: %v", err)
		}
	})
}

func TestSignUpsOfOneAddress(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		for i := range 6 {
			in := newcomer()
			in.USCC = fmt.Sprintf("91441900MA000000%dJ", i)
			_, _, err := w.SignUp(ctx, "192.0.2.1", in, "name", goodPassword)
			if i < 5 && err != nil || i == 5 && errs.As(err).Code != "signup.many" {
				t.Errorf("%d: %v", i, err)
			}
		}
	})
}

// One that was declined is filed again by the same person; what nobody confirms is gone after 30
// days, with who asked.
func TestSignUpDeclinedAndLapsed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		in, login, err := w.SignUp(ctx, "192.0.2.1", newcomer(), "zhaoliu", goodPassword)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.SignUpAgain(ctx, "192.0.2.1", in.Person, newcomer()); !errors.Is(err, workflow.ErrState) {
			t.Errorf("while it waits: %v", err)
		}
		ref := workflow.Ref{ID: in.ID, Version: 1}
		if _, err := w.DeclineSignup(ctx, w.handlerA, ref, " "); errs.As(err).Code != "input.empty" {
			t.Errorf("without a reason: %v", err)
		}
		must(w.DeclineSignup(ctx, w.handlerA, ref, "印章不清"))(t)
		again := must(w.SignUpAgain(ctx, "192.0.2.1", in.Person, newcomer()))(t)
		list := must(w.SignupsOf(ctx, in.Person))(t)
		if len(list) != 2 || list[0].ID != again.ID || list[1].Reason != "印章不清" {
			t.Errorf("%+v", list)
		}
		named := func() bool {
			var named bool
			err := s.View(ctx, func(r workflow.Reader) (err error) {
				named, err = r.NamesFile(in.Licence)
				return err
			})
			return must(named, err)(t)
		}
		w.clock.Advance(29 * 24 * time.Hour)
		must(w.Remind(ctx, "test"))(t)
		if !named() {
			t.Error("gone before its time")
		}
		w.clock.Advance(2 * 24 * time.Hour)
		must(w.Remind(ctx, "test"))(t)
		if named() {
			t.Error("the file is kept")
		}
		if _, _, err := w.accounts().SignIn(ctx, login, goodPassword); !errors.Is(err, account.ErrWrong) {
			t.Errorf("the login: %v", err)
		}
		if _, _, err := w.Me(ctx, in.Person); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("the person: %v", err)
		}
		if err := s.Verify(ctx); err != nil {
			t.Error(err)
		}
	})
}
