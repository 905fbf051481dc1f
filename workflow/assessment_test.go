package workflow_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lianshen/checker"
	"lianshen/workflow"
)

func TestAssessments(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.submitted(
			finding("seal.present", checker.SeverityBlock, checker.Undetermined),
			finding("seal.colour", checker.SeverityInfo, checker.Fail),
			finding("photo.taken", checker.SeverityWarn, checker.Fail))
		found := w.read(a).Receipts[0].Snapshot.Findings
		if len(found) != 2 || found[1].Code != "photo.taken" || found[1].Number != 2 {
			t.Fatalf("findings %+v", found)
		}
		a = must(w.Claim(ctx, w.handlerA, ref(a)))(t)
		assess := func(list ...workflow.Assessment) error { return second(w.Assess(ctx, w.handlerA, ref(a), list)) }
		refused(t, assess(), "assessment.empty", "assessments")
		refused(t, assess(workflow.Assessment{Finding: 3, Verdict: workflow.Confirmed}), "assessment.finding", "assessments[0].finding")
		refused(t, assess(workflow.Assessment{Finding: 1, Verdict: "maybe"}), "assessment.verdict", "assessments[0].verdict")
		refused(t, assess(workflow.Assessment{Finding: 1, Verdict: workflow.Overridden}), "assessment.reason", "assessments[0].reason")
		refused(t, assess(workflow.Assessment{Finding: 1, Verdict: workflow.Overridden, Reason: "whim", Note: "x"}), "assessment.reason", "assessments[0].reason")
		refused(t, assess(workflow.Assessment{Finding: 1, Verdict: workflow.Overridden, Reason: "misread"}), "input.empty", "assessments[0].note")
		refused(t, second(w.Assess(ctx, w.both, ref(a), []workflow.Assessment{{Finding: 1, Verdict: workflow.Unsure}})), "review.not_yours", "")

		a = must(w.Assess(ctx, w.handlerA, ref(a), []workflow.Assessment{
			{Finding: 1, Verdict: workflow.Confirmed},
			{Finding: 2, Verdict: workflow.Overridden, Reason: "on-site", Note: "现场已拍照核实"},
		}))(t)
		a = must(w.Examine(ctx, w.handlerA, ref(a), w.sheet(workflow.Conforms)))(t)
		refused(t, second(w.PassOn(ctx, w.handlerA, ref(a))), "review.sheet_conflict", "sheet.stage-documents")
		a = must(w.Assess(ctx, w.handlerA, ref(a), []workflow.Assessment{{Finding: 1, Verdict: workflow.Overridden, Reason: "misread", Note: "公章清晰"}}))(t)
		a = must(w.PassOn(ctx, w.handlerA, ref(a)))(t)
		want := []workflow.Assessment{
			{Finding: 1, Verdict: workflow.Overridden, Reason: "misread", Note: "公章清晰", By: w.handlerA.Person},
			{Finding: 2, Verdict: workflow.Overridden, Reason: "on-site", Note: "现场已拍照核实", By: w.handlerA.Person},
		}
		if diff := cmp.Diff(want, w.read(a).Assessments, cmpopts.IgnoreFields(workflow.Assessment{}, "At")); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}
