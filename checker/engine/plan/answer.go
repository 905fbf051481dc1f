package plan

import "github.com/open-policy-agent/opa/v1/ast"

// remembered is the value of a rule without arguments.
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
