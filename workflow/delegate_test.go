package workflow_test

import (
	"testing"

	"lianshen/workflow"
)

// A acts first; B waits a working day, or acts by delegation, and then both names are on
// record.
func TestAActsFirst(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.submitted()
		refused(t, second(w.Claim(ctx, w.handlerB, ref(a))), "review.first_post", "")
		w.clock.Set(monday.AddDate(0, 0, 1)) // Tuesday is the working day that A has
		refused(t, second(w.Claim(ctx, w.handlerB, ref(a))), "review.first_post", "")
		w.clock.Set(monday.AddDate(0, 0, 2))
		a = must(w.Claim(ctx, w.handlerB, ref(a)))(t)
		if a.Handler != w.handlerB.Person || a.HandlerFor != "" {
			t.Errorf("%+v", a)
		}
	})
}

func TestDelegation(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		until := date(t, "2026-11-06")
		lend := workflow.Grant{Person: w.handlerB.Person, Branch: w.company.Branch, From: date(t, "2026-11-02"), Until: &until}
		endless := lend
		endless.Until = nil
		refused(t, second(w.Delegate(ctx, w.handlerA, endless)), "delegation.dates", "until")
		toLeader := lend
		toLeader.Person = w.leader.Person
		refused(t, second(w.Delegate(ctx, w.handlerA, toLeader)), "delegation.person", "person")
		toSelf := lend
		toSelf.Person = w.handlerA.Person
		refused(t, second(w.Delegate(ctx, w.handlerA, toSelf)), "delegation.person", "person")
		refused(t, second(w.Delegate(ctx, w.leader, lend)), "workflow.forbidden", "")

		g := must(w.Delegate(ctx, w.handlerA, lend))(t)
		if g.Role != "handler" || g.Post != "A" || g.DelegatedBy != w.handlerA.Person {
			t.Errorf("grant %+v", g)
		}
		a := must(w.Claim(ctx, w.handlerB, ref(w.submitted())))(t)
		if a.Handler != w.handlerB.Person || a.HandlerFor != w.handlerA.Person {
			t.Errorf("%+v", a)
		}
		last := w.events()[len(w.events())-1]
		if last.Actor.Person != w.handlerB.Person || last.Actor.For != w.handlerA.Person {
			t.Errorf("event by %+v", last.Actor)
		}
		// What was lent is not lent on, and its end is of the lender.
		onward := lend
		onward.Person = w.both.Person
		must(w.Delegate(ctx, w.handlerB, onward))(t) // B's own post
		refused(t, w.EndDelegation(ctx, w.handlerB, g.ID), "workflow.not_found", "")
		if err := w.EndDelegation(ctx, w.handlerA, g.ID); err != nil {
			t.Fatal(err)
		}
		refused(t, w.EndDelegation(ctx, w.handlerA, g.ID), "workflow.state", "")
		refused(t, second(w.Claim(ctx, w.handlerB, ref(w.submitted()))), "review.first_post", "")
	})
}

// The one who is to stand in takes over what is with A at once; without a delegation, not.
func TestDelegateTakesOver(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := must(w.Claim(ctx, w.handlerA, ref(w.submitted())))(t)
		refused(t, second(w.TakeOver(ctx, w.handlerB, ref(a))), "review.not_idle", "")
		until := date(t, "2026-11-02")
		must(w.Delegate(ctx, w.handlerA, workflow.Grant{Person: w.handlerB.Person, Branch: w.company.Branch, Until: &until}))(t)
		a = must(w.TakeOver(ctx, w.handlerB, ref(a)))(t)
		if a.Handler != w.handlerB.Person || a.HandlerFor != w.handlerA.Person {
			t.Errorf("%+v", a)
		}
	})
}

// Four eyes are of persons: a stand-in who has acted as handler does not decide.
func TestDelegateKeepsFourEyes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		until := date(t, "2026-11-30")
		must(w.Delegate(ctx, w.handlerA, workflow.Grant{Person: w.both.Person, Branch: w.company.Branch, Until: &until}))(t)
		a := must(w.Claim(ctx, w.both, ref(w.submitted())))(t)
		a = must(w.Examine(ctx, w.both, ref(a), w.sheet(workflow.Conforms)))(t)
		a = must(w.PassOn(ctx, w.both, ref(a)))(t)
		refused(t, second(w.Approve(ctx, w.both, ref(a))), "review.four_eyes", "")
	})
}
