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
	// Bilevel leaves black and white only, as an office copier does; it goes with Grey.
	Bilevel bool
	// Zoom is by how much more than the sheet is seen, as a share: a camera's picture shows
	// what the sheet lies on.
	Zoom   float64
	phase  [4]float64
	seed   uint32
	camera bool
	beyond [3]uint8 // colour beyond the sheet; black stands for the lid of the scanner
	wear   float64
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
			lookup(flat, p.X-0.5, p.Y-0.5, s.beyond, row[4*x:4*x+4])
		}
	}
	return out
}

// lookup is bilinear; beyond the sheet the lid of the scanner shows, or what it lies on.
func lookup(m *image.RGBA, x, y float64, beyond [3]uint8, px []uint8) {
	ix, iy := int(math.Floor(x)), int(math.Floor(y))
	if ix < 0 || iy < 0 || ix+1 >= m.Rect.Max.X || iy+1 >= m.Rect.Max.Y {
		if beyond == [3]uint8{} {
			beyond = [3]uint8{247, 247, 247}
		}
		px[0], px[1], px[2], px[3] = beyond[0], beyond[1], beyond[2], 255
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
