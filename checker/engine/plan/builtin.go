package plan

import (
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// builtin calls one of OPA's own functions.
type builtin struct {
	function topdown.BuiltinFunc
	quick    func([]*ast.Term) *ast.Term // tried first, where there is one
	args     []operand
	target   int
	carries  bool // it need not be given all parts of its arguments
}

func (s *builtin) run(f *frame) signal {
	r := f.run
	r.operands = r.operands[:0]
	for _, a := range s.args {
		operand := a.of(f)
		if !s.carries {
			operand = r.whole(operand)
		}
		r.operands = append(r.operands, operand)
	}
	if s.quick != nil {
		if answer := s.quick(r.operands); answer != nil {
			f.locals[s.target] = answer
			return next
		}
	}
	r.answer = nil
	if err := s.function(r.builtin, r.operands, r.take); err != nil {
		return r.builtinError(err)
	}
	if r.answer == nil {
		return leave
	}
	f.locals[s.target] = r.seen(r.answer)
	return next
}

// builtinError makes a call undefined, as OPA does, unless the error ends the evaluation.
func (r *Run) builtinError(err error) signal {
	var halt topdown.Halt
	if errors.As(err, &halt) || topdown.IsCancel(err) || r.cancel.Cancelled() {
		return r.fail(err)
	}
	return leave
}

// builtinNamed is a builtin that can be called; nil for one that gives several results.
func builtinNamed(name string) topdown.BuiltinFunc {
	if decl := ast.BuiltinMap[name]; decl == nil || decl.Relation || decl.Nondeterministic || decl.Decl.Result() == nil {
		return nil
	}
	return topdown.GetBuiltin(name)
}
