package workflow_test

import (
	"testing"

	"lianshen/checker"
	"lianshen/workflow"
)

// Software never shuts the door: a contested block is filed with the enterprise's words, but
// for what the review cannot begin without.
func TestContest(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		p := w.ready()
		a := must(w.DraftApplication(ctx, w.enterprise, p.ID))(t)
		document := "contract"
		block := finding("seal.present", checker.SeverityBlock, checker.Fail)
		block.Document = &document
		submit := func() (*workflow.Application, error) {
			return w.Submit(ctx, w.enterprise, ref(a), w.judged(p.ID, block))
		}
		refused(t, second(submit()), "application.blocked", "report")
		say := func(code, slug, statement string) error {
			return second(w.Contest(ctx, w.enterprise, workflow.Contest{Project: p.ID, Code: code, Document: slug, Statement: statement}))
		}
		refused(t, say("seal.present", "contract", " "), "input.empty", "statement")
		refused(t, say("seal.present", "letter", "x"), "contest.document", "document")
		refused(t, say("document.missing", "contract", "x"), "contest.not_possible", "code")
		refused(t, second(w.Contest(ctx, w.leader, workflow.Contest{Project: p.ID, Code: "seal.present", Statement: "x"})), "workflow.forbidden", "")
		if err := say("seal.present", "plan-b", "x"); err == nil {
			t.Error("a slug that is none")
		}
		x := must(w.Contest(ctx, w.enterprise, workflow.Contest{Project: p.ID, Code: "seal.present", Document: "contract", Statement: "公章在第3页背面"}))(t)
		refused(t, say("seal.present", "contract", "再次"), "contest.open", "code")

		if err := w.RetractContest(ctx, w.enterprise, p.ID, x.ID); err != nil {
			t.Fatal(err)
		}
		refused(t, w.RetractContest(ctx, w.enterprise, p.ID, x.ID), "workflow.not_found", "")
		refused(t, second(submit()), "application.blocked", "report")
		must(w.Contest(ctx, w.enterprise, workflow.Contest{Project: p.ID, Code: "seal.present", Document: "contract", Statement: "公章在第3页背面"}))(t)
		a = must(submit())(t)
		s := w.read(a).Receipts[0].Snapshot
		if s.Verdict != checker.Flag || s.Statement != "公章在第3页背面" || s.Findings[0].State != checker.Contested {
			t.Errorf("snapshot %+v", s)
		}
	})
}
