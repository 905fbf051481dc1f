package plan

import "github.com/open-policy-agent/opa/v1/ast"

// Parts knows the parts of an input that are not there yet. In an input such a part is a
// variable, which no JSON value is; equal parts have equal names. A rule that looks at one
// gets what Part returns, so that nothing need be made ready that no rule looks at.
type Parts interface {
	Part(name ast.Var) ast.Value
}

// seen is a term that a rule looks at.
func (r *Run) seen(t *ast.Term) *ast.Term {
	if t == nil {
		return nil
	}
	name, ok := t.Value.(ast.Var)
	if !ok {
		return t
	}
	part, ok := r.parts[name]
	if !ok {
		part = ast.NewTerm(r.from.Part(name))
		r.parts[name] = part
	}
	return part
}

// whole is a term with all its parts. OPA keeps count of variables within a value, so that a
// value without any costs nothing.
func (r *Run) whole(t *ast.Term) *ast.Term {
	if t.IsGround() {
		return t
	}
	t = r.seen(t)
	switch v := t.Value.(type) {
	case *ast.Array:
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			terms[i] = r.whole(v.Elem(i))
		}
		return ast.ArrayTerm(terms...)
	case ast.Set:
		made := ast.NewSetWithCapacity(v.Len())
		v.Foreach(func(each *ast.Term) { made.Add(r.whole(each)) })
		return ast.NewTerm(made)
	case ast.Object:
		made := ast.NewObjectWithCapacity(v.Len())
		v.Foreach(func(key, value *ast.Term) { made.Insert(r.whole(key), r.whole(value)) })
		return ast.NewTerm(made)
	default:
		return t
	}
}

// same compares values by all their parts.
func (r *Run) same(a, b *ast.Term) bool {
	return a == b || r.whole(a).Equal(r.whole(b))
}

// carrying are builtins that pass on what they are given, or do not look into it.
var carrying = map[string]bool{
	"array.concat": true, "array.reverse": true, "array.slice": true, "count": true, "object.get": true,
	"object.keys": true, "object.union": true, "object.union_n": true, "object.remove": true,
	"is_null": true, "is_string": true, "is_number": true, "is_boolean": true, "is_array": true,
	"is_object": true, "is_set": true, "type_name": true,
}
