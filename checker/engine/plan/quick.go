package plan

import "github.com/open-policy-agent/opa/v1/ast"

// quick are builtins that are asked so often, and do so little, that calling them as such
// takes longer than what they do. nil leaves a call to OPA.
var quick = map[string]func(args []*ast.Term) *ast.Term{
	ast.IsNull.Name:    is[ast.Null],
	ast.IsString.Name:  is[ast.String],
	ast.IsNumber.Name:  is[ast.Number],
	ast.IsBoolean.Name: is[ast.Boolean],
	ast.IsArray.Name:   is[*ast.Array],
	ast.IsObject.Name:  is[ast.Object],
	ast.IsSet.Name:     is[ast.Set],
	ast.Count.Name:     count,
	ast.Member.Name:    member,

	ast.Equal.Name:         func(args []*ast.Term) *ast.Term { return ast.InternedTerm(args[0].Equal(args[1])) },
	ast.NotEqual.Name:      func(args []*ast.Term) *ast.Term { return ast.InternedTerm(!args[0].Equal(args[1])) },
	ast.LessThan.Name:      compared(func(order int) bool { return order < 0 }),
	ast.LessThanEq.Name:    compared(func(order int) bool { return order <= 0 }),
	ast.GreaterThan.Name:   compared(func(order int) bool { return order > 0 }),
	ast.GreaterThanEq.Name: compared(func(order int) bool { return order >= 0 }),
}

func is[T ast.Value](args []*ast.Term) *ast.Term {
	_, ok := args[0].Value.(T)
	return ast.InternedTerm(ok)
}

func count(args []*ast.Term) *ast.Term {
	switch v := args[0].Value.(type) {
	case *ast.Array:
		return ast.InternedTerm(v.Len())
	case ast.Set:
		return ast.InternedTerm(v.Len())
	case ast.Object:
		return ast.InternedTerm(v.Len())
	}
	return nil
}

func member(args []*ast.Term) *ast.Term {
	switch v := args[1].Value.(type) {
	case *ast.Array:
		return ast.InternedTerm(v.Until(args[0].Equal))
	case ast.Set:
		return ast.InternedTerm(v.Contains(args[0]))
	}
	return nil
}

func compared(holds func(order int) bool) func([]*ast.Term) *ast.Term {
	return func(args []*ast.Term) *ast.Term {
		return ast.InternedTerm(holds(args[0].Value.Compare(args[1].Value)))
	}
}
