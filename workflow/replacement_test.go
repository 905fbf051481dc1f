package workflow_test

import (
	"testing"

	"lianshen/workflow"
)

// Rule 135: replacing a core part later is a task of its own, with its own acceptance and
// review, and the registration is changed within five working days.
func TestReplacePart(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.passed(w.submitted())
		x := workflow.Replacement{Part: "COD分析仪测量单元", On: date(t, "2026-11-06")}
		replace := func(kind string, x workflow.Replacement) error {
			return second(w.ReplacePart(ctx, w.enterprise, a.Project, kind, x))
		}
		refused(t, replace("replace-core-part", x), "workflow.state", "")
		a = must(w.Approve(ctx, w.leader, ref(a)))(t)
		must(w.Network(ctx, "hj212", a.Project, monday))(t)
		w.clock.Set(monday.AddDate(0, 0, 7))
		refused(t, replace("new", x), "project.kind", "kind")
		refused(t, replace("replace-core-part", workflow.Replacement{Part: "x", On: date(t, "2026-11-10")}), "replacement.on", "on")
		refused(t, replace("replace-core-part", workflow.Replacement{Part: "x", On: date(t, "2026-11-01")}), "replacement.on", "on")
		p := must(w.ReplacePart(ctx, w.enterprise, a.Project, "replace-core-part", x))(t)
		got := must(w.Dossier(ctx, p.ID))(t)
		r := got.Project.Replacement
		if r == nil || r.Replaces != a.Project || r.RegisterBy != date(t, "2026-11-13") || r.Provisional || got.Project.State != "active" {
			t.Errorf("%+v %+v", got.Project, r)
		}
		if old := must(w.Dossier(ctx, a.Project))(t); old.Project.State != "networked" {
			t.Errorf("the first project is %s", old.Project.State)
		}
		must(w.DraftApplication(ctx, w.enterprise, p.ID))(t)
	})
}

func TestRouteTown(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		refused(t, w.RouteTown(ctx, w.leader, "南城街道", w.otherCompany.Branch), "workflow.forbidden", "")
		refused(t, w.RouteTown(ctx, w.bureau, "北城街道", w.otherCompany.Branch), "enterprise.town", "town")
		refused(t, w.RouteTown(ctx, w.bureau, "南城街道", "第九分局"), "town.branch", "branch")
		if err := w.RouteTown(ctx, w.bureau, "南城街道", w.otherCompany.Branch); err != nil {
			t.Fatal(err)
		}
		if got := w.register("东莞三厂", "南城街道").Branch; got != w.otherCompany.Branch {
			t.Errorf("routed to %s", got)
		}
		for _, town := range must(w.Towns(ctx))(t) {
			if town.Name == "南城街道" && town.Branch != w.otherCompany.Branch {
				t.Errorf("%+v", town)
			}
		}
	})
}
