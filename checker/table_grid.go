package checker

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lianshen/ocr"
)

const (
	// ruleSlack is how far in points two rules may miss each other and still meet.
	ruleSlack = 3.5
	// borderShare of a cell's side must be ruled to part it from its neighbour.
	borderShare = 0.6
	// mostGridCells bounds the work for one table.
	mostGridCells = 4000
)

// gridCell is one cell, perhaps merged of several squares of the grid.
type gridCell struct {
	row, col   int // of its first square
	rows, cols int
	pieces     []piece
	frame      ocr.Box // of the rules, straightened
}

// text joins the lines of a cell from top to bottom.
func (c *gridCell) text() string {
	if c == nil {
		return "" // an open table has no cell there
	}
	var b strings.Builder
	for _, p := range c.pieces {
		b.WriteString(p.text)
	}
	return strings.TrimSpace(b.String())
}

// box is that of the text, or of the empty cell.
func (c *gridCell) box() ocr.Box {
	if len(c.pieces) == 0 {
		return c.frame
	}
	b := c.pieces[0].box
	for _, p := range c.pieces[1:] {
		b = b.Union(p.box)
	}
	return b
}

// score is that of the weakest line.
func (c *gridCell) score() float64 {
	s := 1.0
	for _, p := range c.pieces {
		s = min(s, p.score)
	}
	if len(c.pieces) > 1 {
		s *= joinedScore
	}
	return s
}

// tableGrid is a table as a field of squares; a merged cell stands in all of its squares.
type tableGrid struct {
	page  TablePage
	turn  straight
	box   ocr.Box // straightened
	xs    []float64
	cells [][]*gridCell
	ruled bool
	above []ocr.Line // lines right above, the nearest first
	first bool       // the first on its page
	lines []ocr.Line // all that stand in it
}

func (g *tableGrid) columns() int {
	if len(g.cells) == 0 {
		return 0
	}
	return len(g.cells[0])
}

// ruledGrids builds the tables that rules draw, from top to bottom.
func ruledGrids(r ocr.Rulings) []*tableGrid {
	var out []*tableGrid
	for _, set := range meeting(r) {
		if g := newGrid(set); g != nil {
			out = append(out, g)
		}
	}
	slices.SortStableFunc(out, func(a, b *tableGrid) int {
		return cmp.Or(cmp.Compare(a.box[1], b.box[1]), cmp.Compare(a.box[0], b.box[0]))
	})
	return out
}

// meeting groups rules that cross or touch.
func meeting(r ocr.Rulings) []ocr.Rulings {
	n := len(r.Across)
	parent := make([]int, n+len(r.Down))
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i, a := range r.Across {
		for j, d := range r.Down {
			x, y := (d.X0+d.X1)/2, (a.Y0+a.Y1)/2
			if x > a.X0-ruleSlack && x < a.X1+ruleSlack && y > d.Y0-ruleSlack && y < d.Y1+ruleSlack {
				parent[find(i)] = find(n + j)
			}
		}
	}
	sets := map[int]*ocr.Rulings{}
	var order []int
	at := func(i int) *ocr.Rulings {
		root := find(i)
		if sets[root] == nil {
			sets[root] = &ocr.Rulings{}
			order = append(order, root)
		}
		return sets[root]
	}
	for i, a := range r.Across {
		s := at(i)
		s.Across = append(s.Across, a)
	}
	for j, d := range r.Down {
		s := at(n + j)
		s.Down = append(s.Down, d)
	}
	var out []ocr.Rulings
	for _, root := range order {
		out = append(out, *sets[root])
	}
	return out
}

// newGrid makes the field of squares of one set of rules; nil when they draw no table.
func newGrid(r ocr.Rulings) *tableGrid {
	if len(r.Across) < 2 || len(r.Down) < 1 {
		return nil
	}
	var ys, xs []float64
	for _, a := range r.Across {
		ys = append(ys, (a.Y0+a.Y1)/2)
	}
	for _, d := range r.Down {
		xs = append(xs, (d.X0+d.X1)/2)
	}
	ys, xs = cluster(ys), cluster(xs)
	xs = withOpenSides(xs, r.Across)
	if len(xs) < 3 || len(ys) < 2 || (len(xs)-1)*(len(ys)-1) > mostGridCells {
		return nil
	}
	g := &tableGrid{ruled: true, xs: xs, box: ocr.Box{xs[0], ys[0], xs[len(xs)-1], ys[len(ys)-1]}}
	g.merge(r, ys)
	return g
}

// withOpenSides adds the sides of a table that has no rules there.
func withOpenSides(xs []float64, across []ocr.Ruling) []float64 {
	const column = 16 // narrower than any column
	lowest, highest := math.Inf(1), math.Inf(-1)
	for _, a := range across {
		lowest, highest = min(lowest, a.X0), max(highest, a.X1)
	}
	if lowest < xs[0]-column {
		xs = append([]float64{lowest}, xs...)
	}
	if highest > xs[len(xs)-1]+column {
		xs = append(xs, highest)
	}
	return xs
}

// cluster returns the middles of values that lie close together.
func cluster(values []float64) []float64 {
	slices.Sort(values)
	var out []float64
	sum, n := 0.0, 0.0
	for i, v := range values {
		if n > 0 && v-values[i-1] > ruleSlack {
			out = append(out, sum/n)
			sum, n = 0, 0
		}
		sum, n = sum+v, n+1
	}
	if n > 0 {
		out = append(out, sum/n)
	}
	return out
}

// merge makes the cells: squares with no rule between them are one.
func (g *tableGrid) merge(r ocr.Rulings, ys []float64) {
	rows, cols := len(ys)-1, len(g.xs)-1
	g.cells = make([][]*gridCell, rows)
	for i := range g.cells {
		g.cells[i] = make([]*gridCell, cols)
	}
	for i := range rows {
		for j := range cols {
			if g.cells[i][j] != nil {
				continue
			}
			c := &gridCell{row: i, col: j, rows: 1, cols: 1}
			for j+c.cols < cols && g.cells[i][j+c.cols] == nil && !barred(r.Down, g.xs[j+c.cols], ys[i], ys[i+1], false) {
				c.cols++
			}
			for i+c.rows < rows && !barred(r.Across, ys[i+c.rows], g.xs[j], g.xs[j+c.cols], true) {
				c.rows++
			}
			g.fill(c)
			c.frame = ocr.Box{g.xs[j], ys[i], g.xs[j+c.cols], ys[i+c.rows]}
		}
	}
}

func (g *tableGrid) fill(c *gridCell) {
	for i := c.row; i < c.row+c.rows; i++ {
		for j := c.col; j < c.col+c.cols; j++ {
			if g.cells[i][j] == nil {
				g.cells[i][j] = c
			}
		}
	}
}

// barred reports whether rules at level cover most of the way from one end to the other.
func barred(rules []ocr.Ruling, level, from, to float64, across bool) bool {
	covered := 0.0
	for _, r := range rules {
		at, a, b := (r.X0+r.X1)/2, r.Y0, r.Y1
		if across {
			at, a, b = (r.Y0+r.Y1)/2, r.X0, r.X1
		}
		if math.Abs(at-level) <= ruleSlack {
			covered += max(0, min(b, to)-max(a, from))
		}
	}
	return covered >= borderShare*(to-from)
}

// take puts the parts of a line into the cells that they stand in. It reports whether the
// line lies within the table.
func (g *tableGrid) take(l ocr.Line) bool {
	x, y := l.Box.Centre()
	if x < g.box[0] || x > g.box[2] || y < g.box[1] || y > g.box[3] {
		return false
	}
	g.lines = append(g.lines, l)
	row := g.rowAt(y)
	for _, p := range cutAt(l, g.cuts(row, l.Box)) {
		if c := g.cellAt(row, p.box); c != nil && strings.TrimSpace(p.text) != "" {
			c.pieces = append(c.pieces, p)
		}
	}
	return true
}

func (g *tableGrid) rowAt(y float64) int {
	for i := range g.cells {
		for _, c := range g.cells[i] {
			if c.rows == 1 && y >= c.frame[1] && y <= c.frame[3] {
				return i
			}
		}
	}
	for i := range g.cells {
		for _, c := range g.cells[i] {
			if y >= c.frame[1] && y <= c.frame[3] {
				return i
			}
		}
	}
	return 0
}

// cuts returns the borders of a row that a box reaches across.
func (g *tableGrid) cuts(row int, b ocr.Box) []float64 {
	slack := 0.35 * b.Height()
	var out []float64
	for j, c := range g.cells[row] {
		if c.col == j && j > 0 && g.xs[j] > b[0]+slack && g.xs[j] < b[2]-slack {
			out = append(out, g.xs[j])
		}
	}
	return out
}

func (g *tableGrid) cellAt(row int, b ocr.Box) *gridCell {
	x, _ := b.Centre()
	for j, c := range g.cells[row] {
		if x < g.xs[j+1] {
			return c
		}
	}
	return g.cells[row][g.columns()-1]
}

// settle sorts the lines of each cell.
func (g *tableGrid) settle() {
	for i := range g.cells {
		for j, c := range g.cells[i] {
			if c.row == i && c.col == j {
				sortPieces(c.pieces)
			}
		}
	}
}

// sortPieces puts pieces in reading order: lines from top to bottom, a line that was read in
// parts from left to right.
func sortPieces(pieces []piece) {
	slices.SortStableFunc(pieces, func(a, b piece) int {
		_, ay := a.box.Centre()
		_, by := b.box.Centre()
		if math.Abs(ay-by) < 0.5*min(a.box.Height(), b.box.Height()) {
			return cmp.Compare(a.box[0], b.box[0])
		}
		return cmp.Compare(ay, by)
	})
}
