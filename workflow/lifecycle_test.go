package workflow_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/internal/clock"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

func each(t *testing.T, test func(*testing.T, *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(t, newWorld(t, s)) })
}

func TestPlanToNetworked(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.passed(w.submitted())
		a = must(w.Approve(ctx, w.leader, ref(a)))(t)
		c := w.read(a)
		if c.Application.State != "approved" || c.Decision.Mode != workflow.ModeApproved || c.Decision.By != w.leader.Person {
			t.Errorf("%+v %+v", c.Application, c.Decision)
		}
		r := c.Receipts[0]
		if r.Due != date(t, "2026-11-09") || r.Stopped == nil || r.Number != "收〔2026〕000001号" || r.Snapshot.Filing != "备〔2026〕000001号" {
			t.Errorf("receipt %+v", r)
		}
		if len(r.Snapshot.Documents) != 13 || len(c.Sheet) != len(w.notice.Sheet) {
			t.Errorf("%d documents, %d lines", len(r.Snapshot.Documents), len(c.Sheet))
		}
		p := must(w.Network(ctx, "hj212", a.Project, monday))(t)
		if p.State != "networked" || !p.FirstData.Equal(monday) {
			t.Errorf("%+v", p)
		}
		_, err := w.Network(ctx, "hj212", a.Project, monday)
		refused(t, err, "workflow.state", "")
		want := []string{"application.draft", "application.submit", "application.claim", "application.examine", "application.pass-on", "application.approve"}
		if diff := cmp.Diff(want, w.acts(a.ID)); diff != "" {
			t.Errorf("audit trail (-want +got)\n%s", diff)
		}
	})
}

func finding(code string, s checker.Severity, state checker.State) checker.Finding {
	return checker.Finding{Code: code, Severity: s, State: state}
}

func returning(t testing.TB, codes ...string) workflow.Return {
	t.Helper()
	r := workflow.Return{RectifyBy: date(t, "2026-11-20")}
	for _, c := range codes {
		r.Items = append(r.Items, workflow.ReturnItem{Code: c, Document: "acceptance-report", Pages: []int{1, 3}, Remedy: "补盖公章"})
	}
	return r
}

// A return stops the clock; what comes back is a new receipt with its full period, and what
// was visible before is raised later only with a reason.
func TestReturnAndResubmission(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.passed(w.submitted(finding("seal.missing", checker.SeverityWarn, checker.Fail), finding("dates.order", checker.SeverityWarn, checker.Fail)))
		a = must(w.Return(ctx, w.leader, ref(a), returning(t, "seal.missing")))(t)
		w.clock.Set(monday.AddDate(0, 1, 0))
		if n := must(w.DecideOverdue(ctx, "job"))(t); n != 0 {
			t.Errorf("%d deemed while the enterprise had it", n)
		}
		must(w.AddDocument(ctx, w.enterprise, a.Project, "acceptance-report", file("better")))(t)
		a = must(w.Submit(ctx, w.enterprise, ref(a), w.judged(a.Project, finding("dates.order", checker.SeverityWarn, checker.Fail))))(t)
		if a.State != "submitted" || a.Round != 2 || a.Handler != "" {
			t.Errorf("%+v", a)
		}
		a = w.passed(a)
		late := returning(t, "dates.order")
		late.RectifyBy = date(t, "2026-12-20")
		_, err := w.Return(ctx, w.leader, ref(a), late)
		refused(t, err, "return.late_reason", "items[0].late_reason")
		late.Items[0].LateReason = "上次漏看"
		a = must(w.Return(ctx, w.deputy, ref(a), late))(t)

		c := w.read(a)
		if len(c.Receipts) != 2 || c.Receipts[1].Due != date(t, "2026-12-09") || c.Receipts[1].Stopped == nil {
			t.Errorf("receipts %+v", c.Receipts)
		}
		old, now := version(c.Receipts[0], "acceptance-report"), version(c.Receipts[1], "acceptance-report")
		if old.Number != 1 || now.Number != 2 || old.SHA256 == now.SHA256 {
			t.Errorf("the first receipt should keep its version: %+v, %+v", old, now)
		}
		if diff := cmp.Diff(late.Items, c.Returns[1].Items); diff != "" {
			t.Errorf("return (-want +got)\n%s", diff)
		}
	})
}

func version(r workflow.Receipt, slug string) workflow.VersionRef {
	for _, d := range r.Snapshot.Documents {
		if d.Slug == slug {
			return d
		}
	}
	return workflow.VersionRef{}
}

// deemed is 00:00 of the day after the due day of a receipt on monday.
var deemed = time.Date(2026, time.November, 10, 0, 0, 0, 0, clock.Shanghai)

func TestDeemedApproval(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.submitted(finding("seal.faint", checker.SeverityBlock, checker.Undetermined))
		w.clock.Set(deemed.Add(-time.Microsecond))
		if n := must(w.DecideOverdue(ctx, "job"))(t); n != 0 {
			t.Fatal("deemed too early")
		}
		a = must(w.Claim(ctx, w.handlerA, ref(a)))(t) // the last instant of the due day is in time
		w.clock.Set(deemed)
		_, err := w.Examine(ctx, w.handlerA, ref(a), w.sheet(workflow.Conforms))
		refused(t, err, "application.overdue", "")
		_, err = w.Withdraw(ctx, w.enterprise, ref(a), "不办了")
		refused(t, err, "application.overdue", "")

		// The program was down for a day: the decision is of the stored instant all the same.
		w.clock.Set(deemed.Add(24 * time.Hour))
		if n := must(w.DecideOverdue(ctx, "job"))(t); n != 1 {
			t.Fatalf("%d deemed, want 1", n)
		}
		if n := must(w.DecideOverdue(ctx, "job"))(t); n != 0 {
			t.Errorf("%d deemed once more", n)
		}
		want := &workflow.Decision{Round: 1, Mode: workflow.ModeDeemed, At: deemed.UTC(), Recorded: deemed.Add(24 * time.Hour).UTC(), Open: []string{"seal.faint"}, Delayed: true}
		if diff := cmp.Diff(want, w.read(a).Decision); diff != "" {
			t.Errorf("decision (-want +got)\n%s", diff)
		}
		last := w.events()[len(w.events())-1]
		if last.Act != "application.deem" || last.Actor.Person != "" || !jsonHas(t, last.Data, "delayed", true) {
			t.Errorf("event %+v %s", last, last.Data)
		}
		// A clock set back undoes nothing.
		w.clock.Set(deemed.Add(-time.Hour))
		_, err = w.PassOn(ctx, w.handlerA, ref(&w.read(a).Application))
		refused(t, err, "workflow.state", "")
	})
}

func TestFourEyes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.submitted()
		a = must(w.Claim(ctx, w.both, ref(a)))(t)
		a = must(w.Examine(ctx, w.both, ref(a), w.sheet(workflow.Conforms)))(t)
		a = must(w.PassOn(ctx, w.both, ref(a)))(t)
		before := len(w.events())
		for name, act := range map[string]func() (*workflow.Application, error){
			"approve":   func() (*workflow.Application, error) { return w.Approve(ctx, w.both, ref(a)) },
			"return":    func() (*workflow.Application, error) { return w.Return(ctx, w.both, ref(a), returning(t, "x")) },
			"send back": func() (*workflow.Application, error) { return w.SendBack(ctx, w.both, ref(a), "再看") },
		} {
			_, err := act()
			if !errors.Is(err, workflow.ErrFourEyes) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got := len(w.events()); got != before {
			t.Errorf("%d events of what was refused", got-before)
		}
		// It holds over rounds: the handler of the first receipt is no leader of the second.
		a = must(w.Return(ctx, w.leader, ref(a), returning(t, "x")))(t)
		a = must(w.Submit(ctx, w.enterprise, ref(a), w.judged(a.Project)))(t)
		a = w.passed(a)
		_, err := w.Approve(ctx, w.both, ref(a))
		refused(t, err, "review.four_eyes", "")
		must(w.Approve(ctx, w.leader, ref(a)))(t)
		steps := map[string]notice.Step{w.both.Person: notice.HandlerStep, w.handlerA.Person: notice.HandlerStep, w.leader.Person: notice.LeaderStep}
		if diff := cmp.Diff(steps, w.steps(a.ID)); diff != "" {
			t.Errorf("steps (-want +got)\n%s", diff)
		}
	})
}

func (w *world) steps(application string) (out map[string]notice.Step) {
	w.t.Helper()
	err := w.store.View(w.t.Context(), func(r workflow.Reader) (err error) {
		out, err = r.Steps(application)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out
}

// A year without a calendar: nothing is deemed on provisional days; once the calendar is
// loaded the stored receipt is counted again and decides.
func TestProvisionalPeriod(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		w.clock.Set(time.Date(2026, time.December, 30, 10, 0, 0, 0, clock.Shanghai))
		a := w.submitted()
		r := w.read(a).Receipts[0]
		if !r.Provisional || r.Due != date(t, "2027-01-06") {
			t.Fatalf("receipt %+v", r)
		}
		w.clock.Set(time.Date(2027, time.March, 1, 10, 0, 0, 0, clock.Shanghai))
		if n := must(w.DecideOverdue(ctx, "job"))(t); n != 0 {
			t.Fatal("deemed on a provisional day")
		}
		later := w.service(with2027(t))
		touched := w.read(a).Application.Touched
		if n := must(later.Recount(ctx, "job"))(t); n != 1 {
			t.Fatalf("%d counted again, want 1", n)
		}
		if got := w.read(a).Application.Touched; !got.Equal(touched) {
			t.Errorf("counting touched the case at %s", got)
		}
		if n := must(later.Recount(ctx, "job"))(t); n != 0 {
			t.Errorf("%d counted once more", n)
		}
		if n := must(later.DecideOverdue(ctx, "job"))(t); n != 1 {
			t.Fatal("not deemed")
		}
		if d := w.read(a).Decision; !d.At.Equal(time.Date(2027, time.January, 9, 0, 0, 0, 0, clock.Shanghai)) {
			t.Errorf("decided at %s", d.At)
		}
	})
}

// with2027 is the calendar once that of 2027 is there.
func with2027(t *testing.T) *calendar.Calendar {
	t.Helper()
	return must(calendar.Parse([]byte(`{
		"2026": {"holidays": ["2026-01-01"], "workdays": [], "source": "test", "issued": null, "complete": true},
		"2027": {"holidays": ["2027-01-01", "2027-01-04"], "workdays": [], "source": "test", "issued": null, "complete": true}}`)))(t)
}
