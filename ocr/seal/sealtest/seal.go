package sealtest

import (
	"image"
	"image/color"
	"math"

	"lianshen/ocr"
)

// Params describe one impression. The zero value of every field but Title means what most
// company seals look like; lengths follow from DiameterPx.
type Params struct {
	Title string // arc text, clockwise from its first character
	Inner string // horizontal text below the star, for example 合同专用章
	Code  string // digits along the lower arc, feet outward
	// Shape is Round (default), Oval, Square or Rectangle. Square seals hold Title in
	// columns from the right, two characters each.
	Shape ocr.Shape
	// DiameterPx is the outer diameter, or the longer side; 0 means 315 (40 mm at 200 dpi).
	DiameterPx float64
	// Aspect is longer axis over shorter one of Oval (0 means 1.5) and Rectangle (0 means 2).
	Aspect float64
	// AngleDeg turns the impression clockwise.
	AngleDeg float64
	// InkAlpha is how much the ink covers, in (0, 1]; 0 means 0.85.
	InkAlpha float64
	// Wear is the share of ink that is missing in patches, in [0, 1).
	Wear float64
	// Seed decides the unevenness of the ink.
	Seed uint64
	// Colour of the ink; the zero value means the usual vermilion (朱红).
	Colour color.RGBA
	// NoStar leaves the centre empty; an Oval never has a star.
	NoStar bool
	// SpanDeg is the arc that the title fills; 0 chooses it by the number of characters.
	SpanDeg float64
	// DoubleRing adds a thin inner ring.
	DoubleRing bool
	// Thick is the width of the ring as a share of the diameter; 0 means 0.028.
	Thick float64
	// Gaps is the share of the ring that is missing in whole arcs, in [0, 1).
	Gaps float64
	// Wreath puts rays and a disc in the centre instead of the star, as an emblem would be cut.
	Wreath bool
	// Lower is text along the lower arc, read counter-clockwise with its feet outward.
	Lower string
	// Font draws the text; nil means DefaultFont.
	Font *Font
}

func (p Params) withDefaults() (Params, error) {
	p.Shape = def(p.Shape, ocr.Round)
	p.DiameterPx = def(p.DiameterPx, 315)
	p.InkAlpha = def(p.InkAlpha, 0.85)
	p.Colour = def(p.Colour, color.RGBA{R: 216, G: 34, B: 40, A: 255})
	p.Aspect = def(p.Aspect, map[ocr.Shape]float64{ocr.Oval: 1.5, ocr.Rectangle: 2}[p.Shape])
	if p.Shape == ocr.Round || p.Shape == ocr.Square {
		p.Aspect = 1
	}
	if p.Font != nil {
		return p, nil
	}
	var err error
	p.Font, err = DefaultFont()
	return p, err
}

func def[T comparable](v, d T) T {
	var zero T
	if v == zero {
		return d
	}
	return v
}

// Draw stamps p onto dst with its centre at (x, y), in pixels, and returns the bounding box
// of the outer ring, uncut. Ink darkens what is there: black text stays black under it.
// The error is ErrNoFont, or a font's.
func Draw(dst *image.RGBA, x, y float64, p Params) (ocr.Box, error) {
	p, err := p.withDefaults()
	if err != nil {
		return ocr.Box{}, err
	}
	mask, err := impression(p, x-math.Floor(x), y-math.Floor(y))
	if err != nil {
		return ocr.Box{}, err
	}
	soften(mask)
	wear(mask, p)
	at := image.Pt(int(math.Floor(x))-mask.Rect.Dx()/2, int(math.Floor(y))-mask.Rect.Dy()/2)
	blend(dst, mask, at, p)
	return p.bounds(x, y), nil
}

// bounds is the box around the turned outer ring or frame.
func (p Params) bounds(x, y float64) ocr.Box {
	sin, cos := math.Sincos(p.AngleDeg * math.Pi / 180)
	a, b := p.DiameterPx/2, p.DiameterPx/2/p.Aspect
	w, h := math.Hypot(a*cos, b*sin), math.Hypot(a*sin, b*cos)
	if p.Shape == ocr.Square || p.Shape == ocr.Rectangle {
		w, h = a*math.Abs(cos)+b*math.Abs(sin), a*math.Abs(sin)+b*math.Abs(cos)
	}
	return ocr.Box{x - w, y - h, x + w, y + h}
}

// impression draws the whole seal, fully inked, with its centre in the middle of the mask
// (moved by the fraction of a pixel dx, dy).
func impression(p Params, dx, dy float64) (*image.Alpha, error) {
	half := int(math.Ceil(p.DiameterPx*0.75)) + 2
	c := newCanvas(2*half, p)
	c.base = rotation(p.AngleDeg).then(translation(float64(half)+dx, float64(half)+dy))
	if p.Shape == ocr.Square || p.Shape == ocr.Rectangle {
		return c.mask, c.block(p)
	}
	return c.mask, c.disc(p)
}

func (c *canvas) disc(p Params) error {
	a := p.DiameterPx / 2
	b := a / p.Aspect
	ring := def(p.Thick, 0.028) * p.DiameterPx
	c.ring(a, b, ring)
	if p.Gaps > 0 {
		c.breakRing(p, a)
	}
	if p.DoubleRing {
		c.ring(a-1.7*ring, b-1.7*ring, ring/3)
		a, b = a-1.2*ring, b-1.2*ring
	}
	switch {
	case p.Wreath:
		c.wreath(0.38 * b)
	case !p.NoStar && p.Shape == ocr.Round:
		c.star(0.3 * b)
	}
	if err := c.title(p, a, b, ring); err != nil {
		return err
	}
	if err := c.code(p, a, b, ring); err != nil {
		return err
	}
	if err := c.lower(p, a, b, ring); err != nil {
		return err
	}
	return c.inner(p, b)
}
