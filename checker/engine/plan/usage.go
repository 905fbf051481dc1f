package plan

import "github.com/open-policy-agent/opa/v1/ir"

// usage is what the body of a rule does with its locals.
type usage struct {
	writes  map[ir.Local]int  // statements that give it a value
	adds    map[ir.Local]int  // statements that add to it
	asked   map[ir.Local]bool // it matters whether it is defined
	highest ir.Local
}

func usageOf(b *ir.Block) *usage {
	u := &usage{writes: map[ir.Local]int{}, adds: map[ir.Local]int{}, asked: map[ir.Local]bool{}}
	eachStmt(b, u.note)
	return u
}

func (u *usage) note(s ir.Stmt) {
	for _, v := range written(s) {
		u.writes[v]++
		u.highest = max(u.highest, v)
	}
	if v, ok := addedTo(s); ok {
		u.adds[v]++
	}
	switch s := s.(type) {
	case *ir.IsDefinedStmt:
		u.asked[s.Source] = true
	case *ir.IsUndefinedStmt:
		u.asked[s.Source] = true
	}
}

// written are the locals that a statement gives a value.
func written(s ir.Stmt) []ir.Local {
	switch s := s.(type) {
	case *ir.CallStmt:
		return []ir.Local{s.Result}
	case *ir.CallDynamicStmt:
		return []ir.Local{s.Result}
	case *ir.DotStmt:
		return []ir.Local{s.Target}
	case *ir.LenStmt:
		return []ir.Local{s.Target}
	case *ir.ScanStmt:
		return []ir.Local{s.Key, s.Value}
	case *ir.AssignIntStmt:
		return []ir.Local{s.Target}
	case *ir.AssignVarStmt:
		return []ir.Local{s.Target}
	case *ir.AssignVarOnceStmt:
		return []ir.Local{s.Target}
	case *ir.ResetLocalStmt:
		return []ir.Local{s.Target}
	case *ir.ObjectMergeStmt:
		return []ir.Local{s.Target}
	}
	if v, ok := made(s); ok {
		return []ir.Local{v}
	}
	return nil
}

// made is the local that a statement gives a new value of its own.
func made(s ir.Stmt) (ir.Local, bool) {
	switch s := s.(type) {
	case *ir.MakeNullStmt:
		return s.Target, true
	case *ir.MakeNumberIntStmt:
		return s.Target, true
	case *ir.MakeNumberRefStmt:
		return s.Target, true
	case *ir.MakeArrayStmt:
		return s.Target, true
	case *ir.MakeObjectStmt:
		return s.Target, true
	case *ir.MakeSetStmt:
		return s.Target, true
	}
	return 0, false
}

// addedTo is the array, set or object that a statement adds to.
func addedTo(s ir.Stmt) (ir.Local, bool) {
	switch s := s.(type) {
	case *ir.ArrayAppendStmt:
		return s.Array, true
	case *ir.SetAddStmt:
		return s.Set, true
	case *ir.ObjectInsertStmt:
		return s.Object, true
	case *ir.ObjectInsertOnceStmt:
		return s.Object, true
	}
	return 0, false
}

// eachStmt visits the statements of a block and of the blocks in it.
func eachStmt(b *ir.Block, visit func(ir.Stmt)) {
	for _, s := range b.Stmts {
		visit(s)
		for _, inner := range blocksIn(s) {
			eachStmt(inner, visit)
		}
	}
}

func blocksIn(s ir.Stmt) []*ir.Block {
	switch s := s.(type) {
	case *ir.BlockStmt:
		return s.Blocks
	case *ir.ScanStmt:
		return []*ir.Block{s.Block}
	case *ir.NotStmt:
		return []*ir.Block{s.Block}
	case *ir.WithStmt:
		return []*ir.Block{s.Block}
	}
	return nil
}
