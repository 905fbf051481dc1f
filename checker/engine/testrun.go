package engine

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"

	"lianshen/policies"
)

// TestReport is the outcome of the Rego tests of a rule set.
type TestReport struct {
	// Tests are ordered by package and name.
	Tests []TestResult
	// Covered and Lines count the lines of rules, without libraries that only tests use.
	Covered, Lines int
	// Uncovered are places that no test reaches, "file:line" or "file:line-line".
	Uncovered []string
	// Inputs are the distinct inputs that tests judged, as plain JSON values.
	Inputs []any
}

// TestResult is one Rego test.
type TestResult struct {
	Package  string
	Name     string
	Passed   bool
	Location string
	// Cases are the names of the failed cases of a test with cases.
	Cases []string
	// Output is what the test printed.
	Output string
	Err    error
}

// Coverage is the share of covered lines, in percent.
func (r *TestReport) Coverage() float64 {
	if r.Lines == 0 {
		return 100
	}
	return 100 * float64(r.Covered) / float64(r.Lines)
}

// Passed reports whether every test passed.
func (r *TestReport) Passed() bool {
	return !slices.ContainsFunc(r.Tests, func(t TestResult) bool { return !t.Passed })
}

// testLibraries hold helpers of tests; they need no coverage.
var testLibraries = []string{"lib/assertions/", "lib/example/", "lib/sheets/", "lib/staged/"}

// testDeadline bounds one test: it ends endless work and fails no test of a busy machine.
const testDeadline = time.Minute

// RunTests runs every Rego test of the policies folder, with the same checks at compile time
// as New. Its error is about the rule set; failed tests stand in the report.
func RunTests(ctx context.Context, o Options) (*TestReport, error) {
	if o.Policies == nil {
		o.Policies = policies.FS
	}
	s, parsed, err := loadTests(o)
	if err != nil {
		return nil, fmt.Errorf("load policies: %w", err)
	}
	watch := &watcher{Cover: cover.New(), seen: map[int][]ast.Value{}}
	report := &TestReport{}
	if err := report.run(ctx, s, parsed, watch); err != nil {
		return nil, fmt.Errorf("run tests: %w", err)
	}
	mine, err := regoFiles(own(o.Policies))
	if err != nil {
		return nil, fmt.Errorf("load policies: %w", err)
	}
	report.measure(watch.Report(rulesOnly(parsed)), mine)
	report.Inputs, err = watch.inputs()
	return report, err
}

func loadTests(o Options) (*set, map[string]*ast.Module, error) {
	s, err := load(o)
	if err != nil {
		return nil, nil, err
	}
	tests, err := modules(o.Policies, isTest)
	if err != nil {
		return nil, nil, err
	}
	all := maps.Clone(s.modules)
	maps.Copy(all, tests)
	parsed, err := parse(all)
	return s, parsed, err
}

func (r *TestReport) run(ctx context.Context, s *set, parsed map[string]*ast.Module, w *watcher) error {
	store := inmem.NewFromObject(s.data)
	txn, err := store.NewTransaction(ctx, storage.TransactionParams{})
	if err != nil {
		return err
	}
	defer store.Abort(ctx, txn)
	results, err := tester.NewRunner().
		SetTimeout(testDeadline).
		SetCompiler(s.compiler().WithEnablePrintStatements(true)).
		SetStore(store).
		SetModules(parsed).
		SetCoverageQueryTracer(w).
		CapturePrintOutput(true).
		RaiseBuiltinErrors(true).
		SetTimeout(testDeadline).
		RunTests(ctx, txn)
	if err != nil {
		return err
	}
	for result := range results {
		r.Tests = append(r.Tests, testResult(result))
	}
	slices.SortFunc(r.Tests, func(a, b TestResult) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Name, b.Name))
	})
	return nil
}

func testResult(r *tester.Result) TestResult {
	t := TestResult{
		Package:  strings.TrimPrefix(r.Package, "data."),
		Name:     r.Name,
		Passed:   r.Pass() && !r.Skip,
		Location: r.Location.String(),
		Output:   string(r.Output),
		Err:      r.Error,
	}
	for path, sub := range r.SubResults.Iter {
		if sub.Fail {
			t.Cases = append(t.Cases, strings.Join(path, "/"))
		}
	}
	return t
}

func rulesOnly(parsed map[string]*ast.Module) map[string]*ast.Module {
	out := maps.Clone(parsed)
	maps.DeleteFunc(out, func(name string, _ *ast.Module) bool { return !isRuleFile(name) })
	return out
}

func isRuleFile(name string) bool {
	return !isTest(name) && !slices.ContainsFunc(testLibraries,
		func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

// measure counts the author's own files: those below an overlay have their tests elsewhere.
func (r *TestReport) measure(report cover.Report, mine map[string][]byte) {
	for _, name := range slices.Sorted(maps.Keys(report.Files)) {
		if _, ok := mine[name]; !ok || !isRuleFile(name) {
			continue
		}
		file := report.Files[name]
		r.Covered += file.CoveredLines
		r.Lines += file.CoveredLines + file.NotCoveredLines
		for _, gap := range file.NotCovered {
			r.Uncovered = append(r.Uncovered, fmt.Sprintf("%s:%d-%d", name, gap.Start.Row, gap.End.Row))
		}
	}
}

// watcher measures coverage and keeps the inputs that tests use.
type watcher struct {
	*cover.Cover
	mu   sync.Mutex
	seen map[int][]ast.Value // by hash
}

// TraceEvent notes the input when a rule outside the tests is entered.
func (w *watcher) TraceEvent(event topdown.Event) {
	w.Cover.TraceEvent(event)
	if event.Op != topdown.EnterOp || event.Input() == nil {
		return
	}
	value := event.Input().Value
	w.mu.Lock()
	defer w.mu.Unlock()
	hash := value.Hash()
	known := func(v ast.Value) bool { return v.Compare(value) == 0 }
	if !slices.ContainsFunc(w.seen[hash], known) {
		w.seen[hash] = append(w.seen[hash], value)
	}
}

func (w *watcher) inputs() ([]any, error) {
	var out []any
	for _, hash := range slices.Sorted(maps.Keys(w.seen)) {
		for _, value := range w.seen[hash] {
			v, err := ast.JSON(value)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
	}
	return out, nil
}
