package workflow_test

import (
	"testing"
	"time"

	"lianshen/workflow"
)

// A decision that was wrong stays on record; the enterprise files again and a new one is made.
func TestSetAside(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.passed(w.submitted())
		a = must(w.Approve(ctx, w.leader, ref(a)))(t)
		refused(t, second(w.SetAside(ctx, w.leader, ref(a), "误批")), "workflow.forbidden", "")
		refused(t, second(w.SetAside(ctx, w.bureau, ref(a), "")), "input.empty", "reason")
		a = must(w.SetAside(ctx, w.bureau, ref(a), "误批"))(t)
		c := w.read(a)
		if a.State != "returned" || c.Decision != nil || len(c.SetAside) != 1 || c.SetAside[0].SetAside.Reason != "误批" || c.SetAside[0].By != w.leader.Person {
			t.Errorf("%s, decision %+v, set aside %+v", a.State, c.Decision, c.SetAside)
		}
		refused(t, second(w.Network(ctx, "hj212", a.Project, monday)), "project.not_approved", "")
		a = must(w.Submit(ctx, w.enterprise, ref(a), w.judged(a.Project)))(t)
		a = w.passed(a)
		a = must(w.Approve(ctx, w.deputy, ref(a)))(t)
		if c := w.read(a); c.Decision.Round != 2 || len(c.SetAside) != 1 {
			t.Errorf("decision %+v after %+v", c.Decision, c.SetAside)
		}
		must(w.Network(ctx, "hj212", a.Project, monday))(t)
		refused(t, second(w.SetAside(ctx, w.bureau, ref(a), "再改")), "project.networked", "")
	})
}

// Nobody corrects what they took part in.
func TestSetAsideKeepsFourEyes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.submitted()
		a = must(w.Claim(ctx, w.both, ref(a)))(t)
		a = must(w.Examine(ctx, w.both, ref(a), w.sheet(workflow.Conforms)))(t)
		a = must(w.PassOn(ctx, w.both, ref(a)))(t)
		a = must(w.Approve(ctx, w.leader, ref(a)))(t)
		refused(t, second(w.SetAside(ctx, w.both, ref(a), "误批")), "review.four_eyes", "")
	})
}

func TestSupervision(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.submitted()
		w.clock.Set(deemed.Add(time.Minute))
		must(w.DecideOverdue(ctx, "job"))(t)
		c := w.read(a)
		if c.Supervision == nil || c.Supervision.Closed != nil || c.Decision.Delayed {
			t.Fatalf("supervision %+v, decision %+v", c.Supervision, c.Decision)
		}
		var open []workflow.Supervision
		if err := w.store.View(ctx, func(r workflow.Reader) (err error) { open, err = r.OpenSupervisions(10); return err }); err != nil || len(open) != 1 {
			t.Fatalf("%v %v", open, err)
		}
		refused(t, second(w.CloseSupervision(ctx, w.leader, ref(&c.Application), "已查")), "workflow.forbidden", "")
		a = must(w.CloseSupervision(ctx, w.bureau, ref(&c.Application), "经办人休假，已批评"))(t)
		refused(t, second(w.CloseSupervision(ctx, w.bureau, ref(a), "再查")), "workflow.version", "")
		if x := w.read(a).Supervision; x.By != w.bureau.Person || x.Note != "经办人休假，已批评" {
			t.Errorf("%+v", x)
		}
	})
}
