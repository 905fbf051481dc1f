package workflow_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/workflow"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

// acts says what somebody could do: moves, with the code of what bars them after a slash.
func (w *world) may(who workflow.Actor, a *workflow.Application) string {
	w.t.Helper()
	var out []string
	for _, act := range must(w.Acts(w.t.Context(), who, a.ID))(w.t) {
		if act.Barred != nil {
			out = append(out, act.Move+"/"+act.Barred.Code)
			continue
		}
		out = append(out, act.Move)
	}
	return strings.Join(out, " ")
}

// What a person could do is told beforehand, and is what the moves then allow.
func TestActs(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		expect := func(who workflow.Actor, a *workflow.Application, want string) {
			t.Helper()
			if got := w.may(who, a); got != want {
				t.Errorf("%s: may %q, want %q", a.State, got, want)
			}
		}
		a := w.submitted(finding("photo.taken", checker.SeverityWarn, checker.Fail))
		if err := second(w.Acts(ctx, w.stranger, a.ID)); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("a stranger's acts: %v", err)
		}
		expect(w.enterprise, a, "withdraw")
		expect(w.handlerA, a, "claim")
		expect(w.handlerB, a, "claim/review.first_post")
		expect(w.leader, a, "")
		a = must(w.Claim(ctx, w.handlerA, ref(a)))(t)
		expect(w.handlerA, a, "take-over/review.not_idle examine assess pass-on/review.sheet_open")
		expect(w.handlerB, a, "take-over/review.not_idle examine/review.not_yours assess/review.not_yours pass-on/review.not_yours")
		a = must(w.Examine(ctx, w.handlerA, ref(a), w.sheet(workflow.Fails)))(t)
		a = must(w.PassOn(ctx, w.handlerA, ref(a)))(t)
		expect(w.leader, a, "send-back return approve/review.sheet_fails")
		expect(w.handlerA, a, "")
		a = must(w.SendBack(ctx, w.leader, ref(a), "再看"))(t)
		w.clock.Advance(2 * 24 * time.Hour)
		expect(w.handlerB, a, "take-over examine/review.not_yours assess/review.not_yours pass-on/review.not_yours")
		a = must(w.TakeOver(ctx, w.both, ref(a)))(t)
		a = must(w.Examine(ctx, w.both, ref(a), w.sheet(workflow.Conforms)))(t)
		a = must(w.PassOn(ctx, w.both, ref(a)))(t)
		expect(w.both, a, "send-back/review.four_eyes return/review.four_eyes approve/review.four_eyes")
		a = must(w.Approve(ctx, w.leader, ref(a)))(t)
		expect(w.both, a, "set-aside/review.four_eyes")
		expect(w.bureau, a, "set-aside")
		if err := second(w.Acts(ctx, w.bureau, "none")); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("of nothing: %v", err)
		}
	})
}

// A deemed approval bars what people would do, and is looked into once.
func TestActsOfADeemedApproval(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.submitted()
		w.clock.Advance(10 * 24 * time.Hour)
		if got := w.may(w.handlerA, a); got != "claim/application.overdue" {
			t.Errorf("before it is written down: %q", got)
		}
		must(w.DecideOverdue(ctx, "test"))(t)
		a = &w.read(a).Application
		if got := w.may(w.bureau, a); got != "set-aside supervise" {
			t.Errorf("deemed: %q", got)
		}
		list := func(q workflow.DeemedQuery) []workflow.DeemedItem { return must(w.Deemed(ctx, q))(t).Items }
		open := list(workflow.DeemedQuery{Open: true, Branch: w.company.Branch})
		if len(open) != 1 || open[0].Name != w.company.Name || open[0].Kind != "new" || open[0].Version != a.Version || open[0].Number == "" {
			t.Fatalf("open: %+v", open)
		}
		a = must(w.CloseSupervision(ctx, w.bureau, ref(a), "已核查"))(t)
		if got := w.may(w.bureau, a); got != "set-aside supervise/workflow.version" {
			t.Errorf("closed: %q", got)
		}
		if n, all := len(list(workflow.DeemedQuery{Open: true})), len(list(workflow.DeemedQuery{})); n != 0 || all != 1 {
			t.Errorf("%d open of %d", n, all)
		}
		if n := len(list(workflow.DeemedQuery{Branch: w.otherCompany.Branch})); n != 0 {
			t.Errorf("another branch has %d", n)
		}
	})
}

// Lists of officers come whole, a page at a time, each within its branch.
func TestOfficersLists(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		ctx, branch := t.Context(), w.company.Branch
		var filed []string
		for i := range 5 {
			p, filer := w.tasked(fmt.Sprintf("第%d厂", i), "南城街道", "2026-12-31")
			for _, slug := range w.notice.Required("new") {
				must(w.AddDocument(ctx, filer, p.ID, slug, file(slug)))(t)
			}
			filed = append(filed, must(w.FileAcceptance(ctx, filer, p.ID))(t).ID)
		}
		waiting := func(branch string) (ids []string) {
			for _, f := range everything(t, 2, func(after string) (*workflow.Page[workflow.FilingItem], error) {
				return w.WaitingFilings(ctx, workflow.FilingQuery{Branch: branch, After: after, Limit: 2})
			}) {
				ids = append(ids, f.ID)
			}
			return ids
		}
		if diff := cmp.Diff(filed, waiting(branch)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if n, other := len(waiting("")), len(waiting(w.otherCompany.Branch)); n != 5 || other != 0 {
			t.Errorf("%d in the city, %d in another branch", n, other)
		}
		list := everything(t, 3, func(after string) (*workflow.Page[workflow.Enterprise], error) {
			return w.Enterprises(ctx, workflow.EnterpriseQuery{Branch: branch, After: after, Limit: 3})
		})
		if len(list) != 6 || list[0].ID != w.company.ID || slices.ContainsFunc(list, func(e workflow.Enterprise) bool { return e.Branch != branch }) {
			t.Errorf("enterprises %+v", list)
		}
		one := must(w.Enterprise(ctx, w.company.ID))(t)
		if len(one.Outlets) != 1 {
			t.Errorf("outlets %+v", one.Outlets)
		}
	})
}

// The trail is the bureau's; what was done to an application is for those who see it.
func TestTrail(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.passed(w.submitted())
		if err := second(w.Trail(ctx, w.leader.Person, workflow.TrailQuery{})); !errors.Is(err, workflow.ErrForbidden) {
			t.Errorf("a leader reads the trail: %v", err)
		}
		var seen []int64
		for before := int64(0); ; {
			page := must(w.Trail(ctx, w.bureau.Person, workflow.TrailQuery{Before: before, Limit: 7}))(t)
			for _, e := range page.Events {
				seen = append(seen, e.Seq)
			}
			if before = page.Next; before == 0 {
				break
			}
		}
		all := w.events()
		if len(seen) != len(all) || seen[0] != all[len(all)-1].Seq || seen[len(seen)-1] != 1 {
			t.Errorf("%d of %d events: %v", len(seen), len(all), seen)
		}
		h := must(w.History(ctx, w.leader.Person, a.ID))(t)
		var acts []string
		for _, e := range h.Events {
			acts = append(acts, fmt.Sprint(e.Act, " ", h.Names[e.Actor.Person], " ", e.Subject.Version))
		}
		want := []string{"application.pass-on 经办甲 5", "application.examine 经办甲 4", "application.claim 经办甲 3", "application.submit 厂方 2", "application.draft 厂方 1"}
		if diff := cmp.Diff(want, acts); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if err := second(w.History(ctx, w.stranger.Person, a.ID)); !errors.Is(err, workflow.ErrNotFound) {
			t.Errorf("a stranger reads the history: %v", err)
		}
	})
}

// Who may stand in, and what is lent, is told to the handler; days of working are counted.
func TestDelegationsAndDays(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx, until := t.Context(), date(t, "2026-11-06")
		g := must(w.Delegate(ctx, w.handlerA, workflow.Grant{Person: w.handlerB.Person, Branch: w.company.Branch, From: date(t, "2026-11-03"), Until: &until}))(t)
		mine, theirs := must(w.Delegations(ctx, w.handlerA.Person))(t), must(w.Delegations(ctx, w.handlerB.Person))(t)
		if len(mine.Own) != 1 || len(mine.Given) != 1 || mine.Given[0].ID != g.ID || mine.Names[w.handlerB.Person] != "经办乙" || len(mine.StandIns[w.company.Branch]) != 2 {
			t.Errorf("A has %+v", mine)
		}
		if len(theirs.Held) != 1 || len(theirs.Given) != 0 {
			t.Errorf("B has %+v", theirs)
		}
		if none := must(w.Delegations(ctx, w.leader.Person))(t); len(none.Own) != 0 {
			t.Errorf("a leader lends: %+v", none)
		}
		for day, want := range map[string]int{"2026-11-02": 0, "2026-11-03": 1, "2026-11-09": 5, "2026-10-30": -1} {
			if got := w.WorkingDaysTo(date(t, day)); got != want {
				t.Errorf("to %s: %d, want %d", day, got, want)
			}
		}
	})
}
