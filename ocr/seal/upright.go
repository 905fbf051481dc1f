package seal

import (
	"image"
	"math"
)

const (
	// codeDepth is how far the code on the lower arc may reach inward.
	codeDepth = 0.2
	// maxRows bounds the lines of inner text that are read.
	maxRows = 3
)

// upright is the inside of an impression turned upright, its title, ring and star left out.
type upright struct {
	*plane
	short float64 // half the shorter axis in its pixels
}

// inside turns m's inside upright.
func (m *impression) inside() upright {
	e := m.ring
	short := min(e.a, e.b)
	f := min(3, max(0.5, 160/short)) // pixels for one crop pixel: enough for small text
	w, h := int(2*e.a*f), int(2*e.b*f)
	if math.Abs(math.Sin(m.AngleDeg*math.Pi/180-e.phi)) > 0.7 {
		w, h = h, w
	}
	u := upright{plane: newPlane(w, h), short: short * f}
	_, star := m.crop.star(e)
	sin, cos := math.Sincos(m.AngleDeg * math.Pi / 180)
	for y := range h {
		for x := range w {
			dx, dy := (float64(x)+0.5-float64(w)/2)/f, (float64(y)+0.5-float64(h)/2)/f
			px, py := e.x+cos*dx-sin*dy, e.y+sin*dx+cos*dy
			if m.free(px, py, star) {
				u.pix[y*w+x] = uint8(m.crop.mix.sample(px, py) + 0.5)
			}
		}
	}
	return u
}

// free reports whether a point of the crop lies inside the ring but neither in the title
// nor in the star.
func (m *impression) free(x, y float64, star bool) bool {
	rho, t := m.ring.polar(x, y)
	if rho > 1 || star && rho < 0.34 {
		return false
	}
	short := min(m.ring.a, m.ring.b)
	depth := (1 - rho) / max(rho, 0.01) * math.Hypot(x-m.ring.x, y-m.ring.y) / short
	if rho < 0.01 {
		depth = 1
	}
	if depth < m.sheet.title.from {
		return false
	}
	if m.titleAt.has(m.sheet.column(t), m.sheet.sep.w) {
		return depth > m.sheet.title.to
	}
	return depth > codeDepth
}

// has reports whether column x of n lies in a.
func (a arc) has(x, n int) bool { return ((x-a.start)%n+n)%n < a.n }

// column returns the column of the sheet at parameter angle t.
func (s *sheet) column(t float64) int {
	if t < 0 {
		t += 2 * math.Pi
	}
	// angles run from π to 3π; the columns are nearly even in them.
	at := math.Mod(t+math.Pi, 2*math.Pi)
	i := min(len(s.angles)-1, int(at/(2*math.Pi)*float64(len(s.angles))))
	for i > 0 && s.angles[i]-math.Pi > at {
		i--
	}
	for i < len(s.angles)-1 && s.angles[i+1]-math.Pi < at {
		i++
	}
	return i
}

// middle returns the share of ink around the star, where a seal with a bare name has none.
func (u upright) middle() float64 {
	all, inked := 0, 0
	for i, v := range u.pix {
		x, y := float64(i%u.w)+0.5-float64(u.w)/2, float64(i/u.w)+0.5-float64(u.h)/2
		if d := math.Hypot(x, y) / u.short; d < 0.36 || d > 0.58 {
			continue
		}
		all++
		if v > 90 {
			inked++
		}
	}
	return float64(inked) / float64(max(1, all))
}

// rows returns the boxes of the lines of text, top to bottom.
func (u upright) rows() []image.Rectangle {
	least := 0.02 * float64(u.w) * 255 * 0.6
	var out []image.Rectangle
	start := -1
	for y := 0; y <= u.h; y++ {
		sum := 0.0
		if y < u.h {
			for _, v := range u.pix[y*u.w : (y+1)*u.w] {
				sum += float64(v)
			}
		}
		if sum > least {
			if start < 0 {
				start = y
			}
			continue
		}
		if start >= 0 {
			if r, ok := u.line(start, y); ok && len(out) < maxRows {
				out = append(out, r)
			}
			start = -1
		}
	}
	return out
}

// line narrows the rows y0 to y1 to their ink and reports whether they can be a line of
// text: neither specks nor the remains of a star.
func (u upright) line(y0, y1 int) (image.Rectangle, bool) {
	x0, x1, ink := u.w, 0, 0
	for y := y0; y < y1; y++ {
		for x, v := range u.pix[y*u.w : (y+1)*u.w] {
			if v > 90 {
				x0, x1, ink = min(x0, x), max(x1, x+1), ink+1
			}
		}
	}
	w, h := float64(x1-x0), float64(y1-y0)
	if h < 0.09*u.short || h > 0.6*u.short || w < 1.5*h || float64(ink) < 0.05*w*h {
		return image.Rectangle{}, false
	}
	m := int(0.12 * h)
	return image.Rect(x0-2*m, y0-m, x1+2*m, y1+m).Intersect(image.Rect(0, 0, u.w, u.h)), true
}

// image returns a part of u as dark ink on white.
func (u upright) image(r image.Rectangle) image.Image {
	out := image.NewGray(image.Rect(0, 0, r.Dx(), r.Dy()))
	for y := range r.Dy() {
		for x := range r.Dx() {
			out.Pix[y*out.Stride+x] = 255 - u.at(r.Min.X+x, r.Min.Y+y)
		}
	}
	return out
}
