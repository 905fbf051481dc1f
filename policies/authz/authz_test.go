package authz_test

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/tester"

	"lianshen/policies/authz"
	"lianshen/policies/notice"
)

// The Rego tests pass, and reach every line of the policy.
func TestRego(t *testing.T) {
	modules := map[string]*ast.Module{}
	for _, name := range []string{"authz.rego", "authz_test.rego"} {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		modules[name] = ast.MustParseModule(string(raw))
	}
	covered := cover.New()
	results, err := tester.NewRunner().SetModules(modules).SetCoverageQueryTracer(covered).RaiseBuiltinErrors(true).RunTests(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for r := range results {
		n++
		if !r.Pass() {
			t.Errorf("%s: %s %v", r.Location, r.Name, r.Error)
		}
	}
	if n < 10 {
		t.Errorf("only %d tests", n)
	}
	report := covered.Report(map[string]*ast.Module{"authz.rego": modules["authz.rego"]})
	for _, gap := range report.Files["authz.rego"].NotCovered {
		t.Errorf("authz.rego:%d-%d: no test comes there", gap.Start.Row, gap.End.Row)
	}
}

func newPolicy(t testing.TB) *authz.Policy {
	t.Helper()
	p, err := authz.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The roles of the table are those of the notice, with the same reach.
func TestRolesAreTheNotices(t *testing.T) {
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, p := range n.People {
		want[p.Role] = string(p.Scope)
	}
	if got := newPolicy(t).Roles(); !maps.Equal(got, want) {
		t.Errorf("roles %v of access.yaml, %v of the notice", got, want)
	}
}

// What the program decides is what the table says, for every line and every role.
func TestDecideFollowsTheTable(t *testing.T) {
	p := newPolicy(t)
	for _, surface := range []string{authz.API, authz.Portal} {
		for _, op := range p.Operations(surface) {
			allowed := p.Allowed(surface, op)
			for role, scope := range p.Roles() {
				want := authz.Denied
				if slices.Contains(allowed, role) || slices.Contains(allowed, authz.AnySession) || slices.Contains(allowed, authz.Anyone) {
					want = authz.Allowed
				}
				in := authz.Input{Surface: surface, Op: op, Method: "POST", SignedIn: true, By: authz.Browser, CSRF: authz.Proven, Grants: []authz.Grant{{Role: role, Scope: scope}}}
				got, err := p.Decide(t.Context(), in)
				if err != nil || got != want {
					t.Errorf("%s %s as %s: %s, want %s, %v", surface, op, role, got, want, err)
				}
				in.SignedIn, in.By, in.Grants = false, "", nil
				if got, err = p.Decide(t.Context(), in); err != nil || (got == authz.Allowed) != slices.Contains(allowed, authz.Anyone) {
					t.Errorf("%s %s signed out: %s, %v", surface, op, got, err)
				}
			}
		}
	}
	for _, in := range []authz.Input{{}, {Surface: "api"}, {Surface: "api", Op: "me'); drop", SignedIn: true}, {Surface: "api", Op: strings.Repeat("a", 1<<16), SignedIn: true}} {
		if got, err := p.Decide(t.Context(), in); err != nil || got != authz.Unknown {
			t.Errorf("%v: %s, %v", in, got, err)
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	p := newPolicy(b)
	in := authz.Input{Surface: authz.API, Op: "closeProject", Method: "POST", SignedIn: true, By: authz.Browser, CSRF: authz.Proven,
		Grants: []authz.Grant{{Role: "handler", Scope: "branch"}, {Role: "bureau", Scope: "city"}}}
	b.ReportAllocs()
	for b.Loop() {
		if got, err := p.Decide(b.Context(), in); err != nil || got != authz.Allowed {
			b.Fatal(got, err)
		}
	}
}
