package workflow_test

import (
	"errors"
	"testing"
	"time"

	"lianshen/workflow"
	"lianshen/workflow/account"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

// A reset link sets the password once, and ends what is signed in.
func TestReset(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		a := w.accounts()
		if err := a.SetLogin(ctx, w.enterprise.Person, "factory", goodPassword); err != nil {
			t.Fatal(err)
		}
		_, browser, err := a.SignIn(ctx, "factory", goodPassword)
		if err != nil {
			t.Fatal(err)
		}
		_, first, err := w.IssueReset(ctx, w.handlerA, w.enterprise.Person, false)
		if err != nil {
			t.Fatal(err)
		}
		_, word, err := w.IssueReset(ctx, w.bureau, w.enterprise.Person, false)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := w.Reset(ctx, first); !errors.Is(err, workflow.ErrLink) {
			t.Errorf("an earlier link: %v", err)
		}
		if _, login, err := w.Reset(ctx, word); err != nil || login != "factory" {
			t.Errorf("%q, %v", login, err)
		}
		other := goodPassword + " 另"
		if err := w.UseReset(ctx, "x", word, "ignored", other); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Who(ctx, browser); !errors.Is(err, account.ErrSignedOut) {
			t.Errorf("the browser: %v", err)
		}
		if _, _, err := a.SignIn(ctx, "factory", goodPassword); !errors.Is(err, account.ErrWrong) {
			t.Errorf("the old password: %v", err)
		}
		if _, _, err := a.SignIn(ctx, "factory", other); err != nil {
			t.Error(err)
		}
		if err := w.UseReset(ctx, "x", word, "", goodPassword); !errors.Is(err, workflow.ErrLink) {
			t.Errorf("used again: %v", err)
		}
		_, late, err := w.IssueReset(ctx, w.bureau, w.enterprise.Person, false)
		if err != nil {
			t.Fatal(err)
		}
		w.clock.Advance(24 * time.Hour)
		if err := w.UseReset(ctx, "x", late, "", goodPassword); !errors.Is(err, workflow.ErrLink) {
			t.Errorf("after a day: %v", err)
		}
	})
}

// Who can reset an account can act by it: a branch helps people of its enterprises, never an
// officer, nor somebody who is more than that.
func TestWhoResets(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w, ctx := newWorld(t, s), t.Context()
		more := w.person("兼任厂方", workflow.Grant{Role: "enterprise", Enterprise: w.company.ID}, workflow.Grant{Role: "handler", Post: "A", Branch: w.company.Branch})
		later := w.person("将任", workflow.Grant{Role: "enterprise", Enterprise: w.company.ID}, workflow.Grant{Role: "bureau", From: date(t, "2027-01-01")})
		for name, tt := range map[string]struct {
			by, of workflow.Actor
			want   error
		}{
			"branch, its enterprise":      {w.leader, w.enterprise, nil},
			"bureau, an officer":          {w.bureau, w.leader, nil},
			"branch, another's":           {w.handlerA, w.stranger, workflow.ErrNotFound},
			"another branch":              {w.stranger, w.enterprise, workflow.ErrNotFound},
			"branch, an officer":          {w.leader, w.handlerA, workflow.ErrNotFound},
			"branch, the bureau":          {w.leader, w.bureau, workflow.ErrNotFound},
			"branch, who is more":         {w.leader, more, workflow.ErrNotFound},
			"branch, who will be more":    {w.leader, later, workflow.ErrNotFound},
			"an enterprise, itself":       {w.enterprise, w.enterprise, workflow.ErrNotFound},
			"branch, an officer, oneself": {w.leader, w.leader, workflow.ErrNotFound},
		} {
			if _, _, err := w.IssueReset(ctx, tt.by, tt.of.Person, false); !errors.Is(err, tt.want) {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := w.PersonCard(ctx, tt.by.Person, tt.of.Person); !errors.Is(err, tt.want) {
				t.Errorf("%s: card: %v", name, err)
			}
		}
	})
}
