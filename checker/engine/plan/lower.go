package plan

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// lowering turns OPA's plan into steps. Plans list functions after those that they call, so
// what a call gives is known where it follows from the data alone.
type lowering struct {
	program *Program
	strings []*ast.Term
	data    *ast.Term
	run     *Run // works out beforehand what needs no input

	fn *function
	as *ir.Func
	// early is true for a function that can have one value only: it ends once it has it.
	early bool
	// interim is where a function with one body puts its value before it returns it; the
	// function does without.
	interim     ir.Local
	unsupported bool

	uses   *usage
	consts map[ir.Local]*ast.Term
	same   map[ir.Local]ir.Local // locals that only repeat another one
	list   map[ir.Local]int      // array comprehensions that are being lowered
	depth  int                   // blocks around the statement that a break of the plan may leave
	around int                   // blocks around the statement within the unit
	sealed bool                  // it is in a not or a comprehension, which only fail as a whole
}

func newLowering(ctx context.Context, p *Program, policy *ir.Policy, data ast.Value) *lowering {
	cancel := topdown.NewCancel()
	context.AfterFunc(ctx, cancel.Cancel)
	l := &lowering{program: p, data: ast.NewTerm(data)}
	for _, s := range policy.Static.Strings {
		l.strings = append(l.strings, ast.InternedTerm(s.Value))
	}
	l.run = p.Start(ctx, ast.NullValue, nil, cancel)
	return l
}

// function lowers one function.
func (l *lowering) function(as *ir.Func) *function {
	f := &function{id: len(l.program.functions), result: int(as.Return)}
	l.program.functions = append(l.program.functions, f)
	l.run.rules = append(l.run.rules, remembered{})
	l.run.calls = append(l.run.calls, answers{})
	for _, p := range as.Params[2:] {
		f.params = append(f.params, int(p))
	}
	l.fn, l.as, l.unsupported, l.early, l.interim = f, as, false, oneValue(as), 0
	f.size = int(as.Return) + 1
	bodies := as.Blocks
	if at, ok := interimOf(as); ok {
		l.interim, bodies = at, bodies[:1]
	}
	for _, b := range bodies {
		f.blocks = append(f.blocks, l.unit(b))
	}
	f.unsupported = l.unsupported
	f.remembered = f.remembered && len(f.params) <= len(arguments{})
	return f
}

// unit lowers a block at the top of a function: the body of a rule, or of a rule and its
// alternatives, each of which uses the locals anew.
func (l *lowering) unit(b *ir.Block) block {
	if s, ok := alone(b); ok {
		out := &blocks{}
		for _, each := range s.Blocks {
			out.list = append(out.list, l.body(each))
		}
		return block{out}
	}
	return l.body(b)
}

func alone(b *ir.Block) (*ir.BlockStmt, bool) {
	if len(b.Stmts) != 1 {
		return nil, false
	}
	s, ok := b.Stmts[0].(*ir.BlockStmt)
	return s, ok
}

func (l *lowering) body(b *ir.Block) block {
	l.uses = usageOf(b)
	l.consts = map[ir.Local]*ast.Term{ir.Data: l.data}
	l.same, l.list = map[ir.Local]ir.Local{}, map[ir.Local]int{}
	l.depth, l.around, l.sealed = 0, 0, false
	l.fn.size = max(l.fn.size, int(l.uses.highest)+1)
	return l.block(b)
}

// interimOf finds the interim value of a function that is one body, a block that gives its
// value to the function, and the return.
func interimOf(f *ir.Func) (ir.Local, bool) {
	if len(f.Blocks) != 3 || len(f.Blocks[1].Stmts) != 2 {
		return 0, false
	}
	if _, alternatives := alone(f.Blocks[0]); alternatives {
		return 0, false
	}
	_, asked := f.Blocks[1].Stmts[0].(*ir.IsDefinedStmt)
	given, ok := f.Blocks[1].Stmts[1].(*ir.AssignVarOnceStmt)
	if !asked || !ok || given.Target != f.Return {
		return 0, false
	}
	at, ok := given.Source.Value.(ir.Local)
	return at, ok
}

// oneValue is true for a rule whose bodies all give true.
func oneValue(f *ir.Func) bool {
	ok := len(f.Blocks) > 0
	for _, b := range f.Blocks {
		eachStmt(b, func(s ir.Stmt) {
			if s, is := s.(*ir.AssignVarOnceStmt); is && s.Target != f.Return {
				v, isBool := s.Source.Value.(ir.Bool)
				ok = ok && isBool && bool(v)
			}
		})
	}
	return ok
}

func (l *lowering) block(b *ir.Block) block {
	out := block{}
	literals := l.literalsOf(b)
	for i := 0; i < len(b.Stmts); i++ {
		s := b.Stmts[i]
		if lit, ok := literals[i]; ok {
			out = append(out, l.literalStep(lit)...)
			continue
		}
		if c, ok := l.comprehension(b, i); ok {
			out = append(out, c)
			i++
			continue
		}
		out = append(out, l.stmt(s)...)
	}
	return out
}

// nested lowers a block within another statement.
func (l *lowering) nested(b *ir.Block) block {
	l.depth++
	l.around++
	defer func() { l.depth--; l.around-- }()
	return l.block(b)
}

// looped lowers the block of a scan, which no break of the plan may cross.
func (l *lowering) looped(b *ir.Block) block {
	depth := l.depth
	l.depth = 0
	l.around++
	defer func() { l.depth = depth; l.around-- }()
	return l.block(b)
}

// closed lowers the block of a not or of a comprehension, which is never left early.
func (l *lowering) closed(b *ir.Block) block {
	sealed := l.sealed
	l.sealed = true
	defer func() { l.sealed = sealed }()
	return l.looped(b)
}

func (l *lowering) operand(o ir.Operand) operand {
	switch v := o.Value.(type) {
	case ir.StringIndex:
		return operand{constant: l.strings[v]}
	case ir.Bool:
		return operand{constant: ast.InternedTerm(bool(v))}
	case ir.Local:
		return l.local(v)
	default:
		l.unsupported = true
		return operand{}
	}
}

func (l *lowering) local(v ir.Local) operand {
	if same, ok := l.same[v]; ok {
		v = same
	}
	if c, ok := l.consts[v]; ok {
		return operand{constant: c}
	}
	if v == ir.Input {
		l.fn.usesInput = true
	}
	return operand{local: int(v)}
}

// fixed reports whether a local has one value wherever it is read in the unit.
func (l *lowering) fixed(v ir.Local) bool {
	return l.uses.writes[v] == 1 && !l.uses.asked[v] && v != l.as.Return && int(v) >= len(l.as.Params)
}
