package policies_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"lianshen/checker/engine"
)

// Whatever a Rego test judges, the plans of the rules say what OPA says when it evaluates them.
func TestPlansSayWhatOPASays(t *testing.T) {
	planned, err := engine.New(t.Context(), options())
	if err != nil {
		t.Fatal(err)
	}
	o := options()
	o.Interpret = true
	interpreted, err := engine.New(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	for i, input := range tests(t).Inputs {
		var got, want *engine.Result
		var g errgroup.Group
		g.Go(func() (err error) { got, err = planned.Evaluate(t.Context(), input); return err })
		g.Go(func() (err error) { want, err = interpreted.Evaluate(t.Context(), input); return err })
		if err := g.Wait(); err != nil {
			t.Logf("input %d: %v", i, err) // tests judge what no file holds, too
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("input %d (-OPA +plans)\n%s", i, diff)
		}
	}
}
