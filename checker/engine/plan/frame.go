package plan

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
)

// frame is a function that is being run.
type frame struct {
	run    *Run
	locals []*ast.Term
	lists  [][]*ast.Term // array comprehensions under way
}

// enter makes a frame for the function; whoever enters gives its locals and its depth back.
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

// rule is the value of a rule without arguments.
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

// body runs a function, whatever is remembered of it.
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
	value := fr.value(f)
	r.locals = held
	r.depth--
	return value
}

// value runs the blocks of the function.
func (fr *frame) value(f *function) *ast.Term {
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
