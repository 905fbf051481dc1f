package plan

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
)

// stmt lowers one statement; none is left of what is known beforehand.
func (l *lowering) stmt(s ir.Stmt) block {
	switch s := s.(type) {
	case *ir.MakeNullStmt:
		return l.constant(s.Target, ast.InternedNullTerm)
	case *ir.MakeNumberIntStmt:
		return l.constant(s.Target, integer(s.Value))
	case *ir.AssignIntStmt:
		return l.constant(s.Target, integer(s.Value))
	case *ir.MakeNumberRefStmt:
		return l.constant(s.Target, ast.NewTerm(ast.Number(string(l.strings[s.Index].Value.(ast.String)))))
	case *ir.MakeArrayStmt:
		return block{&start{array, int(s.Target)}}
	case *ir.MakeSetStmt:
		return block{&start{set, int(s.Target)}}
	case *ir.MakeObjectStmt:
		return block{&start{object, int(s.Target)}}
	case *ir.ArrayAppendStmt:
		if list, ok := l.list[s.Array]; ok {
			return block{&gather{list, l.operand(s.Value)}}
		}
		return block{&add{l.operand(s.Value), int(s.Array)}}
	case *ir.SetAddStmt:
		return block{&add{l.operand(s.Value), int(s.Set)}}
	case *ir.ObjectInsertStmt:
		return block{&insert{key: l.operand(s.Key), value: l.operand(s.Value), target: int(s.Object)}}
	case *ir.ObjectInsertOnceStmt:
		return block{&insert{l.operand(s.Key), l.operand(s.Value), int(s.Object), true}}
	case *ir.AssignVarStmt:
		return l.assign(s)
	case *ir.AssignVarOnceStmt:
		return l.assignOnce(s)
	case *ir.ResetLocalStmt:
		if s.Target == l.interim && l.interim != 0 {
			return nil // nothing was given yet
		}
		return block{&reset{int(s.Target)}}
	case *ir.DotStmt:
		return l.dot(s)
	case *ir.LenStmt:
		return block{&length{l.operand(s.Source), int(s.Target)}}
	case *ir.CallStmt:
		return l.call(s)
	case *ir.NopStmt:
		return nil
	}
	return l.test(s)
}

// test lowers what holds or not, and what is around other statements.
func (l *lowering) test(s ir.Stmt) block {
	switch s := s.(type) {
	case *ir.EqualStmt:
		return block{&equal{l.operand(s.A), l.operand(s.B)}}
	case *ir.NotEqualStmt:
		if v, ok := s.B.Value.(ir.Bool); ok && !bool(v) {
			return block{&notFalse{l.operand(s.A)}}
		}
		return block{&notEqual{l.operand(s.A), l.operand(s.B)}}
	case *ir.IsArrayStmt:
		return block{&isArray{l.operand(s.Source)}}
	case *ir.IsObjectStmt:
		return block{&isObject{l.operand(s.Source)}}
	case *ir.IsSetStmt:
		return block{&isSet{l.operand(s.Source)}}
	case *ir.IsDefinedStmt:
		l.local(s.Source)
		return block{&isDefined{int(s.Source)}}
	case *ir.IsUndefinedStmt:
		return block{&isUndefined{int(s.Source)}}
	case *ir.BlockStmt:
		out := &blocks{}
		for _, b := range s.Blocks {
			out.list = append(out.list, l.nested(b))
		}
		return block{out}
	case *ir.ScanStmt:
		return l.scan(s)
	case *ir.NotStmt:
		return block{&not{l.closed(s.Block)}}
	case *ir.BreakStmt:
		return l.breaks(s)
	case *ir.ReturnLocalStmt:
		l.unsupported = l.unsupported || s.Source != l.as.Return
		return block{give{}}
	default: // with, call_dynamic, object_merge, result_set_add
		l.unsupported = true
		return nil
	}
}

func integer(n int64) *ast.Term { return ast.InternedTerm(int(n)) }

func (l *lowering) constant(target ir.Local, value *ast.Term) block {
	if l.fixed(target) {
		l.consts[target] = value
		return nil
	}
	return block{&assign{operand{constant: value}, int(target)}}
}

func (l *lowering) assign(s *ir.AssignVarStmt) block {
	source := l.operand(s.Source)
	if l.fixed(s.Target) {
		if source.constant != nil {
			l.consts[s.Target] = source.constant
			return nil
		}
		if from := ir.Local(source.local); l.fixed(from) || from == ir.Input || l.isParam(from) {
			l.same[s.Target] = from
			return nil
		}
	}
	return block{&assign{source, int(s.Target)}}
}

// isParam is true for a parameter, which is never given another value.
func (l *lowering) isParam(v ir.Local) bool {
	return int(v) < len(l.as.Params) && l.uses.writes[v] == 0
}

// assignOnce also ends what cannot give another value.
func (l *lowering) assignOnce(s *ir.AssignVarOnceStmt) block {
	out := &assignOnce{source: l.operand(s.Source), target: int(s.Target)}
	if s.Target == l.interim && l.interim != 0 {
		out.target = int(l.as.Return)
		if out.source.constant != nil && !l.sealed {
			out.then = returned
		}
		return block{out}
	}
	switch {
	case l.sealed:
	case s.Target == l.as.Return && l.early:
		out.then = returned
	case s.Target != l.as.Return && out.source.constant != nil:
		out.then = signal(l.around) + 1 // leaves the unit
	}
	return block{out}
}

func (l *lowering) scan(s *ir.ScanStmt) block {
	l.fn.remembered = true
	source := l.local(s.Source)
	return block{&scan{source, int(s.Key), int(s.Value), l.looped(s.Block)}}
}

func (l *lowering) breaks(s *ir.BreakStmt) block {
	if int(s.Index) > l.depth {
		l.unsupported = true
	}
	return block{&breaks{signal(s.Index) + 1}}
}

func (l *lowering) dot(s *ir.DotStmt) block {
	source, key := l.operand(s.Source), l.operand(s.Key)
	if source.constant == nil || key.constant == nil || !l.fixed(s.Target) {
		return block{&dot{source, key, int(s.Target)}}
	}
	found := lookUp(source.constant, key.constant)
	if found == nil {
		return block{&breaks{leave}}
	}
	l.consts[s.Target] = found
	return nil
}
