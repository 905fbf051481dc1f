package sample

import (
	"math"
	"math/rand/v2"
)

// penned writes a name as a hurried hand does: each character leans, swells and drifts,
// and the last stroke may run on. The origin is the baseline at the left; the second
// result is the width in points.
func penned(r *rand.Rand, face *Typeface, name string, size float64) (path, float64) {
	var out path
	x := 0.0
	lean, seed := between(r, 0.05, 0.3), r.Uint32()
	for i, ch := range []rune(name) {
		o := face.pick(ch)
		h := size * between(r, 0.82, 1.18)
		w := h * between(r, 0.78, 1.02)
		glyph := o.shape(ch).warp(func(p point) point { return drift(seed+uint32(i), p) })
		m := affine{A: w, C: -lean * h, D: h}.then(turning(between(r, -0.14, 0.08))).then(moving(x, between(r, -0.08, 0.08)*size))
		out = append(out, glyph.transform(m)...)
		x += w * between(r, 0.7, 0.95)
	}
	if r.IntN(2) == 0 {
		out = append(out, flourish(r, x, size)...)
	}
	return out, x + 0.3*size
}

// drift bends a glyph softly, so that no two of the same character are alike.
func drift(seed uint32, p point) point {
	return point{
		p.X + 0.16*(smooth(seed, p.X*2.3, p.Y*2.3)-0.5),
		p.Y + 0.16*(smooth(seed+77, p.X*2.3, p.Y*2.3)-0.5),
	}
}

// flourish is the tail of a signature.
func flourish(r *rand.Rand, x, size float64) path {
	var pts []point
	var widths []float64
	bend, length := between(r, 0.1, 0.4), between(r, 0.6, 1.4)*size
	for i := range 14 {
		t := float64(i) / 13
		pts = append(pts, point{x - 0.3*size + t*length, -0.12*size - bend*size*math.Sin(t*math.Pi*0.8)})
		widths = append(widths, 0.07*size*(1.05-t))
	}
	return stroke(pts, widths)
}
