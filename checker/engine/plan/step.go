package plan

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
)

// signal says how a step ended. A number above zero leaves that many blocks, as break does in
// a plan; one that is undefined leaves the innermost.
type signal int

const (
	next     signal = 0
	leave    signal = 1
	returned signal = -1
	failed   signal = -2
)

// step is one statement of a plan.
type step interface{ run(*frame) signal }

type block []step

func (b block) run(f *frame) signal {
	for _, s := range b {
		if sig := s.run(f); sig != next {
			return sig
		}
	}
	return next
}

// outer is what leaving a block means to the block around it.
func outer(sig signal) signal {
	if sig > 0 {
		return sig - 1
	}
	return sig
}

// operand is a constant, or the place of a local.
type operand struct {
	constant *ast.Term
	local    int
}

func (o operand) of(f *frame) *ast.Term {
	if o.constant != nil {
		return o.constant
	}
	return f.locals[o.local]
}

func isFalse(t *ast.Term) bool {
	b, ok := t.Value.(ast.Boolean)
	return ok && !bool(b)
}

func check(ok bool) signal {
	if ok {
		return next
	}
	return leave
}

// blocks runs one after the other; one that is left does not keep the next from running.
type blocks struct{ list []block }

func (s *blocks) run(f *frame) signal {
	for _, b := range s.list {
		if sig := outer(b.run(f)); sig != next {
			return sig
		}
	}
	return next
}

// breaks leaves blocks.
type breaks struct{ levels signal }

func (s *breaks) run(*frame) signal { return s.levels }

// not holds when its block does not come to its end.
type not struct{ body block }

func (s *not) run(f *frame) signal {
	switch sig := s.body.run(f); sig {
	case next:
		return leave
	case failed:
		return failed
	default:
		return outer(sig)
	}
}

// scan runs its block for every element.
type scan struct {
	source     operand
	key, value int
	body       block
}

func (s *scan) run(f *frame) signal {
	switch v := s.source.of(f).Value.(type) {
	case *ast.Array:
		for i := range v.Len() {
			if sig := s.each(f, ast.InternedTerm(i), v.Elem(i)); sig != next {
				return sig
			}
		}
	case ast.Set:
		for _, t := range v.Slice() {
			if sig := s.each(f, t, t); sig != next {
				return sig
			}
		}
	case ast.Object:
		sig := next
		v.Until(func(key, value *ast.Term) bool {
			sig = s.each(f, key, value)
			return sig != next
		})
		return sig
	}
	return next
}

func (s *scan) each(f *frame, key, value *ast.Term) signal {
	if f.run.cancel.Cancelled() {
		return f.run.fail(context.Canceled)
	}
	f.locals[s.key], f.locals[s.value] = f.run.seen(key), f.run.seen(value)
	return outer(s.body.run(f))
}

// dot looks a key up.
type dot struct {
	source, key operand
	target      int
}

func (s *dot) run(f *frame) signal {
	found := f.run.seen(lookUp(s.source.of(f), s.key.of(f)))
	if found == nil {
		return leave
	}
	f.locals[s.target] = found
	return next
}

func lookUp(source, key *ast.Term) *ast.Term {
	if source == nil {
		return nil
	}
	switch v := source.Value.(type) {
	case ast.Object:
		return v.Get(key)
	case *ast.Array:
		return v.Get(key)
	case ast.Set:
		if v.Contains(key) {
			return key
		}
	}
	return nil
}

type length struct {
	source operand
	target int
}

func (s *length) run(f *frame) signal {
	var n int
	switch v := s.source.of(f).Value.(type) {
	case *ast.Array:
		n = v.Len()
	case ast.Object:
		n = v.Len()
	case ast.Set:
		n = v.Len()
	case ast.String:
		n = len([]rune(string(v)))
	default:
		return leave
	}
	f.locals[s.target] = ast.InternedTerm(n)
	return next
}

// assign gives a local a value; nil resets it.
type assign struct {
	source operand
	target int
}

func (s *assign) run(f *frame) signal {
	f.locals[s.target] = s.source.of(f)
	return next
}

type reset struct{ target int }

func (s *reset) run(f *frame) signal {
	f.locals[s.target] = nil
	return next
}

// assignOnce gives a rule its value, which may not change; then says how to go on.
type assignOnce struct {
	source operand
	target int
	then   signal
}

func (s *assignOnce) run(f *frame) signal {
	value := s.source.of(f)
	if old := f.locals[s.target]; old != nil && !f.run.same(old, value) {
		return f.run.fail(errConflict)
	}
	f.locals[s.target] = value
	return s.then
}

type equal struct{ a, b operand }

func (s *equal) run(f *frame) signal { return check(f.run.same(s.a.of(f), s.b.of(f))) }

type notEqual struct{ a, b operand }

func (s *notEqual) run(f *frame) signal { return check(!f.run.same(s.a.of(f), s.b.of(f))) }

// notFalse is notEqual with false, which follows most calls.
type notFalse struct{ a operand }

func (s *notFalse) run(f *frame) signal { return check(!isFalse(s.a.of(f))) }

type isArray struct{ source operand }

func (s *isArray) run(f *frame) signal {
	_, ok := s.source.of(f).Value.(*ast.Array)
	return check(ok)
}

type isObject struct{ source operand }

func (s *isObject) run(f *frame) signal {
	_, ok := s.source.of(f).Value.(ast.Object)
	return check(ok)
}

type isSet struct{ source operand }

func (s *isSet) run(f *frame) signal {
	_, ok := s.source.of(f).Value.(ast.Set)
	return check(ok)
}

type isDefined struct{ source int }

func (s *isDefined) run(f *frame) signal { return check(f.locals[s.source] != nil) }

type isUndefined struct{ source int }

func (s *isUndefined) run(f *frame) signal { return check(f.locals[s.source] == nil) }

// call runs another function.
type call struct {
	function *function
	args     []operand
	target   int
}

func (s *call) run(f *frame) signal {
	value := f.run.call(s.function, f, s.args)
	if value == nil {
		if f.run.err != nil {
			return failed
		}
		return leave
	}
	f.locals[s.target] = value
	return next
}

// give returns from the function.
type give struct{}

func (give) run(*frame) signal { return returned }
