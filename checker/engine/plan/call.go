package plan

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ir"
)

// call lowers the call of a function of the rules or of a builtin. What needs no input is
// called now.
func (l *lowering) call(s *ir.CallStmt) block {
	f := l.program.byName[s.Func]
	if f == nil {
		return l.callBuiltin(s)
	}
	var args []operand
	for _, a := range s.Args[2:] { // after input and data
		args = append(args, l.operand(a))
	}
	l.unsupported = l.unsupported || f.unsupported
	l.fn.usesInput = l.fn.usesInput || f.usesInput
	l.fn.remembered = l.fn.remembered || f.remembered
	step := &call{f, args, int(s.Result)}
	if l.unsupported || f.usesInput || !known(args) || !l.fixed(s.Result) {
		return block{step}
	}
	return l.now(step, s.Result)
}

func (l *lowering) callBuiltin(s *ir.CallStmt) block {
	function := builtinNamed(s.Func)
	if function == nil {
		l.unsupported = true
		return nil
	}
	var args []operand
	for _, a := range s.Args {
		args = append(args, l.operand(a))
	}
	l.fn.remembered = l.fn.remembered || !cheap[s.Func]
	step := builtinStep(s.Func, function, args, int(s.Result))
	if !known(args) || !l.fixed(s.Result) {
		return block{step}
	}
	return l.now(step, s.Result)
}

func known(args []operand) bool {
	return !slices.ContainsFunc(args, func(o operand) bool { return o.constant == nil })
}

// now takes a step beforehand. One that fails, or takes too long, is left to the runs.
func (l *lowering) now(s step, result ir.Local) block {
	r := l.run
	r.err, r.depth, r.locals = nil, 0, r.locals[:0]
	fr := r.enter(&function{size: int(result) + 1})
	switch s.run(fr) {
	case next:
		l.consts[result] = fr.locals[result]
		return nil
	case leave:
		return block{&breaks{leave}}
	default:
		return block{s}
	}
}

// cheap are builtins that take no longer than finding an answer that is remembered.
var cheap = map[string]bool{
	"equal": true, "neq": true, "lt": true, "lte": true, "gt": true, "gte": true, "count": true,
	"is_null": true, "is_string": true, "is_number": true, "is_boolean": true, "is_array": true,
	"is_object": true, "is_set": true, "object.get": true, "internal.member_2": true,
}
