package seal

import (
	"image"
	"math"
)

// sheet is the zone between ring and centre, straightened: x runs clockwise along the ring
// by arc length, one whole turn; y runs inward from the ring. Characters whose feet point
// to the centre stand upright on it.
type sheet struct {
	sep, fill, mix *plane  // as in crop
	px             float64 // sheet pixels per crop pixel
	depth          float64 // half the shorter axis in sheet pixels: y/depth is the depth in [0, 1]
	top            float64 // depth of row 0 (negative: a little outside the ring)
	angles         []float64
	ringEnd        float64 // depth where the ring is over
	title          band
}

const (
	// stripHigh is the height that recognisers of Chinese lines are made for.
	stripHigh = 48
	// bandShare is the usual height of the title band as a share of the shorter half axis.
	bandShare = 0.34
	// sheetFrom and sheetTo are the depths that a sheet covers.
	sheetFrom, sheetTo = -0.06, 0.75
	// middle is the depth along which x is true to scale: the middle of a usual title.
	middle = 0.24
)

// straighten unrolls the zone inside e.
func (c *crop) straighten(e ellipse) *sheet {
	short := min(e.a, e.b)
	s := &sheet{px: stripHigh / (bandShare * short), top: sheetFrom}
	s.depth = short * s.px
	s.angles = e.walk(middle*short, 1/s.px)
	h := int((sheetTo - sheetFrom) * s.depth)
	s.sep, s.fill, s.mix = newPlane(len(s.angles), h), newPlane(len(s.angles), h), newPlane(len(s.angles), h)
	for x, t := range s.angles {
		px, py := e.at(t, 1)
		nx, ny := e.inward(t)
		for y := range h {
			d := sheetFrom*short + (float64(y)+0.5)/s.px
			s.sep.pix[y*s.sep.w+x] = c.sep.soft(px+d*nx, py+d*ny, s.px)
			s.fill.pix[y*s.sep.w+x] = c.fill.soft(px+d*nx, py+d*ny, s.px)
			s.mix.pix[y*s.sep.w+x] = c.mix.soft(px+d*nx, py+d*ny, s.px)
		}
	}
	s.title = s.findBand()
	return s
}

// soft samples a point; where the sheet is coarser than the plane it takes a small mean.
func (p *plane) soft(x, y, px float64) uint8 {
	if px > 0.75 {
		return uint8(p.sample(x, y) + 0.5)
	}
	d := 0.25 / px
	return uint8((p.sample(x-d, y-d)+p.sample(x+d, y-d)+p.sample(x-d, y+d)+p.sample(x+d, y+d))/4 + 0.5)
}

// inward returns the unit normal of e at parameter angle t that points to the inside.
func (e ellipse) inward(t float64) (x, y float64) {
	sin, cos := math.Sincos(t)
	u, v := -cos/e.a, -sin/e.b
	n := math.Hypot(u, v)
	sin, cos = math.Sincos(e.phi)
	return (cos*u - sin*v) / n, (sin*u + cos*v) / n
}

// walk returns parameter angles that lie step apart along the curve d inside e, for one
// turn clockwise from the left end of the axis a.
func (e ellipse) walk(d, step float64) []float64 {
	const parts = 1440
	var length [parts + 1]float64
	point := func(i int) (float64, float64) {
		t := math.Pi + float64(i)*2*math.Pi/parts
		x, y := e.at(t, 1)
		nx, ny := e.inward(t)
		return x + d*nx, y + d*ny
	}
	x, y := point(0)
	for i := 1; i <= parts; i++ {
		u, v := point(i)
		length[i] = length[i-1] + math.Hypot(u-x, v-y)
		x, y = u, v
	}
	n := max(8, int(length[parts]/step))
	out := make([]float64, n)
	i := 0
	for k := range out {
		at := (float64(k) + 0.5) * length[parts] / float64(n)
		for i < parts-1 && length[i+1] < at {
			i++
		}
		out[k] = math.Pi + (float64(i)+(at-length[i])/(length[i+1]-length[i]))*2*math.Pi/parts
	}
	return out
}

// row returns the row of the sheet at a depth.
func (s *sheet) row(depth float64) int {
	return min(s.sep.h, max(0, int((depth-s.top)*s.depth+0.5)))
}

// strip cuts the rows between two depths and n columns from x on, going round as often as
// needed, as dark ink on white, stripHigh high.
func (s *sheet) strip(from *plane, d0, d1 float64, x, n int) *image.Gray {
	y0, y1 := s.row(d0), s.row(d1)
	f := float64(y1-y0) / stripHigh
	w := max(1, int(float64(n)/f))
	out := image.NewGray(image.Rect(0, 0, w, stripHigh))
	for v := range stripHigh {
		y := float64(y0) + (float64(v)+0.5)*f
		for u := range w {
			out.Pix[v*out.Stride+u] = 255 - from.wrapped(float64(x)+(float64(u)+0.5)*f, y)
		}
	}
	return out
}

// wrapped samples a plane whose columns go round.
func (p *plane) wrapped(x, y float64) uint8 {
	x = math.Mod(x, float64(p.w))
	if x < 0 {
		x += float64(p.w)
	}
	if x < 1 || x > float64(p.w)-1 {
		return p.at(min(p.w-1, int(x)), int(y))
	}
	return uint8(p.sample(x, y) + 0.5)
}
