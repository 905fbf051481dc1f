package sample

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"
)

// point is a position; its unit depends on where it is used (em, points, pixels).
type point struct{ X, Y float64 }

// seg is one piece of an outline: 'M' move, 'L' line, 'Q' quadratic, 'C' cubic.
type seg struct {
	op byte
	p  [3]point
}

// path is a closed outline.
type path []seg

func fromSfnt(s sfnt.Segment) seg {
	out := seg{op: "MLQC"[s.Op]}
	for i, a := range s.Args {
		out.p[i] = point{float64(a.X) / float64(emPixels), float64(a.Y) / float64(emPixels)}
	}
	return out
}

// ends is how many of the points of a segment count.
func (s seg) ends() int {
	switch s.op {
	case 'Q':
		return 2
	case 'C':
		return 3
	}
	return 1
}

// affine maps x' = A·x + C·y + E, y' = B·x + D·y + F.
type affine struct{ A, B, C, D, E, F float64 }

func (m affine) apply(p point) point {
	return point{m.A*p.X + m.C*p.Y + m.E, m.B*p.X + m.D*p.Y + m.F}
}

// then returns the map that applies m first and n after it.
func (m affine) then(n affine) affine {
	return affine{
		A: n.A*m.A + n.C*m.B, B: n.B*m.A + n.D*m.B,
		C: n.A*m.C + n.C*m.D, D: n.B*m.C + n.D*m.D,
		E: n.A*m.E + n.C*m.F + n.E, F: n.B*m.E + n.D*m.F + n.F,
	}
}

func scaling(x, y float64) affine { return affine{A: x, D: y} }
func moving(x, y float64) affine  { return affine{A: 1, D: 1, E: x, F: y} }

// turning rotates clockwise on a page whose y axis points down.
func turning(rad float64) affine {
	s, c := math.Sincos(rad)
	return affine{A: c, B: s, C: -s, D: c}
}

func (p path) transform(m affine) path {
	return p.warp(m.apply)
}

// warp moves every control point by f.
func (p path) warp(f func(point) point) path {
	out := make(path, len(p))
	for i, s := range p {
		out[i].op = s.op
		for j := range s.ends() {
			out[i].p[j] = f(s.p[j])
		}
	}
	return out
}

// bounds is the box around the control points: min, max.
func (p path) bounds() (lo, hi point) {
	lo, hi = point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, s := range p {
		for _, q := range s.p[:s.ends()] {
			lo.X, lo.Y = math.Min(lo.X, q.X), math.Min(lo.Y, q.Y)
			hi.X, hi.Y = math.Max(hi.X, q.X), math.Max(hi.Y, q.Y)
		}
	}
	return lo, hi
}

// fill draws the path in pixel coordinates onto dst.
func (p path) fill(dst draw.Image, c color.Color) {
	if len(p) == 0 {
		return
	}
	lo, hi := p.bounds()
	box := image.Rect(int(math.Floor(lo.X)), int(math.Floor(lo.Y)), int(math.Ceil(hi.X))+1, int(math.Ceil(hi.Y))+1)
	box = box.Intersect(dst.Bounds())
	if box.Empty() {
		return
	}
	z := vector.NewRasterizer(box.Dx(), box.Dy())
	p.feed(z, point{float64(box.Min.X), float64(box.Min.Y)})
	z.Draw(dst, box, image.NewUniform(c), image.Point{})
}

func (p path) feed(z *vector.Rasterizer, origin point) {
	at := func(q point) (float32, float32) { return float32(q.X - origin.X), float32(q.Y - origin.Y) }
	for i, s := range p {
		x, y := at(s.p[0])
		switch s.op {
		case 'M':
			if i > 0 {
				z.ClosePath()
			}
			z.MoveTo(x, y)
		case 'L':
			z.LineTo(x, y)
		case 'Q':
			x1, y1 := at(s.p[1])
			z.QuadTo(x, y, x1, y1)
		case 'C':
			x1, y1 := at(s.p[1])
			x2, y2 := at(s.p[2])
			z.CubeTo(x, y, x1, y1, x2, y2)
		}
	}
	z.ClosePath()
}

// polygon closes a ring of points.
func polygon(pts ...point) path {
	p := make(path, len(pts))
	for i, q := range pts {
		p[i] = seg{op: 'L', p: [3]point{q}}
	}
	p[0].op = 'M'
	return p
}

// ellipse is a ring of chords; inner runs the other way round and so cuts a hole.
func ellipse(rx, ry float64, inner bool) path {
	const n = 180
	pts := make([]point, n)
	for i := range n {
		a := 2 * math.Pi * float64(i) / n
		if inner {
			a = -a
		}
		pts[i] = point{rx * math.Cos(a), ry * math.Sin(a)}
	}
	return polygon(pts...)
}

// ring is the band between two ellipses.
func ring(rx, ry, width float64) path {
	return append(ellipse(rx, ry, false), ellipse(rx-width, ry-width, true)...)
}

// star is the five-pointed star of an official seal, one point up, radius r.
func star(r float64) path {
	pts := make([]point, 10)
	for i := range pts {
		rad := r
		if i%2 == 1 {
			rad = r * 0.382 // the ratio that makes opposite edges lie in one line
		}
		s, c := math.Sincos(math.Pi * float64(i) / 5)
		pts[i] = point{rad * s, -rad * c}
	}
	return polygon(pts...)
}

// stroke is a line of varying width through the points, as a pen draws it.
func stroke(pts []point, widths []float64) path {
	var left, right []point
	for i := range pts {
		a, b := pts[max(i-1, 0)], pts[min(i+1, len(pts)-1)]
		d := math.Hypot(b.X-a.X, b.Y-a.Y)
		if d == 0 {
			continue
		}
		nx, ny := -(b.Y-a.Y)/d*widths[i]/2, (b.X-a.X)/d*widths[i]/2
		left = append(left, point{pts[i].X + nx, pts[i].Y + ny})
		right = append(right, point{pts[i].X - nx, pts[i].Y - ny})
	}
	if len(left) < 2 {
		return nil
	}
	for i := len(right) - 1; i >= 0; i-- {
		left = append(left, right[i])
	}
	return polygon(left...)
}
