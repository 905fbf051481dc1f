package policies_test

import (
	"testing"

	"lianshen/checker/engine"
	"lianshen/internal/errs"
)

// Every rule's message and solution find all their params: the engine judges the inputs of
// the Rego tests, and no text keeps a placeholder. Every rule is seen at least once.
func TestMessagesAreFilled(t *testing.T) {
	e, err := engine.New(t.Context(), options())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, input := range tests(t).Inputs {
		result, err := e.Evaluate(t.Context(), input)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range result.Findings {
			seen[f.Code] = true
			for _, text := range []errs.Text{f.Message, f.Solution} {
				if left := append(placeholders(text.ZH), placeholders(text.EN)...); len(left) > 0 {
					t.Errorf("%s: params lack %v", f.Code, left)
				}
			}
		}
	}
	for _, r := range e.Catalogue() {
		if !seen[r.Code] {
			t.Errorf("no test input breaks %s", r.Code)
		}
	}
}
