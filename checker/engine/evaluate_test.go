package engine_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker/engine"
	"lianshen/internal/errs"
)

func evaluate(t testing.TB, e *engine.Engine, input any) *engine.Result {
	t.Helper()
	r, err := e.Evaluate(t.Context(), input)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func codes(r *engine.Result) string {
	out := make([]string, 0, len(r.Findings))
	for _, f := range r.Findings {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}

// A clean document breaks no rule: each of the catalogue passed or did not apply.
func TestACleanDocument(t *testing.T) {
	e := newEngine(t, engine.Options{})
	got := evaluate(t, e, dossier(document("acceptance-report", 2, 3)))
	if len(got.Findings) != 0 {
		t.Errorf("findings: %+v", got.Findings)
	}
	var all []string
	for _, r := range e.Catalogue() {
		all = append(all, r.Code)
	}
	judged := slices.Concat(got.Passed, got.NotApplicable)
	slices.Sort(judged)
	if diff := cmp.Diff(all, judged); diff != "" {
		t.Errorf("passed or not applicable (-all +got)\n%s", diff)
	}
	for _, code := range []string{"document.enterprise_name", "enterprise.uscc_form", "file.readable", "scan.quality", "seal.present"} {
		if !slices.Contains(got.Passed, code) {
			t.Errorf("%s has not passed", code)
		}
	}
	for _, code := range []string{"document.missing", "seal.electronic"} {
		if !slices.Contains(got.NotApplicable, code) {
			t.Errorf("%s should not apply", code)
		}
	}
}

func TestAFindingIsFilledIn(t *testing.T) {
	doc := document("acceptance-report", 1, 0)
	facts(doc)["seals"] = []any{}
	got := evaluate(t, newEngine(t, engine.Options{}), dossier(doc))
	slug, owner := "acceptance-report", enterprise
	want := []engine.Finding{{
		Code: "seal.present", Checks: []int{15}, Severity: engine.Block, State: engine.Fail,
		Message: errs.Text{
			ZH: "验收报告应盖有排污单位公章，未找到",
			EN: "no seal of the enterprise was found on the acceptance report",
		},
		Solution: errs.Text{
			ZH: "请在验收报告上加盖排污单位公章，彩色扫描后重新上传",
			EN: "stamp the acceptance report with the official seal of the enterprise, scan it in colour and upload it again",
		},
		Params: map[string]any{
			"document": map[string]any{"zh": "验收报告", "en": "acceptance report"},
			"owner":    map[string]any{"zh": "排污单位", "en": "the enterprise"},
		},
		Expected: &owner,
		Basis:    []string{"东环办函〔2023〕42号 附件1 三(三)(四)"},
		Document: &slug,
		Places:   []engine.Place{{Document: slug}},
	}}
	if diff := cmp.Diff(want, got.Findings); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// What depends on an unsettled finding has neither passed nor failed to apply.
func TestARuleWaitsForWhatItDependsOn(t *testing.T) {
	refused := map[string]any{"slug": "acceptance-report", "facts": nil,
		"failure": map[string]any{"code": "file.damaged", "message": "…"}}
	got := evaluate(t, newEngine(t, engine.Options{}), dossier(refused, document("parameter-filing", 1, 0)))
	if codes(got) != "file.readable" {
		t.Errorf("findings: %s", codes(got))
	}
	for _, code := range []string{"seal.present", "seal.owner_mismatch", "document.enterprise_name"} {
		if slices.Contains(got.Passed, code) || slices.Contains(got.NotApplicable, code) {
			t.Errorf("%s passed or was left out although a document could not be read", code)
		}
	}
	if !slices.Contains(got.Passed, "enterprise.uscc_form") {
		t.Error("a rule about the project waits for a document")
	}
}

func TestNotApplicable(t *testing.T) {
	input := dossier(document("contract", 1, 0))
	input["enterprise"] = map[string]any{"uscc": nil}
	got := evaluate(t, newEngine(t, engine.Options{}), input)
	for _, code := range []string{"enterprise.uscc_form", "enterprise.uscc_check_digit", "seal.present", "seal.owner_mismatch", "document.enterprise_name"} {
		if !slices.Contains(got.NotApplicable, code) {
			t.Errorf("%s should not apply", code)
		}
	}
}

func TestRulesBeforeTheirDateDoNotApply(t *testing.T) {
	input := dossier(document("acceptance-report", 1, 0))
	input["evaluated_at"] = "2023-08-02T23:59:59+08:00"
	input["enterprise"] = map[string]any{"uscc": "X"}
	got := evaluate(t, newEngine(t, engine.Options{}), input)
	if len(got.Findings) != 0 || len(got.Passed) != 0 {
		t.Errorf("findings %s, passed %v", codes(got), got.Passed)
	}
}

func TestOrder(t *testing.T) {
	last, first := document("parameter-filing", 2, 0), document("acceptance-report", 1, 0)
	facts(first)["file"].(map[string]any)["active_content"] = []any{"javascript"}
	facts(first)["seals"] = []any{}
	facts(last)["seals"] = []any{}
	input := dossier(last, first)
	input["enterprise"] = map[string]any{"uscc": "X"}
	got := evaluate(t, newEngine(t, engine.Options{}), input)
	want := "enterprise.uscc_form seal.present file.active_content seal.present"
	if codes(got) != want {
		t.Errorf("order: %s, want %s", codes(got), want)
	}
}

func TestEvaluateRefusesWhatIsNoInput(t *testing.T) {
	e := newEngine(t, engine.Options{})
	for _, input := range []any{nil, 1, []any{}, "x", map[string]any{}, func() {}, dossier(document("letter", 1, 0))} {
		if r, err := e.Evaluate(t.Context(), input); err == nil || r != nil {
			t.Errorf("Evaluate(%T) = %v, %v", input, r, err)
		}
	}
}

// A rule whose work grows exponentially is stopped; what it would have said is undetermined.
func TestDeadline(t *testing.T) {
	endless := `	list := numbers.range(1, 1000)
	some a in list
	some b in list
	some c in list
	some d in list
	a + b + c + d == 0
	r := result.fail(chain, {"params": {"value": a}})`
	e := newEngine(t, engine.Options{
		Policies: folder(t, "extra/extra.rego", module(endless)),
		Deadline: 300 * time.Millisecond,
	})
	got, err := e.Evaluate(t.Context(), dossier(document("contract", 1, 0)))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error = %v", err)
	}
	assertUndetermined(t, got, "extra.rule")
}

func TestCancelledEvaluationIsUndetermined(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	got, err := newEngine(t, engine.Options{}).Evaluate(ctx, dossier(document("acceptance-report", 1, 0)))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v", err)
	}
	assertUndetermined(t, got, "seal.present")
	if len(got.Passed) != 0 {
		t.Errorf("passed without being evaluated: %v", got.Passed)
	}
}

// A fault in one topic leaves the others standing.
func TestAFailingRuleIsUndetermined(t *testing.T) {
	for name, body := range map[string]string{
		"conflict":   "\tr := result.words([{\"annotations\": {\"custom\": {\"words\": {\"a\": clash}}}}], \"a\")\n\tchain",
		"by hand":    "\tr := {\"code\": result.code(chain), \"places\": 1}",
		"other code": "\tr := object.union(result.fail(chain, {}), {\"code\": \"no.rule\"})",
	} {
		t.Run(name, func(t *testing.T) {
			text := module(body) + "\nclash := 1 if input.today\n\nclash := 2 if input.scope\n"
			e := newEngine(t, engine.Options{Policies: folder(t, "extra/extra.rego", text)})
			got, err := e.Evaluate(t.Context(), dossier(document("acceptance-report", 1, 0)))
			if err == nil || !strings.Contains(err.Error(), "evaluate extra") {
				t.Errorf("error = %v", err)
			}
			assertUndetermined(t, got, "extra.rule")
			if !slices.Contains(got.Passed, "seal.present") {
				t.Error("the other topics were not judged")
			}
		})
	}
}

// What a topic says not to apply in a form that cannot be read fails the topic, too.
func TestNotApplicableByHand(t *testing.T) {
	for _, entry := range []string{`"rule"`, `{"rule": 1, "document": null}`, `{"rule": "rule", "document": 1}`} {
		text := module("\tr := result.fail(chain, {\"params\": {\"value\": 1}})\n\tfalse") + "\nnot_applicable contains " + entry + "\n"
		e := newEngine(t, engine.Options{Policies: folder(t, "extra/extra.rego", text)})
		got, err := e.Evaluate(t.Context(), dossier(document("acceptance-report", 1, 0)))
		if err == nil || !strings.Contains(err.Error(), "evaluate extra: not_applicable") {
			t.Errorf("%s: error = %v", entry, err)
		}
		assertUndetermined(t, got, "extra.rule")
	}
}

func assertUndetermined(t *testing.T, r *engine.Result, code string) {
	t.Helper()
	if slices.Contains(r.Passed, code) || slices.Contains(r.NotApplicable, code) {
		t.Fatalf("%s counts as passed or not applicable", code)
	}
	for _, f := range r.Findings {
		if f.Code == code && f.State == engine.Undetermined && f.Message.ZH != "" && f.Message.EN != "" {
			return
		}
	}
	t.Errorf("%s is not undetermined: %s", code, codes(r))
}

func TestConcurrentEvaluation(t *testing.T) {
	e := newEngine(t, engine.Options{})
	unsealed := document("acceptance-report", 1, 0)
	facts(unsealed)["seals"] = []any{}
	inputs := []any{dossier(document("acceptance-report", 1, 2)), dossier(unsealed)}
	want := []*engine.Result{evaluate(t, e, inputs[0]), evaluate(t, e, inputs[1])}
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for range 5 {
				got, err := e.Evaluate(t.Context(), inputs[i%2])
				if err != nil {
					t.Error(err)
				} else if diff := cmp.Diff(want[i%2], got); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			}
		})
	}
	wg.Wait()
}
