package engine_test

import (
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker/engine"
)

// tested is the folder of the shipped policies with the topic "extra" and its tests.
func tested(t *testing.T, tests string) fs.FS {
	t.Helper()
	files := folder(t, "extra/extra.rego", module("\tinput.today == \"2026-09-12\"\n"+finds)).(fstest.MapFS)
	out := maps.Clone(files)
	out["extra/extra_test.rego"] = &fstest.MapFile{Data: []byte(`package extra_test

` + tests)}
	return out
}

func runTests(t *testing.T, tests string) *engine.TestReport {
	t.Helper()
	r, err := engine.RunTests(t.Context(), engine.Options{Policies: tested(t, tests)})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRunTests(t *testing.T) {
	r := runTests(t, `
test_finds if count(data.extra.deny) == 1 with input as data.lib.example.empty

test_fails if count(data.extra.deny) == 2 with input as data.lib.example.empty

test_cases[n] if {
	some n in [1, 2]
	data.lib.assertions.same(n, 1)
}
`)
	got := map[string]bool{}
	for _, test := range r.Tests {
		got[test.Package+" "+test.Name] = test.Passed
	}
	want := map[string]bool{
		"extra_test test_finds": true, "extra_test test_fails": false, "extra_test test_cases": false,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if r.Passed() {
		t.Error("failed tests count as passed")
	}
	cases := r.Tests[0]
	if diff := cmp.Diff([]string{"2"}, cases.Cases); diff != "" {
		t.Errorf("failed cases (-want +got)\n%s", diff)
	}
	if !strings.Contains(cases.Output, "want 1") || !strings.HasPrefix(cases.Location, "extra/extra_test.rego:") {
		t.Errorf("the failure shows neither side or place: %+v", cases)
	}
}

func TestCoverageNamesTheGaps(t *testing.T) {
	r := runTests(t, "test_nothing if true\n")
	if r.Coverage() >= 10 || r.Covered >= r.Lines {
		t.Errorf("coverage %.1f %% (%d/%d) although no rule is tested", r.Coverage(), r.Covered, r.Lines)
	}
	gap := func(s string) bool { return strings.HasPrefix(s, "extra/extra.rego:") }
	for _, place := range r.Uncovered {
		if strings.Contains(place, "_test.rego") || strings.Contains(place, "lib/example") {
			t.Errorf("%s needs no coverage", place)
		}
	}
	if !anyOf(r.Uncovered, gap) {
		t.Error("the untested rule is not among the gaps")
	}
}

func TestRunTestsCollectsInputs(t *testing.T) {
	r := runTests(t, `
test_one if count(data.extra.deny) == 1 with input as data.lib.example.empty

test_again if count(data.extra.deny) == 1 with input as data.lib.example.empty
`)
	if len(r.Inputs) != 1 {
		t.Fatalf("%d inputs, want the one that both tests use", len(r.Inputs))
	}
	if got := r.Inputs[0].(map[string]any)["today"]; got != "2026-09-12" {
		t.Errorf("today = %v", got)
	}
}

func TestRunTestsRefusesWhatDoesNotCompile(t *testing.T) {
	_, err := engine.RunTests(t.Context(), engine.Options{Policies: tested(t, "test_x if no_such_rule\n")})
	if err == nil || !strings.Contains(err.Error(), "extra/extra_test.rego:") {
		t.Errorf("error = %v", err)
	}
}

// A folder without tests gives an error, not a pass.
func TestRunTestsWithoutTests(t *testing.T) {
	untested := engine.Options{Policies: folder(t, "extra/extra.rego", module(finds))}
	if r, err := engine.RunTests(t.Context(), untested); err == nil {
		t.Errorf("%d tests passed", len(r.Tests))
	}
}

func anyOf(list []string, ok func(string) bool) bool {
	for _, s := range list {
		if ok(s) {
			return true
		}
	}
	return false
}
