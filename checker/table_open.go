package checker

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"lianshen/ocr"
)

const (
	// wordGap parts the cells of a line that was read across them, in heights of the line.
	wordGap = 0.9
	// openReach is how far below a row the next of a table without rules may stand, in
	// heights of a line.
	openReach = 3.2
	// wrapPitch is the largest distance of two lines of one cell, in sizes of the letters.
	wrapPitch = 1.7
)

// band is one line of sight across the page.
type band struct {
	pieces []piece
	y      float64
	height float64
}

// openGrids builds the tables that no rules draw, or only rules across: below a row of
// known heads, by the white between their columns.
func openGrids(lines []ocr.Line, in scope) []*tableGrid {
	bands := bandsOf(lines)
	var out []*tableGrid
	for i := 0; i < len(bands); i++ {
		if m, ok := mapHeads(bands[i].heads(), in); !ok || m.count() < headLabels {
			continue
		}
		last := i + 1
		for last < len(bands) && bands[last].follows(bands[last-1]) && !bands[last].runsOn(bands[i]) {
			if m, ok := mapHeads(bands[last].heads(), in); ok && m.count() >= headLabels {
				break
			}
			last++
		}
		if g := openGrid(bands[i:last]); g != nil {
			out = append(out, g)
			i = last - 1
		}
	}
	return out
}

// bandsOf cuts lines at wide gaps and puts the parts that stand side by side together.
func bandsOf(lines []ocr.Line) []band {
	var all []piece
	for _, l := range lines {
		all = append(all, cutAt(l, wideGaps(l))...)
	}
	slices.SortStableFunc(all, func(a, b piece) int { return cmp.Compare(a.box[1]+a.box[3], b.box[1]+b.box[3]) })
	var out []band
	for _, p := range all {
		_, y := p.box.Centre()
		if n := len(out); n > 0 && y-out[n-1].y < 0.45*min(p.box.Height(), out[n-1].height) {
			out[n-1].pieces = append(out[n-1].pieces, p)
			continue
		}
		out = append(out, band{pieces: []piece{p}, y: y, height: p.box.Height()})
	}
	for i := range out {
		slices.SortStableFunc(out[i].pieces, func(a, b piece) int { return cmp.Compare(a.box[0], b.box[0]) })
	}
	return out
}

// wideGaps returns the middles of the gaps in a line that part cells.
func wideGaps(l ocr.Line) []float64 {
	var out []float64
	for i := 1; i < len(l.Chars); i++ {
		if gap := l.Chars[i].X0 - l.Chars[i-1].X1; gap > wordGap*l.Box.Height() {
			out = append(out, (l.Chars[i].X0+l.Chars[i-1].X1)/2)
		}
	}
	return out
}

func (b band) heads() []tableHead {
	out := make([]tableHead, len(b.pieces))
	for i, p := range b.pieces {
		if !strings.ContainsAny(p.text, ":：。") {
			out[i] = headOf(p.text)
		}
	}
	return out
}

// follows reports whether a band stands close enough below another to be of its table.
func (b band) follows(above band) bool { return b.y-above.y < openReach*max(b.height, above.height) }

// runsOn reports whether a band is running text: one piece under several heads.
func (b band) runsOn(heads band) bool {
	if len(b.pieces) > 1 {
		return false
	}
	under := 0
	for _, h := range heads.pieces {
		if x, _ := h.box.Centre(); x > b.pieces[0].box[0] && x < b.pieces[0].box[2] {
			under++
		}
	}
	first := heads.pieces[0].box
	return under > 1 || b.pieces[0].box[2] < first[0] || b.pieces[0].box[0] > heads.pieces[len(heads.pieces)-1].box[2]
}

// openGrid makes a table of a band of heads and the bands below it; nil when there are none.
func openGrid(bands []band) *tableGrid {
	heads, body := bands[0], bands[1:]
	xs := columnBorders(heads, body)
	rows := rowsOf(body)
	if len(rows) == 0 {
		return nil
	}
	g := &tableGrid{xs: xs, box: heads.pieces[0].box}
	rows = append([]band{heads}, rows...)
	for i, row := range rows {
		cells := make([]*gridCell, len(xs)-1)
		for j := range cells {
			cells[j] = &gridCell{row: i, col: j, rows: 1, cols: 1, frame: ocr.Box{xs[j], row.y - row.height/2, xs[j+1], row.y + row.height/2}}
		}
		for _, p := range row.pieces {
			g.box = g.box.Union(p.box)
			for _, part := range cutPiece(p, xs) {
				j := columnOf(part, xs)
				cells[j].pieces = append(cells[j].pieces, part)
			}
		}
		for _, c := range cells {
			sortPieces(c.pieces)
		}
		g.cells = append(g.cells, cells)
	}
	return g
}

// columnBorders puts a border between each two heads where the fewest lines cross it, in
// the middle of such a place.
func columnBorders(heads band, body []band) []float64 {
	xs := []float64{math.Inf(-1)}
	for k := 1; k < len(heads.pieces); k++ {
		from, _ := heads.pieces[k-1].box.Centre()
		to, _ := heads.pieces[k].box.Centre()
		xs = append(xs, emptiest(from, to, append([]band{heads}, body...)))
	}
	xs = append(xs, math.Inf(1))
	xs[0], xs[len(xs)-1] = heads.pieces[0].box[0]-60, heads.pieces[len(heads.pieces)-1].box[2]+60
	return xs
}

// emptiest returns the middle of the widest place between two points that the fewest pieces
// cross.
func emptiest(from, to float64, bands []band) float64 {
	const step = 1.0
	n := int((to-from)/step) + 1
	crossed := make([]int, n)
	for _, b := range bands {
		for _, p := range b.pieces {
			slack := 0.12 * p.box.Height() // of a detector's box around the letters
			for i := max(0, int((p.box[0]+slack-from)/step)); i < n && from+float64(i)*step < p.box[2]-slack; i++ {
				crossed[i]++
			}
		}
	}
	least := slices.Min(crossed)
	best, length, start := 0, 0, -1
	for i := 0; i <= n; i++ {
		if i < n && crossed[i] == least {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 && i-start > length {
			best, length = start, i-start
		}
		start = -1
	}
	return from + step*(float64(best)+float64(length)/2)
}

// cutPiece cuts a piece that was read across borders.
func cutPiece(p piece, xs []float64) []piece {
	var at []float64
	for _, x := range xs[1 : len(xs)-1] {
		if x > p.box[0]+0.8*p.box.Height() && x < p.box[2]-0.8*p.box.Height() {
			at = append(at, x)
		}
	}
	if len(at) == 0 {
		return []piece{p}
	}
	return cutAt(ocr.Line{Text: p.text, Box: p.box, Score: p.score}, at)
}

func columnOf(p piece, xs []float64) int {
	x, _ := p.box.Centre()
	for j := 1; j < len(xs)-1; j++ {
		if x < xs[j] {
			return j - 1
		}
	}
	return len(xs) - 2
}

// rowsOf joins the bands of one row: cells of several lines stand half above and half below
// the others. Bands in which most columns have something begin rows, the rest go to the
// nearest.
func rowsOf(body []band) []band {
	most := 0
	for _, b := range body {
		most = max(most, len(b.pieces))
	}
	if most < 2 {
		return nil
	}
	var rows []band
	for _, b := range body {
		if 2*len(b.pieces) >= most {
			rows = append(rows, b)
		}
	}
	rows = joinWrapped(rows)
	for _, b := range body {
		if 2*len(b.pieces) >= most {
			continue
		}
		k := slices.IndexFunc(rows, func(r band) bool { return math.Abs(r.y-b.y) == nearestRow(rows, b.y) })
		if math.Abs(rows[k].y-b.y) < 1.6*wrapPitch*b.height {
			rows[k].pieces = append(rows[k].pieces, b.pieces...)
		}
	}
	return rows
}

func nearestRow(rows []band, y float64) float64 {
	best := math.Inf(1)
	for _, r := range rows {
		best = min(best, math.Abs(r.y-y))
	}
	return best
}

// joinWrapped joins rows all of whose cells have two lines: closer to each other than rows
// elsewhere in the table, and no further than the lines of one cell.
func joinWrapped(rows []band) []band {
	widest := 0.0
	for i := 1; i < len(rows); i++ {
		widest = max(widest, rows[i].y-rows[i-1].y)
	}
	var out []band
	for i, r := range rows {
		if n := len(out); i > 0 && n > 0 {
			pitch, size := r.y-rows[i-1].y, lettersOf(r)
			if pitch < 0.75*widest && pitch < wrapPitch*size {
				out[n-1].pieces = append(out[n-1].pieces, r.pieces...)
				out[n-1].y = (out[n-1].y + r.y) / 2
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// lettersOf is the size of the letters of a band.
func lettersOf(b band) float64 {
	size := 0.0
	for _, p := range b.pieces {
		size = max(size, letter(Line{Text: p.text, Box: p.box}))
	}
	if size == 0 {
		size = 0.8 * b.height
	}
	return size
}
