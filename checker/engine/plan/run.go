package plan

import (
	"context"
	"errors"

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
	context context.Context
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

type remembered struct {
	known bool
	value *ast.Term
}

// answers are what a function gave. Arguments are compared by value when they are scalars and
// by identity when they are not: equal documents of an input are the same document.
type answers struct {
	one  map[ast.Value]*ast.Term // of functions with one argument
	more map[arguments]*ast.Term
}

type arguments [3]ast.Value

func (a *answers) find(args arguments) (*ast.Term, bool) {
	if args[1] == nil {
		value, ok := a.one[args[0]]
		return value, ok
	}
	value, ok := a.more[args]
	return value, ok
}

func (a *answers) keep(args arguments, value *ast.Term) {
	switch {
	case args[1] != nil && a.more == nil:
		a.more = map[arguments]*ast.Term{args: value}
	case args[1] != nil:
		a.more[args] = value
	case a.one == nil:
		a.one = map[ast.Value]*ast.Term{args[0]: value}
	default:
		a.one[args[0]] = value
	}
}

// Start begins a judgement of the input, which ends early when cancel says so. Close must
// follow.
func (p *Program) Start(ctx context.Context, input ast.Value, parts Parts, cancel topdown.Cancel) *Run {
	r, ok := p.runs.Get().(*Run)
	if !ok {
		r = newRun(p)
	}
	r.input, r.from = ast.NewTerm(input), parts
	r.context, r.cancel = ctx, cancel
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
		for i := range fr.lists {
			clear(fr.lists[i][:cap(fr.lists[i])])
		}
	}
	r.input, r.from, r.context, r.cancel, r.err, r.answer = nil, nil, nil, nil, nil, nil
	r.builtin = topdown.BuiltinContext{}
	clear(r.operands[:cap(r.operands)])
	r.program.runs.Put(r)
}

// Ask returns the value of a rule, nil when it is undefined.
func (r *Run) Ask(ref string) (ast.Value, error) {
	f := r.program.entry(ref)
	if f == nil || f.unsupported {
		return nil, ErrUnsupported
	}
	r.err, r.depth, r.locals = nil, 0, r.locals[:0]
	value := r.call(f, nil, nil)
	if r.err != nil || value == nil {
		return nil, r.err
	}
	return r.whole(value).Value, nil
}

// frame is a function that is being run.
type frame struct {
	run    *Run
	locals []*ast.Term
	lists  [][]*ast.Term // array comprehensions under way
}

// enter makes a frame for the function; leave must follow.
func (r *Run) enter(f *function) *frame {
	if r.depth == len(r.frames) {
		r.frames = append(r.frames, &frame{run: r})
	}
	fr := r.frames[r.depth]
	r.depth++
	base := len(r.locals)
	if base+f.size > cap(r.locals) {
		// Functions under way keep the slices that they have.
		r.locals, base = make([]*ast.Term, 0, 2*cap(r.locals)+f.size), 0
	}
	r.locals = r.locals[:base+f.size]
	fr.locals = r.locals[base : base+f.size : base+f.size]
	clear(fr.locals)
	fr.locals[0] = r.input
	for len(fr.lists) < f.lists {
		fr.lists = append(fr.lists, nil)
	}
	return fr
}

func (r *Run) fail(err error) signal {
	if r.err == nil {
		r.err = err
	}
	return failed
}

// call runs a function with the arguments that args pick from the caller's frame; nil is
// undefined.
func (r *Run) call(f *function, caller *frame, args []operand) *ast.Term {
	if len(f.params) == 0 {
		return r.rule(f)
	}
	if !f.remembered {
		return r.body(f, caller, args)
	}
	var key arguments
	for i := range args {
		key[i] = args[i].of(caller).Value
	}
	if value, ok := r.calls[f.id].find(key); ok {
		return value
	}
	value := r.body(f, caller, args)
	if r.err == nil {
		r.calls[f.id].keep(key, value)
	}
	return value
}

func (r *Run) rule(f *function) *ast.Term {
	if m := r.rules[f.id]; m.known {
		return m.value
	}
	value := r.body(f, nil, nil)
	if r.err == nil {
		r.rules[f.id] = remembered{true, value}
	}
	return value
}

func (r *Run) body(f *function, caller *frame, args []operand) *ast.Term {
	if r.cancel.Cancelled() {
		r.fail(context.Canceled)
		return nil
	}
	held := r.locals
	fr := r.enter(f)
	for i := range args {
		fr.locals[f.params[i]] = args[i].of(caller)
	}
	value := fr.run0(f)
	r.locals = held
	r.depth--
	return value
}

func (fr *frame) run0(f *function) *ast.Term {
	for _, b := range f.blocks {
		switch b.run(fr) {
		case failed:
			return nil
		case returned:
			return fr.locals[f.result]
		}
	}
	return fr.locals[f.result]
}
