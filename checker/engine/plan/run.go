package plan

import (
	"context"
	"errors"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// errConflict is a rule with two values. OPA says which when it is asked.
var errConflict = errors.New("a rule has several values")

// Run is one judgement: an input, and what was found out about it so far. It is for one
// goroutine.
type Run struct {
	program *Program
	input   *ast.Term
	from    Parts
	parts   map[ast.Var]*ast.Term // those that were looked at
	cancel  topdown.Cancel
	err     error

	rules  []remembered // values of rules without arguments, by function
	calls  []answers
	locals []*ast.Term // one stack for the locals of all functions
	frames []*frame
	depth  int

	builtin  topdown.BuiltinContext
	operands []*ast.Term
	answer   *ast.Term // of the builtin that was called last
	take     func(*ast.Term) error
}

// Start begins a judgement of the input, which ends early when cancel says so. Close must
// follow.
func (p *Program) Start(ctx context.Context, input ast.Value, parts Parts, cancel topdown.Cancel) *Run {
	r, ok := p.runs.Get().(*Run)
	if !ok {
		r = newRun(p)
	}
	r.input, r.from = ast.NewTerm(input), parts
	r.cancel = cancel
	r.builtin = topdown.BuiltinContext{Context: ctx, Cancel: cancel}
	return r
}

func newRun(p *Program) *Run {
	r := &Run{
		program:  p,
		parts:    map[ast.Var]*ast.Term{},
		rules:    make([]remembered, len(p.functions)),
		calls:    make([]answers, len(p.functions)),
		locals:   make([]*ast.Term, 0, 4096),
		operands: make([]*ast.Term, 0, 8),
	}
	r.take = func(t *ast.Term) error {
		r.answer = t
		return nil
	}
	return r
}

// Close ends the judgement. The run forgets it, and serves the next one with the room that
// it has.
func (r *Run) Close() {
	clear(r.parts)
	clear(r.rules)
	for i := range r.calls {
		clear(r.calls[i].one)
		clear(r.calls[i].more)
	}
	clear(r.locals[:cap(r.locals)])
	for _, fr := range r.frames {
		fr.locals = nil
		for i := range fr.lists {
			clear(fr.lists[i][:cap(fr.lists[i])])
		}
	}
	r.input, r.from, r.cancel, r.err, r.answer = nil, nil, nil, nil, nil
	r.builtin = topdown.BuiltinContext{}
	clear(r.operands[:cap(r.operands)])
	r.program.runs.Put(r)
}

// Ask returns the value of a rule, nil when it is undefined.
func (r *Run) Ask(ref string) (value ast.Value, err error) {
	f := r.program.entry(ref)
	if f == nil || f.unsupported {
		return nil, ErrUnsupported
	}
	// A plan that is not what this package takes it for must not end the program: OPA is asked.
	defer func() {
		if fault := recover(); fault != nil {
			value, err = nil, fmt.Errorf("run the plan of %s: %v", ref, fault)
		}
	}()
	r.err, r.depth, r.locals = nil, 0, r.locals[:0]
	found := r.call(f, nil, nil)
	if r.err != nil || found == nil {
		return nil, r.err
	}
	return r.whole(found).Value, nil
}
