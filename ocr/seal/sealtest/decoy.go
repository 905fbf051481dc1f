package sealtest

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
)

// Decoy is something coloured that stands on pages and is no company seal.
type Decoy struct {
	Name string
	draw func(e *easel)
}

// Decoys returns all kinds of decoys, always in the same order.
func Decoys() []Decoy {
	return []Decoy{
		{"disc logo", (*easel).discLogo}, {"gear", (*easel).gear}, {"banded badge", (*easel).bandedBadge},
		{"national emblem", (*easel).emblem}, {"flag", (*easel).flag}, {"star", (*easel).bareStar},
		{"letterhead", (*easel).letterhead}, {"red table", (*easel).table}, {"date stamp", (*easel).dateStamp},
		{"CMA mark", (*easel).cma}, {"CNAS mark", (*easel).cnas}, {"traffic sign", (*easel).roadSign}, {"triangle sign", (*easel).triangleSign},
		{"pie", (*easel).pie}, {"donut", (*easel).donut}, {"bars", (*easel).bars}, {"photograph", (*easel).photograph}, {"gauge", (*easel).gauge}, {"hand wheel", (*easel).handWheel},
		{"watermark", (*easel).watermark}, {"wax stain", (*easel).wax}, {"cup stain", (*easel).cupStain},
		{"drawn circle", (*easel).drawnCircle}, {"fingerprint", (*easel).fingerprint}, {"QR code", (*easel).qr},
		{"flow chart", (*easel).flowChart}, {"bullseye", (*easel).bullseye}, {"venn", (*easel).venn}, {"clock", (*easel).clock},
		{"heading", (*easel).heading}, {"ticks", (*easel).ticks}, {"map", (*easel).contour}, {"button", (*easel).button},
	}
}

// Draw paints d around (x, y) within about size pixels, in the given colour where the
// decoy has no colour of its own. The error is ErrNoFont, or a font's.
func (d Decoy) Draw(dst *image.RGBA, x, y, size float64, ink color.RGBA, rng *rand.Rand) error {
	font, err := DefaultFont()
	if err != nil {
		return err
	}
	e := &easel{dst: dst, x: x, y: y, r: size / 2, ink: ink, rng: rng, font: font}
	d.draw(e)
	return e.err
}

// easel is what a decoy is painted with: a place, a size, a colour.
type easel struct {
	dst     *image.RGBA
	x, y, r float64
	ink     color.RGBA
	rng     *rand.Rand
	font    *Font
	err     error
}

var (
	paperWhite = color.RGBA{252, 252, 250, 255}
	gold       = color.RGBA{250, 215, 40, 255}
	textBlack  = color.RGBA{25, 25, 28, 255}
	sky        = color.RGBA{40, 90, 190, 255}
)

// layer paints what draw puts on a canvas whose origin is the middle of the decoy.
func (e *easel) layer(c color.RGBA, draw func(*canvas)) {
	half := int(1.6*e.r) + 3
	cv := newCanvas(2*half, Params{Font: e.font})
	cv.base = translation(float64(half), float64(half))
	draw(cv)
	e.cover(cv.mask, image.Pt(int(e.x)-half, int(e.y)-half), c)
}

// cover lays opaque print over the page: unlike a stamp it hides what is beneath.
func (e *easel) cover(mask *image.Alpha, at image.Point, c color.RGBA) {
	ink := [3]uint8{c.R, c.G, c.B}
	area := mask.Rect.Add(at).Intersect(e.dst.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			a := int(mask.Pix[(y-at.Y)*mask.Stride+x-at.X]) * int(c.A) / 255
			o := e.dst.PixOffset(x, y)
			for i := range ink {
				e.dst.Pix[o+i] = uint8((int(e.dst.Pix[o+i])*(255-a) + int(ink[i])*a) / 255)
			}
		}
	}
}

func (e *easel) disc(c color.RGBA, r float64) {
	e.layer(c, func(cv *canvas) { cv.disk(0, 0, r) })
}

// text writes horizontally with its middle at (x, y) of the decoy.
func (e *easel) text(c color.RGBA, s string, x, y, high float64) {
	e.layer(c, func(cv *canvas) {
		chars := []rune(s)
		for i, r := range chars {
			dx := (float64(i) - float64(len(chars)-1)/2) * high * advance(r)
			e.keep(cv.char(r, high, high, translation(x+dx, y)))
		}
	})
}

// advance is how far a character is from the next, in heights.
func advance(r rune) float64 {
	if r < 0x2000 {
		return 0.62
	}
	return 1.06
}

// around writes clockwise on a circle, centred on the top.
func (e *easel) around(c color.RGBA, s string, r, high, span float64) {
	e.layer(c, func(cv *canvas) {
		base, chars := newArc(r, r), []rune(s)
		for i, ch := range chars {
			share := (float64(i) - float64(len(chars)-1)/2) * span / 360 / float64(len(chars))
			e.keep(cv.char(ch, high, high, base.at(share, false)))
		}
	})
}

func (e *easel) keep(err error) {
	if e.err == nil {
		e.err = err
	}
}

func (e *easel) between(a, b float64) float64 { return a + (b-a)*e.rng.Float64() }

func oneOf[T any](rng *rand.Rand, all ...T) T { return all[rng.IntN(len(all))] }

// disk fills a circle.
func (c *canvas) disk(x, y, r float64) {
	c.shape(90, func(i int) (float64, float64) {
		sin, cos := math.Sincos(float64(i) * math.Pi / 45)
		return x + r*cos, y + r*sin
	})
}

// shape fills a closed path of n points.
func (c *canvas) shape(n int, at func(int) (x, y float64)) {
	z := c.raster()
	c.polygon(z, n, at)
	c.fill(z)
}

// rect fills a rectangle.
func (c *canvas) rect(x0, y0, x1, y1 float64) {
	corner := [4][2]float64{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}
	c.shape(4, func(i int) (float64, float64) { return corner[i][0], corner[i][1] })
}

// stroke draws a line of the given width through the points.
func (c *canvas) stroke(width float64, points ...[2]float64) {
	for i := 1; i < len(points); i++ {
		p, q := points[i-1], points[i]
		length := math.Hypot(q[0]-p[0], q[1]-p[1])
		if length == 0 {
			continue
		}
		dx, dy := (q[1]-p[1])/length*width/2, (p[0]-q[0])/length*width/2
		corner := [4][2]float64{{p[0] + dx, p[1] + dy}, {q[0] + dx, q[1] + dy}, {q[0] - dx, q[1] - dy}, {p[0] - dx, p[1] - dy}}
		c.shape(4, func(i int) (float64, float64) { return corner[i][0], corner[i][1] })
	}
}

// starAt draws a star elsewhere than in the middle.
func (c *canvas) starAt(x, y, r float64) {
	base := c.base
	c.base = translation(x, y).then(base)
	c.star(r)
	c.base = base
}
