package seal

import (
	"math"

	"lianshen/ocr"
)

// A paging seal (骑缝章) is pressed across the fanned edges of a document: each page keeps a
// slice of it beside one edge. Only the first slice is a seal cut by the edge; of the others
// the paper shows neither more of the ring nor its centre. So a slice is looked for as such:
// ink within a narrow strip along the edge, parted from the rest of the page, that bears the
// arcs of one circle.

const (
	// sliceReach is how far from the edge, in mm, a slice may begin; sliceGap how far from it
	// it may end.
	sliceReach, sliceGap = 15, 5
	// leastSlice is the least width of a slice in mm, leastChord its least height.
	leastSlice, leastChord = 1.2, 12
	// sliceBreak is the widest empty stretch within a slice: from the title past an empty middle
	// to the lower arc.
	sliceBreak = 24
	// leastArc is the share of the ring's arcs in a slice that must be seen.
	leastArc = 0.62
)

// side is one edge of a plane, seen from that edge: d runs into the page and t along the edge.
type side struct {
	ink    *plane
	across bool // the edge is the top or the bottom
	far    bool // the edge is the right or the bottom
}

// point returns where (d, t) lies on the plane.
func (s side) point(d, t float64) (x, y float64) {
	if s.far {
		d = float64(s.depth()) - d
	}
	if s.across {
		return t, d
	}
	return d, t
}

// back returns the coordinates as seen from the edge.
func (s side) back(x, y float64) (d, t float64) {
	d, t = x, y
	if s.across {
		d, t = y, x
	}
	if s.far {
		d = float64(s.depth()) - d
	}
	return d, t
}

func (s side) depth() int {
	if s.across {
		return s.ink.h
	}
	return s.ink.w
}

func (s side) length() int {
	if s.across {
		return s.ink.w
	}
	return s.ink.h
}

func (s side) inked(d, t int) bool {
	x, y := s.point(float64(d)+0.5, float64(t)+0.5)
	return s.ink.at(floor(x), floor(y)) > 2*inkFloor
}

// strip is ink beside an edge: from d0 to d1 into the page, from t0 to t1 along the edge.
type strip struct{ d0, d1, t0, t1 int }

// findSlices returns the slices of paging seals in one ink. It needs the page's scale.
func (k *inkMap) findSlices(ink *plane, lim limits) []foundSlice {
	var out []foundSlice
	var points []edge
	if lim.mm <= 0 {
		return nil
	}
	for _, across := range []bool{false, true} {
		for _, far := range []bool{true, false} {
			s := side{ink: ink, across: across, far: far}
			for _, at := range s.strips(lim.mm) {
				if points == nil {
					points = k.edges(ink)
				}
				if c, ok := s.circle(at, points, lim.mm); ok {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// foundSlice is a piece of a ring: the circle it belongs to, and its box.
type foundSlice struct {
	ellipse
	area  ocr.Box
	ink   *plane
	score float64
}

// strips returns the stretches of ink beside s that may be slices.
func (s side) strips(mm float64) []strip {
	reach, gap := int(sliceReach*mm), int(sliceBreak*mm)
	if reach+int(4*mm) >= s.depth() {
		return nil
	}
	var out []strip
	from, last := -1, -1
	for t := range s.length() {
		if s.rowInked(t, reach) {
			if from < 0 {
				from = t
			}
			last = t
		}
		if from >= 0 && (t-last > gap || t == s.length()-1) {
			if at, ok := s.strip(from, last+1, reach, mm); ok {
				out = append(out, at)
			}
			from = -1
		}
	}
	return out
}

// rowInked reports whether there is more than a speck of ink at t.
func (s side) rowInked(t, reach int) bool {
	n := 0
	for d := 1; d < reach; d++ {
		if s.inked(d, t) {
			if n++; n >= 2 {
				return true
			}
		}
	}
	return false
}

// strip measures the ink between t0 and t1 and reports whether it has the size of a slice
// and stands apart.
func (s side) strip(t0, t1, reach int, mm float64) (strip, bool) {
	high := float64(t1-t0) / mm
	if high < leastChord || high > 50 {
		return strip{}, false
	}
	beyond := reach + int(4*mm)
	column := make([]int, beyond)
	for d := 1; d < beyond; d++ {
		for t := t0; t < t1; t++ {
			if s.inked(d, t) {
				column[d]++
			}
		}
	}
	at := strip{t0: t0, t1: t1}
	for d, n := range column {
		if n >= 2 {
			if at.d1 == 0 {
				at.d0 = d
			}
			at.d1 = d + 1
		}
	}
	wide := float64(at.d1-at.d0) / mm
	return at, at.d1 <= reach && wide >= leastSlice && float64(at.d0) <= sliceGap*mm
}

// circle looks for the circle whose arcs within the strip are seen best. The chord tells how
// far its centre may be from the strip, as far as the radius is known.
func (s side) circle(at strip, points []edge, mm float64) (foundSlice, bool) {
	best := foundSlice{ink: s.ink}
	half, mid := float64(at.t1-at.t0)/2, float64(at.t0+at.t1)/2
	for r := 17.0 * mm; r <= 24*mm; r += 0.5 * mm {
		if half > r+1.2*mm {
			continue
		}
		off := math.Sqrt(max(0, r*r-half*half))
		for _, d := range s.centres(at, off, mm) {
			for t := mid - 1.5*mm; t <= mid+1.5*mm; t += 0.5 * mm {
				x, y := s.point(d, t)
				c := ellipse{x: x, y: y, a: r, b: r}
				if share := s.arcs(c, at, points, mm); share > best.score {
					best.ellipse, best.score = c, share
				}
			}
		}
	}
	if best.score < leastArc || !s.textual(best.ellipse, at) {
		return best, false
	}
	best.area = s.area(best.ellipse, at)
	return best, true
}

// centres are the distances from the edge at which the centre of the circle may lie: on either
// side of the strip, off away from it, or within.
func (s side) centres(at strip, off, mm float64) []float64 {
	var out []float64
	for e := -1.5 * mm; e <= 1.5*mm; e += 0.5 * mm {
		out = append(out, float64(at.d1)+off+e, float64(at.d0)-off+e)
	}
	for d := float64(at.d0); d < float64(at.d1); d += mm {
		out = append(out, d)
	}
	return out
}

// arcs returns the share of c's ring within the strip that is seen; few directions are no
// evidence.
func (s side) arcs(c ellipse, at strip, points []edge, mm float64) float64 {
	var within binSet
	for i := range ringBins {
		x, y := c.at(angle(i), 1)
		if d, _ := s.back(x, y); d > float64(at.d0)+0.5 && d < float64(at.d1)-0.5 {
			within.add(i)
		}
	}
	if n := within.count(); n < 4 {
		return 0
	}
	_, filled := c.support(points, max(1.2, 0.25*mm), sureFacing)
	return float64(filled.meet(within)) / float64(within.count())
}

// textual reports whether the strip holds ink besides the ring, and nothing outside of it.
func (s side) textual(c ellipse, at strip) bool {
	var inside, outside, ring float64
	for d := at.d0; d < at.d1; d++ {
		for t := at.t0; t < at.t1; t++ {
			if !s.inked(d, t) {
				continue
			}
			x, y := s.point(float64(d)+0.5, float64(t)+0.5)
			switch rho, _ := c.polar(x, y); {
			case rho > 1.05:
				outside++
			case rho > 0.9:
				ring++
			default:
				inside++
			}
		}
	}
	all := inside + outside + ring
	return outside < 0.08*all && inside > 0.1*all && ring > 0.08*all
}

// area is the box of the strip, as high as the whole seal.
func (s side) area(c ellipse, at strip) ocr.Box {
	_, t := s.back(c.x, c.y)
	x0, y0 := s.point(float64(at.d0), t-c.a)
	x1, y1 := s.point(float64(at.d1), t+c.a)
	return ocr.Box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

// measureSlice describes f as a seal that is not read. How large the whole seal is, a slice
// says too vaguely.
func (k *inkMap) measureSlice(f *foundSlice) ocr.Seal {
	s := ocr.Seal{
		Box: f.area.Scale(float64(k.scale)), Shape: ocr.Round, Colour: ocr.Red,
		Kind: ocr.PagingSeal, Score: min(1, f.score),
	}
	if f.ink == k.cool {
		s.Colour = ocr.Blue
	}
	return s
}
