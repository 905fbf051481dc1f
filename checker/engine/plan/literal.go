package plan

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
)

// literalsOf finds the arrays, sets and objects that the statements of one block make whole.
// They are made where their last part is known: the literal stands at that statement, nil at
// those before it.
func (l *lowering) literalsOf(b *ir.Block) map[int]*parts {
	out := map[int]*parts{}
	for i, s := range b.Stmts {
		p := newParts(s)
		if p == nil || !l.fixed(p.target) {
			continue
		}
		at := []int{i}
		for k := i + 1; k < len(b.Stmts); k++ {
			if v, ok := addedTo(b.Stmts[k]); ok && v == p.target {
				p.stmts = append(p.stmts, b.Stmts[k])
				at = append(at, k)
			}
		}
		if len(p.stmts) != l.uses.adds[p.target] {
			continue // some parts are added within other blocks
		}
		for _, k := range at[:len(at)-1] {
			out[k] = nil
		}
		out[at[len(at)-1]] = p
	}
	return out
}

// parts are the statements that fill a literal.
type parts struct {
	kind   kind
	target ir.Local
	stmts  []ir.Stmt
}

func newParts(s ir.Stmt) *parts {
	switch s := s.(type) {
	case *ir.MakeArrayStmt:
		return &parts{kind: array, target: s.Target}
	case *ir.MakeSetStmt:
		return &parts{kind: set, target: s.Target}
	case *ir.MakeObjectStmt:
		return &parts{kind: object, target: s.Target}
	}
	return nil
}

func (l *lowering) literalStep(p *parts) block {
	if p == nil {
		return nil
	}
	lit := &literal{kind: p.kind, target: int(p.target)}
	for _, s := range p.stmts {
		switch s := s.(type) {
		case *ir.ArrayAppendStmt:
			lit.values = append(lit.values, l.operand(s.Value))
		case *ir.SetAddStmt:
			lit.values = append(lit.values, l.operand(s.Value))
		case *ir.ObjectInsertStmt:
			lit.keys, lit.values = append(lit.keys, l.operand(s.Key)), append(lit.values, l.operand(s.Value))
		case *ir.ObjectInsertOnceStmt: // only rules and comprehensions insert so
			l.unsupported = true
		}
	}
	if known(lit.keys) && known(lit.values) {
		l.consts[p.target] = lit.make(func(o operand) *ast.Term { return o.constant }, l.run.whole)
		return nil
	}
	lit.apart = areApart(lit.keys)
	return block{lit}
}

// comprehension lowers an array comprehension: an array that is made, and the block that
// follows, which adds to it.
func (l *lowering) comprehension(b *ir.Block, i int) (step, bool) {
	made, ok := b.Stmts[i].(*ir.MakeArrayStmt)
	if !ok || i+1 == len(b.Stmts) || !l.fixed(made.Target) {
		return nil, false
	}
	around, ok := b.Stmts[i+1].(*ir.BlockStmt)
	if !ok || len(around.Blocks) != 1 {
		return nil, false
	}
	adds := 0
	eachStmt(around.Blocks[0], func(s ir.Stmt) {
		if v, ok := addedTo(s); ok && v == made.Target {
			adds++
		}
	})
	if adds != l.uses.adds[made.Target] {
		return nil, false
	}
	l.list[made.Target] = l.fn.lists
	l.fn.lists++
	return &collect{l.list[made.Target], l.closed(around.Blocks[0]), int(made.Target)}, true
}
