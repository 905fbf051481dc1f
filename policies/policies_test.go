package policies_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"

	"lianshen/checker/engine"
)

// options read the folder itself: tests are not embedded.
func options() engine.Options { return engine.Options{Policies: os.DirFS(".")} }

// report runs the Rego tests once for all tests that look at them.
var report = sync.OnceValues(func() (*engine.TestReport, error) {
	return engine.RunTests(testContext(), options())
})

func tests(t *testing.T) *engine.TestReport {
	t.Helper()
	r, err := report()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRego(t *testing.T) {
	r := tests(t)
	if len(r.Tests) == 0 {
		t.Fatal("no Rego test was found")
	}
	for _, test := range r.Tests {
		t.Run(test.Package+"/"+test.Name, func(t *testing.T) {
			if !test.Passed {
				t.Errorf("%s: failed %s\n%s", test.Location, strings.Join(test.Cases, ", "), test.Output)
			}
			if test.Err != nil {
				t.Error(test.Err)
			}
		})
	}
}

// Every line of every rule is reached by a test.
func TestCoverage(t *testing.T) {
	for _, gap := range tests(t).Uncovered {
		t.Errorf("no test reaches %s", gap)
	}
}

func testContext() context.Context { return context.Background() }
