package plan

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/rego"
)

// ErrUnsupported is returned for a rule whose plan has a step that is not run here.
var ErrUnsupported = errors.New("the plan has a step that is not supported")

// Program is a set of rules ready to be run. It is safe for concurrent use.
type Program struct {
	functions []*function
	byName    map[string]*function
	runs      sync.Pool // of *Run that ended
}

// function is a rule or a function of Rego.
type function struct {
	id     int
	params []int // places of the arguments, without input and data
	size   int   // how many locals it has
	lists  int   // how many array comprehensions
	blocks []block
	result int // place of what it returns when the blocks end

	unsupported bool
	usesInput   bool // itself or through what it calls
	remembered  bool // worth keeping by its arguments
}

// New plans the rules that the refs name, "data.seal.deny", over data that stay as they are.
func New(ctx context.Context, c *ast.Compiler, data ast.Value, refs []string) (*Program, error) {
	policy, err := planOf(ctx, c, refs)
	if err != nil {
		return nil, err
	}
	p := &Program{byName: map[string]*function{}}
	ctx, cancel := context.WithTimeout(ctx, foldingTime)
	defer cancel()
	l := newLowering(ctx, p, policy, data)
	for _, fn := range policy.Funcs.Funcs {
		p.add(fn.Name, l.function(fn))
	}
	return p, nil
}

// foldingTime bounds what is worked out beforehand: what takes longer is left to the runs,
// which have a deadline of their own.
const foldingTime = time.Second

func (p *Program) add(name string, f *function) {
	p.byName[name] = f
}

// entry is the function of a rule by its ref.
func (p *Program) entry(ref string) *function {
	return p.byName["g0."+ref]
}

// planOf has OPA plan one query that needs every rule.
func planOf(ctx context.Context, c *ast.Compiler, refs []string) (*ir.Policy, error) {
	terms := make([]string, len(refs))
	for i, ref := range refs {
		terms[i] = fmt.Sprintf("x%d = %s", i, ref)
	}
	var taken *ir.Policy
	_, err := rego.New(
		rego.Compiler(c),
		rego.Query(strings.Join(terms, "; ")),
		rego.Target(target),
	).PrepareForEval(context.WithValue(ctx, takenKey{}, &taken))
	if err == nil && taken == nil {
		err = errors.New("OPA made no plan")
	}
	return taken, err
}

// target is the name under which OPA hands over plans instead of evaluating.
const target = "lianshen-plan"

type takenKey struct{}

func init() { rego.RegisterPlugin(target, taker{}) }

// taker takes plans from OPA: it puts the plan where the context says.
type taker struct{}

func (taker) IsTarget(name string) bool { return name == target }

func (taker) PrepareForEval(ctx context.Context, policy *ir.Policy, _ ...rego.PrepareOption) (rego.TargetPluginEval, error) {
	if place, ok := ctx.Value(takenKey{}).(**ir.Policy); ok {
		*place = policy
	}
	return taker{}, nil
}

// Eval is never called: plans are run by Run.
func (taker) Eval(context.Context, *rego.EvalContext, ast.Value) (ast.Value, error) {
	return nil, ErrUnsupported
}
