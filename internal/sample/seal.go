package sample

import (
	"image/color"
	"math"
	"slices"
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
	// Double cuts a thin second ring inside the rim.
	Double bool
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
	p := s.rim(rx, ry)
	if s.Shape == "round" && s.Kind != "invoice" {
		p = append(p, star(s.starRadius()).transform(moving(0, s.starY()))...)
	}
	p = append(p, s.arc([]rune(s.Title), rx, ry, s.titleSpan(), s.titleHeight(), 2.0+s.inset())...)
	p = append(p, s.lowerArc(rx, ry)...)
	return append(p, s.inner(ry)...)
}

// rim is the ring around the seal, or two of them.
func (s Seal) rim(rx, ry float64) path {
	p := ring(rx, ry, 1.15)
	if s.Double {
		p = append(p, ring(rx-1.7, ry-1.7, 0.35)...)
	}
	return p
}

// inset is how far a second ring pushes the text inwards.
func (s Seal) inset() float64 {
	if s.Double {
		return 0.7
	}
	return 0
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

// arc sets characters along the upper ring, evenly by length of arc; margin is the
// distance from the outer edge.
func (s Seal) arc(chars []rune, rx, ry, span, height, margin float64) path {
	ax, ay := rx-margin-height/2, ry-margin-height/2
	angles, step := spread(len(chars), ax, ay, span)
	width := math.Min(height*0.86, step*0.98)
	var p path
	for i, r := range chars {
		p = append(p, s.char(r, width, height).transform(standing(angles[i], ax, ay))...)
	}
	return p
}

// spread returns n angles from −span/2 to span/2 that are evenly far apart along an
// ellipse, and that distance.
func spread(n int, rx, ry, span float64) (angles []float64, step float64) {
	const parts = 400
	var length [parts + 1]float64
	at := func(i int) float64 { return -span/2 + span*float64(i)/parts }
	for i := 1; i <= parts; i++ {
		s0, c0 := math.Sincos(at(i - 1))
		s1, c1 := math.Sincos(at(i))
		length[i] = length[i-1] + math.Hypot(rx*(s1-s0), ry*(c1-c0))
	}
	step = length[parts] / math.Max(1, float64(n-1))
	for i, k := 0, 0; i < n; i++ {
		for k < parts && length[k] < step*float64(i)-1e-9 {
			k++
		}
		angles = append(angles, at(k))
	}
	return angles, step
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
	ax, ay := rx-2.2-s.inset(), ry-2.2-s.inset()
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
	p := slices.Concat(outer, polygon(point{-in, -in}, point{-in, in}, point{in, in}, point{in, -in}))
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
