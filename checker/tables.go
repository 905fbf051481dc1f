package checker

import (
	"cmp"
	"slices"
	"strings"

	"lianshen/ocr"
)

// captionReach is how far above a table its caption stands, in points.
const captionReach = 48

// ExtractTables reads the tables of a document as typed rows. kind is the document's slug,
// "" when it is unknown. A table that goes on on the next page is there once a page, under
// the same name; tables of no known kind are left out.
func ExtractTables(pages []TablePage, kind string) []Table {
	r := &tableReader{kind: kind, tables: []Table{}}
	for _, p := range pages {
		grids := layTables(p, kind)
		for _, g := range grids {
			r.read(g)
		}
		if len(grids) == 0 {
			r.last = nil
		}
	}
	return r.tables
}

// layTables finds the tables of a page, from top to bottom, with their text.
func layTables(p TablePage, kind string) []*tableGrid {
	turn := newStraight(p.Rulings)
	grids := ruledGrids(turn.rulings(p.Rulings))
	var rest []ocr.Line
	for _, l := range p.Lines[:min(len(p.Lines), maxFieldLines)] {
		l = turn.line(l)
		if !slices.ContainsFunc(grids, func(g *tableGrid) bool { return g.take(l) }) {
			rest = append(rest, l)
		}
	}
	for _, g := range grids {
		g.settle()
	}
	grids = append(grids, openGrids(rest, scope{kind: kind, words: textOf(rest)})...)
	slices.SortStableFunc(grids, func(a, b *tableGrid) int { return cmp.Compare(a.box[1], b.box[1]) })
	for i, g := range grids {
		g.page, g.turn, g.first = p, turn, i == 0
		g.above = linesAbove(rest, g.box)
	}
	return grids
}

func textOf(lines []ocr.Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(squeeze(l.Text))
	}
	return b.String()
}

// linesAbove returns the lines right above a box, the nearest first.
func linesAbove(lines []ocr.Line, box ocr.Box) []ocr.Line {
	var out []ocr.Line
	for _, l := range lines {
		_, y := l.Box.Centre()
		if y < box[1] && y > box[1]-captionReach && l.Box[0] < box[2] && l.Box[2] > box[0] {
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b ocr.Line) int { return cmp.Compare(b.Box[1], a.Box[1]) })
	return out
}

// tableReader reads the tables of a document one after the other.
type tableReader struct {
	kind   string
	tables []Table
	last   *tableContext // of the last ruled table with a head
}

// tableContext is what a table that goes on on the next page takes with it.
type tableContext struct {
	heads headMap
	title tableTitle
	page  int
	xs    []float64
}

// read reads one grid: rows below heads, records beside heads, the rest of a table of the
// page before, or a form.
func (r *tableReader) read(g *tableGrid) {
	in := scope{kind: r.kind, words: g.words()}
	title := tableTitleOf(g.above)
	plan, ok := findHeads(g, in)
	form, labels := r.bestForm(g, g.cells, title)
	switch {
	case ok && (!plan.aside || plan.heads.count() >= labels):
		r.readRows(plan.grid, plan.heads, plan.from, title, in)
		r.last = &tableContext{plan.heads, title, g.page.Number, g.xs}
	case r.continues(g):
		r.readRows(g, r.last.heads, 0, r.last.title, in)
		r.last.page = g.page.Number
	case len(form.Rows) > 0:
		r.keep(form)
		r.last = nil
	default:
		r.readOpen(g, in)
		r.last = nil
	}
}

// readOpen reads a table whose rules were found only in part as one without rules.
func (r *tableReader) readOpen(g *tableGrid, in scope) {
	if !g.ruled {
		return
	}
	for _, o := range openGrids(g.lines, in) {
		o.page, o.turn, o.above = g.page, g.turn, g.above
		r.read(o)
	}
}

// continues reports whether a grid has the columns of the last table of the page before.
func (r *tableReader) continues(g *tableGrid) bool {
	if r.last == nil || !g.first || !g.ruled || g.page.Number != r.last.page+1 || len(g.xs) != len(r.last.xs) {
		return false
	}
	shift := g.xs[0] - r.last.xs[0] // paper is not fed twice the same way
	for i, x := range g.xs {
		if d := x - r.last.xs[i] - shift; d > 2*ruleSlack || d < -2*ruleSlack {
			return false
		}
	}
	return true
}

// words is the text of a table's cells and of what stands right above it.
func (g *tableGrid) words() string {
	var b strings.Builder
	b.WriteString(textOf(g.above))
	for _, row := range g.cells {
		for j, c := range row {
			if c != nil && c.col == j {
				b.WriteString(squeeze(c.text()))
			}
		}
	}
	return b.String()
}

// headPlan is where the heads of a grid stand; grid is turned when they stand beside.
type headPlan struct {
	grid  *tableGrid
	heads headMap
	from  int  // first row of data
	aside bool // the heads stand beside the data
}

// mostTitleRows is how many rows of a table may stand above its heads.
const mostTitleRows = 3

// findHeads looks for heads in the first rows, in one row or in two, and in the first
// columns of a table that lies on its side.
func findHeads(g *tableGrid, in scope) (headPlan, bool) {
	best, found := headsOnTop(g, in)
	if side := g.transposed(); side.columns() > 1 {
		if p, ok := headsOnTop(side, in); ok && (!found || p.heads.score > best.heads.score) && !p.alternates() {
			best, found = p, true
			best.aside = true
		}
	}
	return best, found
}

// alternates reports whether heads stand among the data too: a form of labels and values
// does not lie on its side.
func (p headPlan) alternates() bool {
	n := 0
	for _, row := range p.grid.cells[p.from:] {
		for _, c := range row {
			if c != nil {
				for _, col := range p.heads.spec.columns {
					if headOf(c.text()).fit(col) >= headModified {
						n++
						break
					}
				}
			}
		}
	}
	return n > 1 || p.from >= len(p.grid.cells)
}

func headsOnTop(g *tableGrid, in scope) (best headPlan, found bool) {
	for i := range min(len(g.cells), mostTitleRows+1) {
		for depth := 1; depth <= 2 && i+depth <= len(g.cells); depth++ {
			if depth == 2 && !g.splits(i) {
				continue
			}
			m, ok := mapHeads(g.heads(i, depth), in)
			if ok && (!found || m.score > best.heads.score) {
				best, found = headPlan{grid: g, heads: m, from: i + depth}, true
			}
		}
		if found {
			return best, true
		}
	}
	return best, found
}

// splits reports whether a row of heads has wide ones that the next row divides.
func (g *tableGrid) splits(row int) bool {
	for j, c := range g.cells[row] {
		if c != nil && c.cols > 1 && g.cells[row+1][j] != c && g.cells[row+1][j].cols < c.cols {
			return true
		}
	}
	return false
}

// heads reads rows of the grid as heads. A wide one names its first column.
func (g *tableGrid) heads(row, depth int) []tableHead {
	out := make([]tableHead, g.columns())
	for j := range out {
		var texts []string
		wide := true
		for i := row; i < row+depth; i++ {
			c := g.cells[i][j]
			texts = append(texts, c.text())
			wide = wide && c != nil && c.col != j
		}
		if !wide {
			out[j] = headOf(texts...)
		}
	}
	return out
}

// transposed returns the grid with rows and columns exchanged.
func (g *tableGrid) transposed() *tableGrid {
	t := *g
	t.xs = nil
	t.cells = make([][]*gridCell, g.columns())
	turned := map[*gridCell]*gridCell{}
	for j := range t.cells {
		t.cells[j] = make([]*gridCell, len(g.cells))
		for i := range g.cells {
			c := g.cells[i][j]
			if c == nil {
				continue
			}
			if turned[c] == nil {
				turned[c] = &gridCell{row: c.col, col: c.row, rows: c.cols, cols: c.rows, pieces: c.pieces, frame: c.frame}
			}
			t.cells[j][i] = turned[c]
		}
	}
	return &t
}
