// Package authz is the policy of access (访问控制): which roles may call which operation of the
// JSON API and of the portal. It is asked for every request, and denies what nothing allows.
//
// The policy is Rego and in the program: it is no part of the rules that policy authors edit,
// nor of their revision, and `--policy DIR` does not reach it. access.yaml is the one place that
// says who may call what. What a policy of access cannot know, whose project it is and whether
// a move is possible now, the workflow asks in the transaction of the change.
package authz

import (
	"context"
	_ "embed"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

//go:embed authz.rego
var module string

//go:embed access.yaml
var access []byte

// Surfaces are the ways in.
const (
	API    = "api"
	Portal = "portal"
)

// By is how somebody is signed in.
const (
	Browser = "browser" // by the cookie of a session
	Token   = "token"   // by an access token
)

// CSRF is whether a change comes from a page that the session was shown.
const (
	Missing = "missing"
	Proven  = "proven"
	InForm  = "in_form" // a form with files: who reads them holds the token in its first part
)

// Input is a request.
type Input struct {
	Surface, Op, Method string
	// SignedIn and By are of who asks; Grants the roles in force.
	SignedIn bool
	By       string
	Grants   []Grant
	CSRF     string
	// Foreign is that the browser says that the request comes from another site.
	Foreign bool
}

// Grant is a role in force with what it reaches: enterprise, branch or city.
type Grant struct{ Role, Scope string }

// Reason (理由) is a decision; all but Allowed deny.
type Reason string

// The decisions.
const (
	Allowed   Reason = "allowed"
	Denied    Reason = "denied"     // none of the roles may
	Unknown   Reason = "unknown"    // no line of access.yaml names the operation
	SignedOut Reason = "signed_out" // who is signed in might
	CSRF      Reason = "csrf"       // the request did not show where it comes from
)

// Policy is the compiled policy. It is safe for concurrent use.
type Policy struct {
	query  rego.PreparedEvalQuery
	tables tables
}

// tables are those of access.yaml.
type tables struct {
	Roles      map[string]string              `yaml:"roles"`
	Groups     map[string][]string            `yaml:"groups"`
	Entries    []string                       `yaml:"entries"`
	Operations map[string]map[string][]string `yaml:"operations"`
}

// New compiles the policy with its tables. Whatever is wrong with either stops the start.
func New(ctx context.Context) (*Policy, error) {
	t, err := readTables(access)
	if err != nil {
		return nil, fmt.Errorf("access.yaml: %w", err)
	}
	data := map[string]any{"access": map[string]any{"roles": t.Roles, "entries": t.Entries, "operations": t.Operations}}
	query, err := rego.New(
		rego.Query("data.authz.reason"), rego.Module("authz.rego", module), rego.Strict(true),
		rego.Store(inmem.NewFromObjectWithOpts(data, inmem.OptReturnASTValuesOnRead(true))),
	).PrepareForEval(ctx)
	if err != nil {
		return nil, fmt.Errorf("policy of access: %w", err)
	}
	return &Policy{query, *t}, nil
}

// readTables puts roles in the place of groups, and refuses words that mean nothing.
func readTables(raw []byte) (*tables, error) {
	t := new(tables)
	if err := yaml.UnmarshalWithOptions(raw, t, yaml.Strict()); err != nil {
		return nil, err
	}
	for surface, ops := range t.Operations {
		if surface != API && surface != Portal {
			return nil, fmt.Errorf("%q is no surface", surface)
		}
		for op, words := range ops {
			roles, err := t.expand(words)
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", surface, op, err)
			}
			ops[op] = roles
		}
	}
	return t, nil
}

func (t *tables) expand(words []string) ([]string, error) {
	var out []string
	for _, w := range words {
		switch group, ok := t.Groups[w]; {
		case ok:
			more, err := t.expand(group)
			if err != nil {
				return nil, err
			}
			out = append(out, more...)
		case t.Roles[w] != "", w == Anyone, w == AnySession:
			out = append(out, w)
		default:
			return nil, fmt.Errorf("%q is neither role nor group", w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Words of access.yaml that are no roles.
const (
	Anyone     = "anyone"
	AnySession = "signed-in"
)

// Roles maps the roles that the policy knows to their scopes.
func (p *Policy) Roles() map[string]string { return p.tables.Roles }

// Allowed are the roles that may call an operation, or one of Anyone and AnySession; nil when
// no line names it.
func (p *Policy) Allowed(surface, op string) []string { return p.tables.Operations[surface][op] }

// Operations are those of a surface that have a line.
func (p *Policy) Operations(surface string) []string {
	var out []string
	for op := range p.tables.Operations[surface] {
		out = append(out, op)
	}
	slices.Sort(out)
	return out
}

// Decide asks the policy. An error is a fault of the program, and denies.
func (p *Policy) Decide(ctx context.Context, in Input) (Reason, error) {
	set, err := p.query.Eval(ctx, rego.EvalParsedInput(in.value()))
	if err != nil {
		return Denied, fmt.Errorf("policy of access: %w", err)
	}
	if len(set) != 1 || len(set[0].Expressions) != 1 {
		return Denied, nil
	}
	reason, ok := set[0].Expressions[0].Value.(string)
	if !ok {
		return Denied, nil
	}
	return Reason(reason), nil
}

// value is the input as OPA has it, without the way through JSON.
func (in *Input) value() ast.Value {
	grants := make([]*ast.Term, len(in.Grants))
	for i, g := range in.Grants {
		grants[i] = ast.ObjectTerm(ast.Item(ast.InternedTerm("role"), ast.StringTerm(g.Role)), ast.Item(ast.InternedTerm("scope"), ast.StringTerm(g.Scope)))
	}
	word := func(key, value string) [2]*ast.Term {
		return ast.Item(ast.InternedTerm(key), ast.StringTerm(value))
	}
	return ast.NewObject(
		word("surface", in.Surface), word("op", in.Op), word("method", in.Method), word("by", in.By), word("csrf", in.CSRF),
		ast.Item(ast.InternedTerm("signed_in"), ast.InternedTerm(in.SignedIn)),
		ast.Item(ast.InternedTerm("foreign"), ast.InternedTerm(in.Foreign)),
		ast.Item(ast.InternedTerm("grants"), ast.ArrayTerm(grants...)),
	)
}
