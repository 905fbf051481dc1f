package seal

import (
	"math"

	"lianshen/ocr"
)

const (
	// leastMM and mostMM bound what is taken for a seal where the page scale can be relied
	// on: company seals are 30–50 mm (国发〔1999〕25号: at most 45), personal ones from 18.
	leastMM, mostMM = 16, 64
	// leastFrameMM and mostFrameMM are the same for square and rectangular seals.
	leastFrameMM, mostFrameMM = 11, 46
	// roundAspect is the flattest ellipse that is still called round: a tilted camera.
	roundAspect = 1.12
	// wholeRing is the share of the ring that must lie on the page for a complete seal.
	wholeRing = 0.985
	// pagingRing is the share of the ring up to which a piece is a slice of a paging seal: of
	// two pages each has half of it, of more each has less. A seal that was set too near the
	// edge mostly shows its middle.
	pagingRing = 0.57
)

// paperSizes are the sheets whose size proves that a page's resolution is real: a picture
// that was put on a page of its own size has none of them. Shorter and longer side in mm.
var paperSizes = [][2]float64{{210, 297}, {297, 420}, {148, 210}, {216, 279}, {216, 356}, {184, 260}, {195, 270}}

// trustedDPI returns the page's resolution if the page has the size of a known sheet, else 0.
func trustedDPI(p ocr.Page) float64 {
	if p.DPI <= 0 {
		return 0
	}
	w, h := float64(p.Image.Rect.Dx())/p.DPI*25.4, float64(p.Image.Rect.Dy())/p.DPI*25.4
	for _, s := range paperSizes {
		if math.Abs(min(w, h)-s[0]) < 0.03*s[0] && math.Abs(max(w, h)-s[1]) < 0.03*s[1] {
			return p.DPI
		}
	}
	return 0
}

// limits are the diameters, and the longer sides of frames, that are looked for, in pixels
// of the ink map; mm is what a millimetre has there, 0 where the scale is not known.
type limits struct{ least, most, leastFrame, mostFrame, mm float64 }

// usual narrows l to what company seals measure, where the scale is known.
func (l limits) usual() limits {
	if l.mm > 0 {
		l.least, l.most = 34*l.mm, 52*l.mm
	}
	return l
}

// limitsOf returns the sizes that a seal on p may have.
func limitsOf(p ocr.Page, scale int) limits {
	f := float64(scale)
	if dpi := trustedDPI(p); dpi > 0 {
		mm := dpi / 25.4 / f
		return limits{leastMM * mm, mostMM * mm, leastFrameMM * mm, mostFrameMM * mm, mm}
	}
	side := float64(max(p.Image.Rect.Dx(), p.Image.Rect.Dy())) / f
	return limits{max(54/f, 2*leastRadius-8), 1.06 * side, max(40/f, 28), side, 0}
}

// measure describes c as a seal that has not been read.
func (k *inkMap) measure(p ocr.Page, c *found) ocr.Seal {
	f := float64(k.scale)
	page := ocr.Box{0, 0, float64(p.Image.Rect.Dx()), float64(p.Image.Rect.Dy())}
	s := ocr.Seal{
		Box:      c.box().Scale(f).Intersect(page),
		Shape:    c.shape(),
		Colour:   k.colour(p, c),
		Kind:     ocr.UnknownSeal,
		Complete: c.visible >= wholeRing,
		Score:    min(1, c.score),
	}
	if p.DPI > 0 {
		mm := c.diameter() * f / p.DPI * 25.4
		s.DiameterMM = &mm
	}
	if c.visible < pagingRing {
		s.Kind = ocr.PagingSeal
	}
	return s
}

func (c *found) shape() ocr.Shape {
	if c.a < roundAspect*c.b {
		return ocr.Round
	}
	return ocr.Oval
}

// diameter returns the longer axis, or for a round seal the mean of both.
func (c *found) diameter() float64 {
	if c.shape() == ocr.Round {
		return c.a + c.b
	}
	return 2 * c.a
}

// colour tells red from purple by what the ring takes from the paper's light.
func (k *inkMap) colour(p ocr.Page, c *found) ocr.Colour {
	switch c.ink {
	case k.cool:
		return ocr.Blue
	case k.dark:
		return ocr.Black
	}
	var sum [3]float64
	for i := range 4 * ringBins {
		x, y := c.at(float64(i)*math.Pi/2/ringBins, 1-2/c.radius())
		px, py := int(x*float64(k.scale)), int(y*float64(k.scale))
		if c.ink.sample(x, y) < 2*inkFloor || px < 0 || py < 0 || px >= p.Image.Rect.Dx() || py >= p.Image.Rect.Dy() {
			continue
		}
		paper, o := k.paper.at(x, y), p.Image.PixOffset(px, py)
		for ch := range sum {
			sum[ch] += max(0, 1-float64(p.Image.Pix[o+ch])/paper[ch])
		}
	}
	if sum[0] > 0.75*sum[2] && sum[1] > sum[2] {
		return ocr.OtherColour
	}
	return ocr.Red
}
