package seal

import (
	"math"
	"slices"
)

const (
	// leastRadius and mostRadius bound the half axes, in pixels, that one level of the
	// pyramid looks for; the next level sees the page at half the size.
	leastRadius = 28
	mostRadius  = 62
	// votePad is how far outside the image a centre may lie: a seal cut by the page edge.
	votePad = 48
	// cell is the side of an accumulator cell in pixels; the fit makes up for its coarseness.
	cell = 2
	// peaksALevel bounds the centres tried on one level for one aspect.
	peaksALevel = 16
)

// form is the shape of the ellipses that one vote is about: the longer over the shorter axis,
// and the turn of the longer one.
type form struct{ aspect, phi float64 }

// forms are voted for in coloured ink; the fit bridges what lies between, turns as well, as
// little else is there. Company seals are round, 45 × 30 or 40 × 30 mm.
var forms = []form{{1, 0}, {1.17, 0}, {1.34, 0}, {1.5, 0}}

// darkForms are the same among black text, where a centre that does not fit is lost among others.
var darkForms = []form{{1, 0}, {1.4, 0}, {1.4, math.Pi / 6}, {1.4, math.Pi / 3}, {1.4, math.Pi / 2}, {1.4, math.Pi * 2 / 3}, {1.4, math.Pi * 5 / 6}}

// sized returns the ellipse of the form f around a centre whose longer half axis is a.
func (f form) sized(x, y, a float64) ellipse { return ellipse{x, y, a, a / f.aspect, f.phi} }

// accumulator counts, for every possible centre, the border points that look at it.
type accumulator struct {
	w, h  int
	votes []float32
}

// vote lets every edge vote for the centres it may belong to. Stretched along its shorter
// axis, an ellipse is a circle, and the normals of a circle meet in its centre.
func vote(points []edge, w, h int, shape form, least int) *accumulator {
	acc := &accumulator{w: (w + 2*votePad) / cell, h: (h + 2*votePad) / cell}
	acc.votes = make([]float32, acc.w*acc.h)
	sin, cos := math.Sincos(shape.phi)
	for _, p := range points {
		nx, ny := float64(p.nx), float64(p.ny)
		along, across := cos*nx+sin*ny, (cos*ny-sin*nx)/shape.aspect
		n := math.Sqrt(along*along+across*across) * cell
		along, across = along/n, across/n/shape.aspect
		dx, dy := cos*along-sin*across, sin*along+cos*across
		x, y := float64(p.x+votePad)/cell, float64(p.y+votePad)/cell
		for r := least; r <= mostRadius; r++ {
			u, v := int(x+float64(r)*dx), int(y+float64(r)*dy)
			if uint(u) < uint(acc.w) && uint(v) < uint(acc.h) {
				acc.votes[v*acc.w+u] += p.weight
			}
		}
	}
	return acc
}

// smooth replaces every count by the sum over the (2r+1)² square around it.
func (a *accumulator) smooth(r int) {
	tmp := make([]float32, len(a.votes))
	for y := range a.h {
		slide(a.votes[y*a.w:(y+1)*a.w], tmp[y*a.w:], 1, r)
	}
	column := make([]float32, a.h)
	for x := range a.w {
		for y := range a.h {
			column[y] = tmp[y*a.w+x]
		}
		slide(column, a.votes[x:], a.w, r)
	}
}

// sharpen smooths a and takes away what the wider surroundings have as well: lines of text
// lift whole areas above the centre of a faint ring.
func (a *accumulator) sharpen() {
	const near, far = 1, 8
	wide := &accumulator{w: a.w, h: a.h, votes: slices.Clone(a.votes)}
	wide.smooth(far)
	a.smooth(near)
	const share = float32((2*near+1)*(2*near+1)) / ((2*far + 1) * (2*far + 1))
	for i, v := range wide.votes {
		a.votes[i] -= share * v
	}
}

// slide writes the sums over a window of ±r of src to every stride-th element of dst.
func slide(src, dst []float32, stride, r int) {
	var sum float32
	for _, v := range src[:min(r, len(src))] {
		sum += v
	}
	for i := range src {
		if i+r < len(src) {
			sum += src[i+r]
		}
		if i-r-1 >= 0 {
			sum -= src[i-r-1]
		}
		dst[i*stride] = sum
	}
}

// peak is a possible centre and its votes.
type peak struct{ x, y, votes float64 }

// peaks returns the strongest local maxima, strongest first.
func (a *accumulator) peaks() []peak {
	const near = 3
	var out []peak
	least := float32(0.2 * leastRadius * math.Pi)
	for y := near; y < a.h-near; y++ {
		for x := near; x < a.w-near; x++ {
			if v := a.votes[y*a.w+x]; v > least && a.tops(x, y, near) {
				out = append(out, peak{(float64(x)+0.5)*cell - votePad, (float64(y)+0.5)*cell - votePad, float64(v)})
			}
		}
	}
	slices.SortFunc(out, func(p, q peak) int {
		switch {
		case p.votes > q.votes:
			return -1
		case p.votes < q.votes:
			return 1
		}
		return 0
	})
	return out[:min(len(out), peaksALevel)]
}

// tops reports whether nothing within near exceeds the count at (x, y).
func (a *accumulator) tops(x, y, near int) bool {
	v := a.votes[y*a.w+x]
	for j := y - near; j <= y+near; j++ {
		for i := x - near; i <= x+near; i++ {
			o := a.votes[j*a.w+i]
			if o > v || (o == v && (j < y || j == y && i < x)) {
				return false
			}
		}
	}
	return true
}
