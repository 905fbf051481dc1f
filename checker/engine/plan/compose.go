package plan

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// literal makes an array, a set or an object of its parts.
type literal struct {
	kind   kind
	keys   []operand // of an object
	values []operand
	target int
	apart  bool // the keys are different constants
}

type kind int

const (
	array kind = iota
	set
	object
)

func (s *literal) run(f *frame) signal {
	f.locals[s.target] = s.make(func(o operand) *ast.Term { return o.of(f) }, f.run.whole)
	return next
}

// make takes the parts by of; members of sets and keys must be whole, to be told apart.
func (s *literal) make(of func(operand) *ast.Term, whole func(*ast.Term) *ast.Term) *ast.Term {
	switch s.kind {
	case array:
		terms := make([]*ast.Term, len(s.values))
		for i, v := range s.values {
			terms[i] = of(v)
		}
		return ast.ArrayTerm(terms...)
	case set:
		terms := ast.NewSetWithCapacity(len(s.values))
		for _, v := range s.values {
			terms.Add(whole(of(v)))
		}
		return ast.NewTerm(terms)
	default:
		return ast.NewTerm(s.object(of, whole))
	}
}

func (s *literal) object(of func(operand) *ast.Term, whole func(*ast.Term) *ast.Term) ast.Object {
	if s.apart && len(s.values) <= pairsAtHand {
		var pairs [pairsAtHand][2]*ast.Term
		for i, v := range s.values {
			pairs[i] = [2]*ast.Term{s.keys[i].constant, of(v)}
		}
		return ast.NewObject(pairs[:len(s.values)]...)
	}
	made := ast.NewObjectWithCapacity(len(s.values))
	for i, v := range s.values {
		made.Insert(whole(of(s.keys[i])), of(v))
	}
	return made
}

// pairsAtHand is room for the pairs of most objects that rules write down.
const pairsAtHand = 16

// areApart reports whether the keys of an object are different constants, which need not be
// held against one another when it is made.
func areApart(keys []operand) bool {
	for i, k := range keys {
		if k.constant == nil || !k.constant.IsGround() {
			return false
		}
		if slices.ContainsFunc(keys[:i], func(o operand) bool { return o.constant.Equal(k.constant) }) {
			return false
		}
	}
	return true
}

// collect is an array comprehension.
type collect struct {
	list   int
	body   block
	target int
}

func (s *collect) run(f *frame) signal {
	f.lists[s.list] = f.lists[s.list][:0]
	if sig := outer(s.body.run(f)); sig != next {
		return sig
	}
	f.locals[s.target] = ast.ArrayTerm(slices.Clone(f.lists[s.list])...)
	return next
}

// gather adds to the array comprehension around it.
type gather struct {
	list  int
	value operand
}

func (s *gather) run(f *frame) signal {
	f.lists[s.list] = append(f.lists[s.list], s.value.of(f))
	return next
}

// start begins an empty array, set or object that steps add to.
type start struct {
	kind   kind
	target int
}

func (s *start) run(f *frame) signal {
	switch s.kind {
	case array:
		f.locals[s.target] = ast.ArrayTerm()
	case set:
		f.locals[s.target] = ast.NewTerm(ast.NewSet())
	default:
		f.locals[s.target] = ast.NewTerm(ast.NewObject())
	}
	return next
}

type add struct {
	value  operand
	target int
}

func (s *add) run(f *frame) signal {
	switch v := f.locals[s.target].Value.(type) {
	case *ast.Array:
		f.locals[s.target] = ast.NewTerm(v.Append(s.value.of(f)))
	case ast.Set:
		v.Add(f.run.whole(s.value.of(f)))
	}
	return next
}

// insert puts a pair into an object; once says that a key may have one value only.
type insert struct {
	key, value operand
	target     int
	once       bool
}

func (s *insert) run(f *frame) signal {
	made, ok := f.locals[s.target].Value.(ast.Object)
	if !ok {
		return f.run.fail(errConflict)
	}
	key, value := f.run.whole(s.key.of(f)), s.value.of(f)
	if old := made.Get(key); s.once && old != nil {
		if !f.run.same(old, value) {
			return f.run.fail(errConflict)
		}
		return next
	}
	made.Insert(key, value)
	return next
}
