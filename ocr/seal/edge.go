package seal

import (
	"math"
	"slices"
	"sort"
)

// edge is a point on the border of ink. (nx, ny) is the unit normal that points into it.
type edge struct {
	x, y, nx, ny float32
	weight       float32
}

// maxEdges bounds the work on pages full of coloured pictures.
const maxEdges = 100_000

// edges returns the points where ink begins. Thresholds follow the page: at most maxEdges
// points, the strongest.
func edges(p *plane) []edge {
	s := p.blur()
	var histogram [512]int
	s.gradients(func(_, _ int, _, _ int, strength int) { histogram[strength]++ })
	least, n := len(histogram), 0
	for least > 24 && n+histogram[least-1] <= maxEdges {
		least--
		n += histogram[least]
	}
	out := make([]edge, 0, n)
	s.gradients(func(x, y, gx, gy, strength int) {
		if strength < least {
			return
		}
		g := math.Hypot(float64(gx), float64(gy))
		out = append(out, edge{float32(x) + 0.5, float32(y) + 0.5, float32(float64(gx) / g), float32(float64(gy) / g),
			float32(min(1, float64(strength)/160))})
	})
	return out
}

// near returns the points whose rows lie within reach of y. Edges come row by row, so that
// those around a centre are found without looking at the whole page.
func near(points []edge, y, reach float64) []edge {
	low, high := float32(y-reach), float32(y+reach)
	from := sort.Search(len(points), func(i int) bool { return points[i].y >= low })
	to := from + sort.Search(len(points)-from, func(i int) bool { return points[from+i].y > high })
	return points[from:to]
}

// oblique returns points with those weakened whose borders run along the page: the strokes
// of printed characters do, of a ring only a seventh.
func oblique(points []edge) []edge {
	out := slices.Clone(points)
	for i, p := range out {
		if min(p.nx*p.nx, p.ny*p.ny) < axisSine*axisSine {
			out[i].weight /= 4
		}
	}
	return out
}

// axisSine is the sine of the angle, some 6°, within which a border runs along the page.
const axisSine = 0.1

// gradients calls f for every pixel whose gradient (Scharr, /16) is a local maximum along
// its own direction.
func (p *plane) gradients(f func(x, y, gx, gy, strength int)) {
	for y := 2; y < p.h-2; y++ {
		row := p.pix[y*p.w:]
		for x := 2; x < p.w-2; x++ {
			if row[x-1]|row[x+1]|p.pix[(y-1)*p.w+x]|p.pix[(y+1)*p.w+x] == 0 {
				continue
			}
			gx, gy := p.scharr(x, y)
			s := strength(gx, gy)
			if s < 24 {
				continue
			}
			dx, dy := direction(gx, gy)
			if s >= strength(p.scharr(x+dx, y+dy)) && s > strength(p.scharr(x-dx, y-dy)) {
				f(x, y, gx, gy, min(s, 511))
			}
		}
	}
}

// direction rounds a gradient to one of the eight neighbours.
func direction(gx, gy int) (dx, dy int) {
	ax, ay := max(gx, -gx), max(gy, -gy)
	if 5*ax >= 2*ay {
		dx = sign(gx)
	}
	if 5*ay >= 2*ax {
		dy = sign(gy)
	}
	return dx, dy
}

func sign(v int) int {
	if v < 0 {
		return -1
	}
	return 1
}

func strength(gx, gy int) int {
	ax, ay := max(gx, -gx), max(gy, -gy)
	return (max(ax, ay)*7 + min(ax, ay)*3) / 56
}

func (p *plane) scharr(x, y int) (gx, gy int) {
	i := y*p.w + x
	a, b, c := int(p.pix[i-p.w-1]), int(p.pix[i-p.w]), int(p.pix[i-p.w+1])
	d, e := int(p.pix[i-1]), int(p.pix[i+1])
	g, h, k := int(p.pix[i+p.w-1]), int(p.pix[i+p.w]), int(p.pix[i+p.w+1])
	return 3*(c+k-a-g) + 10*(e-d), 3*(g+k-a-c) + 10*(h-b)
}
