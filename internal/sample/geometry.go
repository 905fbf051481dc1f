package sample

import (
	"math"
)

// geometry maps between the flat page and the scanned one, both in units of a page of
// width W and height H; warp is in the same unit.
type geometry struct {
	W, H, sin, cos float64
	key            [2]float64
	zoom           float64
	warp           float64
	phase          [4]float64
}

func (s Scan) geometry(w, h float64) geometry {
	sin, cos := math.Sincos(-s.SkewDeg * math.Pi / 180)
	return geometry{W: w, H: h, sin: sin, cos: cos, key: s.Keystone, zoom: s.Zoom, warp: s.WarpMM / 210 * w, phase: s.phase}
}

// source says which point of the flat page is seen at a point of the scan.
func (g geometry) source(p point) point {
	x, y := p.X-g.W/2, p.Y-g.H/2
	x, y = x*g.cos-y*g.sin, x*g.sin+y*g.cos
	x, y = x*(1+g.zoom), y*(1+g.zoom)
	u, v := x/g.W, y/g.H
	x *= 1 + g.key[0]*v
	y *= 1 + g.key[1]*u
	x += g.warp * math.Sin(2*math.Pi*0.7*v+g.phase[0])
	y += g.warp * math.Sin(2*math.Pi*0.6*u+g.phase[1])
	return point{x + g.W/2, y + g.H/2}
}

// seen is the inverse of source. The map is nearly the identity, so repeated correction
// converges in a few steps.
func (g geometry) seen(p point) point {
	q := p
	for range 8 {
		s := g.source(q)
		q.X += p.X - s.X
		q.Y += p.Y - s.Y
	}
	return q
}

// box moves a box with the page: the upright box around its four corners as seen.
func (s Scan) box(b Box) Box {
	g := s.geometry(pageWidth, pageHeight)
	out := Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, c := range []point{{b[0], b[1]}, {b[2], b[1]}, {b[2], b[3]}, {b[0], b[3]}} {
		q := turned(g.seen(c), s.Turn)
		out[0], out[1] = math.Min(out[0], q.X), math.Min(out[1], q.Y)
		out[2], out[3] = math.Max(out[2], q.X), math.Max(out[3], q.Y)
	}
	return out
}

// turned moves a point of an upright A4 page to where it lies after a quarter turn.
func turned(p point, turn int) point {
	switch turn {
	case 90:
		return point{pageHeight - p.Y, p.X}
	case 180:
		return point{pageWidth - p.X, pageHeight - p.Y}
	case 270:
		return point{p.Y, pageWidth - p.X}
	}
	return p
}

// size is the page in points as displayed.
func (s Scan) size() (w, h float64) {
	if s.Turn == 90 || s.Turn == 270 {
		return pageHeight, pageWidth
	}
	return pageWidth, pageHeight
}
