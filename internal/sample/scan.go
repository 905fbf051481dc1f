package sample

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
)

// Scan is what one pass through a scanner does to a page.
type Scan struct {
	DPI     int
	SkewDeg float64 // clockwise
	// Keystone is the relative difference of length between opposite edges (透视).
	Keystone [2]float64
	// WarpMM is the amplitude of a slow wave across the page, as of paper not lying flat.
	WarpMM  float64
	Blur    float64 // 0 none … 0.3
	Noise   float64 // levels, standard deviation about
	Shadow  float64 // darkening at one side, 0 … 0.25
	Paper   color.RGBA
	Clean   float64 // 0 as seen … 1 paper pushed to white, as office scanners do
	Grey    bool
	Quality int // JPEG
	Turn    int // clockwise, by which the page lies wrongly: 0, 90, 180, 270
	phase   [4]float64
	seed    uint32
}

// feed draws the accidents of one page: each sheet lies a little differently.
func (s Scan) feed(r *rand.Rand) Scan {
	s.SkewDeg += between(r, -0.9, 0.9)
	s.Keystone = [2]float64{between(r, -0.004, 0.004), between(r, -0.004, 0.004)}
	s.WarpMM = between(r, 0, 0.5)
	for i := range s.phase {
		s.phase[i] = between(r, 0, 2*math.Pi)
	}
	s.seed = r.Uint32()
	return s
}

// geometry maps between the flat page and the scanned one, both in units of a page of
// width W and height H; warp is in the same unit.
type geometry struct {
	W, H, sin, cos float64
	key            [2]float64
	warp           float64
	phase          [4]float64
}

func (s Scan) geometry(w, h float64) geometry {
	sin, cos := math.Sincos(-s.SkewDeg * math.Pi / 180)
	return geometry{W: w, H: h, sin: sin, cos: cos, key: s.Keystone, warp: s.WarpMM / 210 * w, phase: s.phase}
}

// source says which point of the flat page is seen at a point of the scan.
func (g geometry) source(p point) point {
	x, y := p.X-g.W/2, p.Y-g.H/2
	x, y = x*g.cos-y*g.sin, x*g.sin+y*g.cos
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

// apply returns the page as the scanner hands it over.
func (s Scan) apply(flat *image.RGBA) image.Image {
	img := s.deform(flat)
	if s.Blur > 0 {
		soften(img, s.Blur)
	}
	s.tone(img)
	return rotate(s.desaturate(img), s.Turn)
}

func (s Scan) deform(flat *image.RGBA) *image.RGBA {
	b := flat.Bounds()
	g := s.geometry(float64(b.Dx()), float64(b.Dy()))
	out := image.NewRGBA(b)
	for y := range b.Dy() {
		row := out.Pix[y*out.Stride:]
		for x := range b.Dx() {
			p := g.source(point{float64(x) + 0.5, float64(y) + 0.5})
			lookup(flat, p.X-0.5, p.Y-0.5, row[4*x:4*x+4])
		}
	}
	return out
}

// lookup is bilinear; beyond the sheet the lid of the scanner shows.
func lookup(m *image.RGBA, x, y float64, px []uint8) {
	ix, iy := int(math.Floor(x)), int(math.Floor(y))
	if ix < 0 || iy < 0 || ix+1 >= m.Rect.Max.X || iy+1 >= m.Rect.Max.Y {
		px[0], px[1], px[2], px[3] = 247, 247, 247, 255
		return
	}
	tx, ty := int((x-float64(ix))*256), int((y-float64(iy))*256)
	o := iy*m.Stride + 4*ix
	a, b := m.Pix[o:o+8:o+8], m.Pix[o+m.Stride:o+m.Stride+8:o+m.Stride+8]
	for k := range 3 {
		top := int(a[k])*(256-tx) + int(a[k+4])*tx
		low := int(b[k])*(256-tx) + int(b[k+4])*tx
		px[k] = uint8((top*(256-ty) + low*ty) >> 16)
	}
	px[3] = 255
}

// soften blurs with a three-tap kernel both ways, k being the weight of each neighbour.
func soften(m *image.RGBA, k float64) {
	side := int(k * 256)
	mid := 256 - 2*side
	w, h, st := m.Rect.Dx(), m.Rect.Dy(), m.Stride
	old := append([]uint8(nil), m.Pix...)
	for y := range h {
		for i := y*st + 4; i < y*st+4*(w-1); i++ {
			m.Pix[i] = uint8((side*(int(old[i-4])+int(old[i+4])) + mid*int(old[i])) >> 8)
		}
	}
	copy(old, m.Pix)
	for i := st; i < st*(h-1); i++ {
		m.Pix[i] = uint8((side*(int(old[i-st])+int(old[i+st])) + mid*int(old[i])) >> 8)
	}
}

// tone lays paper colour, shadow and sensor noise over the page.
func (s Scan) tone(m *image.RGBA) {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	paper := [3]float64{float64(s.Paper.R) / 255, float64(s.Paper.G) / 255, float64(s.Paper.B) / 255}
	state := uint64(s.seed)<<1 | 1
	gain := 1 + 0.12*s.Clean
	for y := range h {
		vy := float64(y) / float64(h)
		for x := range w {
			light := gain * (1 - s.Shadow*shade(float64(x)/float64(w), vy, s.phase[2]))
			px := m.Pix[y*m.Stride+4*x:]
			noise := s.Noise * gaussian(&state)
			for k := range 3 {
				px[k] = clamp(float64(px[k])*paper[k]*light + noise)
			}
		}
	}
}

// shade grows towards the side that phase points to, fastest at the edge.
func shade(u, v, phase float64) float64 {
	sin, cos := math.Sincos(phase)
	d := 0.5 + (u-0.5)*cos + (v-0.5)*sin
	if d < 0 {
		return 0
	}
	return d * d * d
}

// gaussian is about normal with unit deviation: four bytes of a xorshift generator.
func gaussian(state *uint64) float64 {
	x := *state
	x ^= x << 13
	x ^= x >> 7
	x ^= x << 17
	*state = x
	sum := int(x&255) + int(x>>8&255) + int(x>>16&255) + int(x>>24&255)
	return (float64(sum) - 510) / 147.8
}

func clamp(v float64) uint8 {
	if v <= 0 {
		return 0
	}
	if v >= 255 {
		return 255
	}
	return uint8(v)
}

// desaturate keeps colour or returns the luminance picture of a grey scan.
func (s Scan) desaturate(m *image.RGBA) image.Image {
	if !s.Grey {
		return m
	}
	g := image.NewGray(m.Rect)
	for i := range g.Pix {
		px := m.Pix[4*i : 4*i+3]
		g.Pix[i] = uint8((299*int(px[0]) + 587*int(px[1]) + 114*int(px[2])) / 1000)
	}
	return g
}

// rotate turns a picture clockwise by quarter turns.
func rotate(m image.Image, turn int) image.Image {
	if turn == 0 {
		return m
	}
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	ow, oh := w, h
	if turn != 180 {
		ow, oh = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, ow, oh))
	for y := range h {
		for x := range w {
			c := m.At(x, y)
			switch turn {
			case 90:
				out.Set(h-1-y, x, c)
			case 180:
				out.Set(w-1-x, h-1-y, c)
			case 270:
				out.Set(y, w-1-x, c)
			}
		}
	}
	return out
}
