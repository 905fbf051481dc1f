package sample

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
)

// reds are ink pads in use: vermilion, crimson, orange-red, dark red, faded.
var reds = []color.RGBA{{214, 34, 38, 255}, {196, 20, 48, 255}, {226, 60, 40, 255}, {176, 24, 36, 255}, {222, 70, 84, 255}}

// press returns the seal as one act of stamping leaves it: own angle, ink and texture.
// worn, 0 … 1, makes careless stampings likelier.
func (s Seal) press(r *rand.Rand, worn float64) Seal {
	s.AngleDeg = between(r, -25, 25)
	if r.IntN(12) == 0 {
		s.AngleDeg = between(r, -180, 180)
	}
	s.Tint, s.Colour = reds[r.IntN(len(reds))], "red"
	s.Ink = between(r, 0.8-0.2*worn, 1)
	s.Texture = r.Uint32()
	s.Gaps = worn * r.Float64()
	if r.Float64() < 0.25*worn {
		s.SlipMM = between(r, 0.3, 0.9)
	}
	return s
}

// ink is the density of ink of one impression at a resolution, centre in the middle.
func (s Seal) ink(dpi float64) *image.Alpha {
	perMM := dpi / 25.4
	side := int(math.Hypot(s.WidthMM, s.HeightMM)*perMM) + 4
	cut := image.NewAlpha(image.Rect(0, 0, side, side))
	m := scaling(perMM, perMM).then(turning(s.AngleDeg * math.Pi / 180)).then(moving(float64(side)/2, float64(side)/2))
	s.outline().transform(m).fill(cut, color.Opaque)
	if s.SlipMM > 0 {
		s.outline().transform(m.then(moving(s.SlipMM*perMM, -0.6*s.SlipMM*perMM))).fill(cut, color.Alpha{A: 90})
	}
	out := image.NewAlpha(cut.Bounds())
	for y := range side {
		for x := range side {
			out.SetAlpha(x, y, color.Alpha{A: s.density(cut, x, y, perMM)})
		}
	}
	return out
}

// density models a rubber stamp on paper: the edge bleeds along fibres, the pressure
// leans to one side, the pad is patchy, and the paper's grain leaves pinholes.
func (s Seal) density(cut *image.Alpha, x, y int, perMM float64) uint8 {
	mx, my := float64(x)/perMM, float64(y)/perMM
	bleed := 0.22 * perMM
	dx := (smooth(s.Texture, mx*4, my*4) - 0.5) * bleed
	dy := (smooth(s.Texture+1, mx*4, my*4) - 0.5) * bleed
	c := bilinearAlpha(cut, float64(x)+dx, float64(y)+dy)
	if c == 0 {
		return 0
	}
	lean := hash2(s.Texture+9, 1, 1)*2*math.Pi - math.Pi
	centre := float64(cut.Bounds().Dx()) / 2 / perMM
	push := ((mx-centre)*math.Cos(lean) + (my-centre)*math.Sin(lean)) / s.WidthMM // −0.5 … 0.5
	d := s.Ink - 0.22*(push+0.5) - 0.34*math.Max(0, smooth(s.Texture+2, mx/5, my/5)-0.45)
	d -= 0.3 * math.Max(0, smooth(s.Texture+3, mx*1.6, my*1.6)-0.62)
	d -= 0.5 * math.Max(0, smooth(s.Texture+4, mx*5, my*5)-0.7)
	d -= 3 * s.Gaps * math.Max(0, smooth(s.Texture+5, mx/3.5, my/3.5)-0.66)
	return uint8(255 * c * math.Max(0.08, math.Min(1, d)))
}

func bilinearAlpha(m *image.Alpha, x, y float64) float64 {
	ix, iy := int(math.Floor(x)), int(math.Floor(y))
	tx, ty := x-float64(ix), y-float64(iy)
	at := func(x, y int) float64 { return float64(m.AlphaAt(x, y).A) / 255 }
	top := at(ix, iy)*(1-tx) + at(ix+1, iy)*tx
	low := at(ix, iy+1)*(1-tx) + at(ix+1, iy+1)*tx
	return top*(1-ty) + low*ty
}

// ink is the part of the impression that this page has.
func (i impression) ink(dpi float64) *image.Alpha {
	ink := i.Seal.ink(dpi)
	if !i.sliced() {
		return ink
	}
	side := float64(ink.Bounds().Dx())
	width := i.Seal.WidthMM * dpi / 25.4
	lo, hi := (side-width)/2+i.From*width, (side-width)/2+i.To*width
	for k := range ink.Pix {
		if x := float64(k % ink.Stride); x < lo || x >= hi {
			ink.Pix[k] = 0
		}
	}
	return ink
}

// box is the box of an impression on its page, in points, after turning.
func (i impression) box() Box {
	w, h := pt(i.Seal.WidthMM)/2, pt(i.Seal.HeightMM)/2
	a := i.Seal.AngleDeg * math.Pi / 180
	sin, cos := math.Abs(math.Sin(a)), math.Abs(math.Cos(a))
	bx, by := math.Hypot(w*cos, h*sin), math.Hypot(w*sin, h*cos)
	if i.Seal.Shape == "square" {
		bx, by = w*cos+h*sin, w*sin+h*cos
	}
	b := Box{i.CX - bx, i.CY - by, i.CX + bx, i.CY + by}
	if i.sliced() {
		b[0], b[2] = i.CX-w+2*w*i.From, i.CX-w+2*w*i.To
	}
	return b
}
