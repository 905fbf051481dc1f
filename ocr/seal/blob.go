package seal

import "math"

// blob is a connected piece of ink, by the extreme points of its rows.
type blob struct {
	points [][2]float64
}

// blobs returns the connected pieces of ink, gaps of two pixels closed, whose boxes measure
// from least to most pixels on both sides, within a factor of three.
func blobs(p *plane, least, most float64) []blob {
	seen := make([]bool, len(p.pix))
	var out []blob
	var stack []int32
	for i, v := range p.pix {
		if v <= 2*inkFloor || seen[i] {
			continue
		}
		var b growing
		stack = append(stack[:0], int32(i))
		seen[i] = true
		for len(stack) > 0 {
			at := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			b.add(int(at)%p.w, int(at)/p.w)
			stack = p.neighbours(int(at), 2, seen, stack)
		}
		w, h := float64(b.x1-b.x0), float64(b.y1-b.y0)
		if min(w, h) >= least/2 && max(w, h) >= least && max(w, h) <= most && max(w, h) < 3.3*min(w, h) {
			out = append(out, b.blob())
		}
	}
	return out
}

// neighbours pushes the inked pixels within reach of index i that were not seen.
func (p *plane) neighbours(i, reach int, seen []bool, stack []int32) []int32 {
	x, y := i%p.w, i/p.w
	for v := max(0, y-reach); v <= min(p.h-1, y+reach); v++ {
		for u := max(0, x-reach); u <= min(p.w-1, x+reach); u++ {
			if j := v*p.w + u; !seen[j] && p.pix[j] > 2*inkFloor {
				seen[j] = true
				stack = append(stack, int32(j))
			}
		}
	}
	return stack
}

// growing collects the leftmost and rightmost pixel of every row.
type growing struct {
	x0, y0, x1, y1 int
	rows           map[int][2]int
}

func (g *growing) add(x, y int) {
	if g.rows == nil {
		*g = growing{x0: x, y0: y, x1: x, y1: y, rows: map[int][2]int{}}
	}
	g.x0, g.y0, g.x1, g.y1 = min(g.x0, x), min(g.y0, y), max(g.x1, x), max(g.y1, y)
	r, ok := g.rows[y]
	if !ok {
		r = [2]int{x, x}
	}
	g.rows[y] = [2]int{min(r[0], x), max(r[1], x)}
}

// blob keeps the middles of the outermost pixels: they are only half covered by ink.
func (g *growing) blob() blob {
	var b blob
	for y, r := range g.rows {
		b.points = append(b.points, [2]float64{float64(r[0]) + 0.5, float64(y) + 0.5}, [2]float64{float64(r[1]) + 0.5, float64(y) + 0.5})
	}
	return b
}

// tightest returns the turned rectangle of the least area around b.
func (b blob) tightest() frameBox {
	best, area := frameBox{}, math.Inf(1)
	for deg := -44.0; deg <= 45; deg += 1.5 {
		f := b.around(deg * math.Pi / 180)
		if a := f.a * f.b * (1 + 0.0005*math.Abs(deg)); a < area {
			best, area = f, a
		}
	}
	return best
}

// around returns the rectangle turned by phi around b.
func (b blob) around(phi float64) frameBox {
	sin, cos := math.Sincos(phi)
	u0, v0, u1, v1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range b.points {
		u, v := cos*p[0]+sin*p[1], cos*p[1]-sin*p[0]
		u0, v0, u1, v1 = min(u0, u), min(v0, v), max(u1, u), max(v1, v)
	}
	u, v := (u0+u1)/2, (v0+v1)/2
	return frameBox{x: cos*u - sin*v, y: sin*u + cos*v, a: (u1 - u0) / 2, b: (v1 - v0) / 2, phi: phi}
}
