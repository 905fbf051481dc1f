package sample

import (
	"image/color"
	"math"
	"math/rand/v2"
)

// What a Varied dossier meets beside the ordinary: every chance is our choice, made so that
// each condition is seen often enough to be counted and the ordinary stays the most frequent.
const (
	otherInk     = 0.45
	anyAngle     = 0.35
	cutByEdge    = 0.04
	companion    = 0.15 // another seal is pressed half over this one
	greyCopy     = 0.16
	bilevelCopy  = 0.08
	tintedPaper  = 0.40
	photographed = 0.12
	crooked      = 0.12
	lyingWrong   = 0.09 // page turned by quarter turns
	garnished    = 0.45 // of the pages without a seal
)

// inks are the pads a person has a name for; what is in none of them is called red.
var inks = []struct {
	name string
	tint color.RGBA
}{
	{"dark-red", color.RGBA{176, 24, 36, 255}},
	{"dark-red", color.RGBA{140, 18, 30, 255}},
	{"orange", color.RGBA{234, 96, 30, 255}},
	{"pink", color.RGBA{234, 112, 142, 255}},
	{"purple", color.RGBA{116, 42, 138, 255}},
	{"blue", color.RGBA{36, 62, 168, 255}},
}

// tints of paper that is not white: cream, yellow, blue.
var tints = []color.RGBA{{246, 240, 222, 255}, {243, 229, 184, 255}, {238, 222, 170, 255}, {216, 229, 243, 255}, {204, 222, 240, 255}}

// varied gives an impression an ink, an angle and rings that ordinary ones do not have.
func (s Seal) varied(r *rand.Rand) Seal {
	if r.Float64() < otherInk {
		k := inks[1+r.IntN(len(inks)-1)]
		s.Tint, s.Colour = k.tint, "red"
		switch k.name {
		case "purple":
			s.Colour = "other"
		case "blue":
			s.Colour = "blue"
		}
	}
	if r.Float64() < anyAngle {
		s.AngleDeg = between(r, -180, 180)
	}
	return s
}

// cut gives a stamp what its engraver chose; the same company has the same stamp.
func (s Seal) cut(r *rand.Rand) Seal {
	s.Double = s.Shape == "round" && r.IntN(4) == 0
	if s.Shape == "round" && r.IntN(5) == 0 {
		s.WidthMM = pick(r, 36, 42, 44, 45.0)
		s.HeightMM = s.WidthMM
	}
	return s
}

// stampVaried presses a seal as Varied dossiers do: here and there over the page's edge, and
// with another one of the same company half over it.
func (c *composer) stampVaried(s Seal, x, y float64) {
	s = s.cut(random(c.m.Seed, "cut", s.Title, s.Kind)).varied(c.vary)
	half := pt(s.WidthMM) / 2
	if c.vary.Float64() < cutByEdge {
		x = pageWidth - half*between(c.vary, 0.35, 0.8)
	}
	c.page().add(impression{CX: x, CY: y, Seal: s})
	if s.Shape == "square" || c.vary.Float64() >= companion {
		return
	}
	other := Seal{Title: s.Title, Inner: "财务专用章", Kind: "finance", Shape: "round", WidthMM: 38, HeightMM: 38, Role: s.Role}
	if c.vary.IntN(3) == 0 {
		other = c.personalSeal(c.m.company(s.Role).Legal, s.Role)
	}
	other = other.press(c.vary, c.worn).varied(c.vary)
	other.Face = c.faces.Seal
	away, side := (half+pt(other.WidthMM)/2)*between(c.vary, 0.72, 0.98), between(c.vary, 2.2, 4.1)
	cx, cy := x+away*math.Cos(side), y+away*math.Sin(side)
	if reach := pt(other.WidthMM)/2 + 4; cx > reach && cy > reach && cx < pageWidth-reach && cy < pageHeight-reach {
		c.page().add(impression{CX: cx, CY: cy, Seal: other})
	}
}

// varied is another machine: copies without colour, tinted paper, a telephone instead of a
// scanner, a careless hand.
func (s Scan) varied(r *rand.Rand) Scan {
	s.Quality = 25 + r.IntN(64)
	if r.Float64() < tintedPaper {
		s.Paper, s.Clean = tints[r.IntN(len(tints))], 0.2
	}
	switch f := r.Float64(); {
	case f < bilevelCopy:
		s.Grey, s.Bilevel, s.Quality, s.Paper, s.Shadow = true, true, max(s.Quality, 70), color.RGBA{255, 255, 255, 255}, 0
	case f < bilevelCopy+greyCopy:
		s.Grey = true
	}
	switch f := r.Float64(); {
	case f < photographed && !s.Bilevel:
		s.camera, s.Shadow = true, between(r, 0.15, 0.4)
	case f < photographed+crooked:
		s.SkewDeg += pick(r, -1, 1.0) * between(r, 1.2, 3)
	}
	return s
}

// fedVaried adds what differs from page to page of a Varied document.
func (s Scan) fedVaried(r *rand.Rand) Scan {
	if s.camera {
		s.Keystone = [2]float64{between(r, -0.09, 0.09), between(r, -0.05, 0.05)}
		s.Zoom = math.Max(math.Abs(s.Keystone[0]), math.Abs(s.Keystone[1]))/2 + 0.02
		s.SkewDeg += between(r, -1.5, 1.5)
		s.WarpMM = between(r, 0.3, 1.2)
		desk := uint8(60 + r.IntN(120))
		s.beyond = [3]uint8{desk, desk - uint8(r.IntN(20)), desk - uint8(20+r.IntN(20))}
	}
	if r.Float64() < lyingWrong {
		s.Turn = pick(r, 90, 180, 270)
	}
	return s
}
