package workflow_test

import (
	"testing"
	"time"

	"lianshen/checker"
	"lianshen/workflow"
)

// What only rules block that changed after the upload does not block until their time of
// grace is over, and is shown as such.
func TestRulesGrace(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		adopt := func(revision string) {
			t.Helper()
			if err := w.AdoptRules(ctx, "job", revision); err != nil {
				t.Fatal(err)
			}
		}
		adopt("sha256:old")
		p := w.ready()
		a := must(w.DraftApplication(ctx, w.enterprise, p.ID))(t)
		w.clock.Advance(time.Hour)
		adopt("sha256:new")
		adopt("sha256:new") // a program that starts again
		if n := len(w.acts("sha256:new")); n != 1 {
			t.Errorf("%d events of adopting", n)
		}
		old := w.judged(p.ID, finding("seal.present", checker.SeverityBlock, checker.Undetermined))
		old.Report.PolicyRevision = "sha256:old"
		now := func(codes ...string) workflow.Judgement {
			var list []checker.Finding
			for _, c := range codes {
				list = append(list, finding(c, checker.SeverityBlock, checker.Fail))
			}
			j := w.judged(p.ID, list...)
			j.Report.PolicyRevision, j.Report.Verdict, j.AtUpload = "sha256:new", checker.Block, old.Report
			return j
		}
		// It was seen before the rules changed, so its enterprise knew.
		refused(t, second(w.Submit(ctx, w.enterprise, ref(a), now("seal.present"))), "application.blocked", "report")
		// Ten working days after Monday 2 November end with the 16th.
		w.clock.Set(at(17, 0))
		refused(t, second(w.Submit(ctx, w.enterprise, ref(a), now("seal.diameter"))), "application.blocked", "report")
		w.clock.Advance(-time.Microsecond)
		a = must(w.Submit(ctx, w.enterprise, ref(a), now("seal.diameter")))(t)
		s := w.read(a).Receipts[0].Snapshot
		if s.Verdict != checker.Flag || !s.Findings[0].Grace {
			t.Errorf("snapshot %+v", s)
		}
	})
}
