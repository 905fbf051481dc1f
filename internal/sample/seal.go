package sample

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
)

// Seal (印章) is what is cut into a stamp and how it was pressed.
type Seal struct {
	Title string // arc text, the registered name
	Inner string // straight text below the star, "" when there is none
	Code  string // 13 digits on the lower arc, "" when there are none
	Kind  string // official, contract, inspection, personal …
	Shape string // round, oval, square
	// WidthMM and HeightMM are the outer measures; equal for a round seal.
	WidthMM, HeightMM float64
	Role              string // whose seal: enterprise, contractor, commissioner, laboratory, other

	// The press.
	AngleDeg float64 // clockwise
	Tint     color.RGBA
	Colour   string  // red, blue, black: what a reader calls Tint
	Ink      float64 // amount of ink, 0.6 faint … 1 wet
	Texture  uint32  // seed of the uneven ink
	// SlipMM is how far the stamp slid while pressed: a faint second print beside the first.
	SlipMM float64
	// Gaps, 0 … 1, is how much of the rim and of single characters failed to print.
	Gaps float64
	Face *Typeface
}

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

// outline is the seal as cut, in millimetres from its centre, upright.
func (s Seal) outline() path {
	switch s.Shape {
	case "square":
		return s.square()
	default:
		return s.arched()
	}
}

func (s Seal) arched() path {
	rx, ry := s.WidthMM/2, s.HeightMM/2
	p := ring(rx, ry, 1.15)
	if s.Shape == "round" && s.Kind != "invoice" {
		p = append(p, star(s.starRadius()).transform(moving(0, s.starY()))...)
	}
	p = append(p, s.arc([]rune(s.Title), rx, ry, s.titleSpan(), s.titleHeight(), 2.0)...)
	p = append(p, s.lowerArc(rx, ry)...)
	return append(p, s.inner(ry)...)
}

func (s Seal) starRadius() float64 {
	if s.Inner != "" {
		return 0.25 * s.WidthMM / 2 * 1.15
	}
	return 0.34 * s.WidthMM / 2
}

func (s Seal) starY() float64 {
	if s.Inner != "" {
		return -1.2
	}
	return 0
}

// titleSpan is the angle the title covers: longer names reach further down, text below
// the star needs room.
func (s Seal) titleSpan() float64 {
	n := float64(len([]rune(s.Title)))
	span := math.Min(150+8*n, 285)
	if s.Inner != "" {
		span = math.Min(span, 228)
	}
	return span * math.Pi / 180
}

func (s Seal) titleHeight() float64 {
	h := 0.15 * s.HeightMM
	if n := len([]rune(s.Title)); n > 16 {
		h *= math.Max(0.72, 1-0.025*float64(n-16))
	}
	return h
}

// arc sets characters along the upper ring; margin is the distance from the outer edge.
func (s Seal) arc(chars []rune, rx, ry, span, height, margin float64) path {
	ax, ay := rx-margin-height/2, ry-margin-height/2
	step := span / math.Max(1, float64(len(chars)-1))
	width := math.Min(height*0.86, step*math.Min(ax, ay)*0.98)
	var p path
	for i, r := range chars {
		a := -span/2 + step*float64(i)
		p = append(p, s.char(r, width, height).transform(standing(a, ax, ay))...)
	}
	return p
}

// standing puts a glyph on an ellipse at angle a from the top, its foot to the centre.
func standing(a, rx, ry float64) affine {
	sin, cos := math.Sincos(a)
	normal := math.Atan2(sin/rx, cos/ry)
	return turning(normal).then(moving(rx*sin, -ry*cos))
}

// lowerArc sets the code along the bottom, read from left to right with its head inwards.
func (s Seal) lowerArc(rx, ry float64) path {
	const height = 1.5
	ax, ay := rx-2.2, ry-2.2
	step := 1.25 / ax
	var p path
	for i, r := range []rune(s.Code) {
		a := (float64(len(s.Code)-1)/2 - float64(i)) * step
		m := standing(math.Pi+a, ax, ay)
		p = append(p, s.char(r, 1.05, height).transform(turning(math.Pi)).transform(m)...)
	}
	return p
}

func (s Seal) inner(ry float64) path {
	chars := []rune(s.Inner)
	if len(chars) == 0 {
		return nil
	}
	width := math.Min(3.3, 0.98*ry/float64(len(chars)))
	var p path
	for i, r := range chars {
		x := (float64(i) - float64(len(chars)-1)/2) * width * 1.06
		p = append(p, s.char(r, width, 3.9).transform(moving(x, 0.50*ry))...)
	}
	return p
}

// square is a personal seal: two columns, read from the right.
func (s Seal) square() path {
	h := s.WidthMM / 2
	outer := polygon(point{-h, -h}, point{h, -h}, point{h, h}, point{-h, h})
	in := h - 1
	p := append(outer, polygon(point{-in, -in}, point{-in, in}, point{in, in}, point{in, -in})...)
	cell := s.WidthMM * 0.43
	for i, r := range []rune(s.Title) {
		x, y := 0.5-float64(i/2), -0.5+float64(i%2)
		p = append(p, s.char(r, cell*0.95, cell*0.95).transform(moving(x*cell, y*cell))...)
	}
	return p
}

// char is a glyph scaled to a box of width × height mm around the origin.
func (s Seal) char(r rune, width, height float64) path {
	o := s.Face.pick(r)
	em := o.advance(r)
	glyph := o.shape(r).transform(moving(-em/2, 0.37).then(scaling(width/em, height)))
	if !s.thin() {
		return glyph
	}
	var p path
	for _, d := range []point{{-0.09, 0}, {0.09, 0}, {0, -0.05}, {0, 0.05}} {
		p = append(p, glyph.transform(moving(d.X, d.Y))...)
	}
	return p
}

// thin tells a book face, whose hairlines no engraver cuts, from a bold one.
func (s Seal) thin() bool { return s.Face.stack[0].name == "song" }

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

// boxOn is the box of an impression on its page, in points, after turning.
func (i impression) box() Box {
	w, h := pt(i.Seal.WidthMM)/2, pt(i.Seal.HeightMM)/2
	a := i.Seal.AngleDeg * math.Pi / 180
	sin, cos := math.Abs(math.Sin(a)), math.Abs(math.Cos(a))
	bx, by := math.Hypot(w*cos, h*sin), math.Hypot(w*sin, h*cos)
	if i.Seal.Shape == "square" {
		bx, by = w*cos+h*sin, w*sin+h*cos
	}
	return Box{i.CX - bx, i.CY - by, i.CX + bx, i.CY + by}
}
