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
		heads, used, score := headBand(bands[i:], in)
		if used == 0 {
			continue
		}
		if _, _, better := headBand(bands[i+1:], in); better >= score {
			continue // what was joined to the heads is a heading
		}
		first := i + used
		last := first
		for last < len(bands) && bands[last].follows(bands[last-1], heads.height) && !bands[last].runsOn(heads) {
			if _, again, _ := headBand(bands[last:], in); again > 0 {
				break
			}
			last++
		}
		if g := openGrid(heads, bands[first:last]); g != nil {
			out = append(out, g)
			i = last - 1
		}
	}
	return out
}

// mostHeadLines is how many lines the heads of a table take.
const mostHeadLines = 3

// headBand joins the first bands to one of heads, as many as make most of them known; used
// is 0 when they are no heads.
func headBand(bands []band, in scope) (heads band, used int, best float64) {
	joined := band{}
	for k := range min(mostHeadLines, len(bands)) {
		if k > 0 && bands[k].y-bands[k-1].y > wrapPitch*max(bands[k].height, bands[k-1].height) {
			break
		}
		joined = joined.under(bands[k])
		m, ok := mapHeads(joined.heads(), in)
		if ok && m.count() >= headLabels && m.score > best {
			best, heads, used = m.score, joined, k+1
		}
	}
	return heads, used, best
}

// under joins the pieces of a band to those of b that they stand below.
func (b band) under(next band) band {
	out := band{pieces: slices.Clone(b.pieces), y: next.y, height: max(b.height, next.height)}
	for _, p := range next.pieces {
		k := slices.IndexFunc(out.pieces, func(o piece) bool { return sameColumn(o.box, p.box) })
		if k < 0 {
			out.pieces = append(out.pieces, p)
			continue
		}
		o := &out.pieces[k]
		*o = piece{text: o.text + p.text, box: o.box.Union(p.box), score: min(o.score, p.score)}
	}
	slices.SortStableFunc(out.pieces, func(a, b piece) int { return cmp.Compare(a.box[0], b.box[0]) })
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
			out[n-1].height = max(out[n-1].height, p.box.Height())
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
		out[i] = headOf(p.text)
		if strings.ContainsAny(p.text, ":：。") {
			out[i].texts = []string{p.text} // printed, yet no head
		}
	}
	return out
}

// follows reports whether a band stands close enough below another to be of its table.
// Digits alone are lower than the heads of the same size.
func (b band) follows(above band, height float64) bool {
	return b.y-above.y < openReach*max(b.height, above.height, height)
}

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
func openGrid(heads band, body []band) *tableGrid {
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
	xs := []float64{0}
	for k := 1; k < len(heads.pieces); k++ {
		from, _ := heads.pieces[k-1].box.Centre()
		to, _ := heads.pieces[k].box.Centre()
		xs = append(xs, emptiest(from, to, append([]band{heads}, body...)))
	}
	xs = append(xs, 0)
	xs[0], xs[len(xs)-1] = heads.pieces[0].box[0], heads.pieces[len(heads.pieces)-1].box[2]
	for _, b := range body {
		xs[0] = min(xs[0], b.pieces[0].box[0])
		xs[len(xs)-1] = max(xs[len(xs)-1], b.pieces[len(b.pieces)-1].box[2])
	}
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
			for _, s := range p.spans() {
				for i := max(0, int((s[0]-from)/step)); i < n && from+float64(i)*step < s[1]; i++ {
					crossed[i]++
				}
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

// spans are where the letters of a piece stand: a line that was read across two columns
// leaves the white between them free.
func (p piece) spans() [][2]float64 {
	if len(p.chars) == 0 {
		slack := 0.12 * p.box.Height() // of a detector's box around the letters
		return [][2]float64{{p.box[0] + slack, p.box[2] - slack}}
	}
	var out [][2]float64
	for _, c := range p.chars {
		if strings.TrimSpace(c.Text) != "" {
			out = append(out, [2]float64{c.X0, c.X1})
		}
	}
	return out
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
	return cutAt(ocr.Line{Text: p.text, Box: p.box, Score: p.score, Chars: p.chars}, at)
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
		if math.Abs(rows[k].y-b.y) < 1.2*wrapPitch*lettersOf(rows[k]) {
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
