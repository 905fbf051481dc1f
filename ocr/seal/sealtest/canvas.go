package sealtest

import (
	"image"
	"math"
	"math/rand/v2"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// affine maps (x, y) to (a·x + b·y + c, d·x + e·y + f).
type affine struct{ a, b, c, d, e, f float64 }

func translation(x, y float64) affine { return affine{a: 1, e: 1, c: x, f: y} }
func scaling(x, y float64) affine     { return affine{a: x, e: y} }

// rotation turns clockwise on a page whose y runs down.
func rotation(deg float64) affine {
	sin, cos := math.Sincos(deg * math.Pi / 180)
	return affine{a: cos, b: -sin, d: sin, e: cos}
}

// then returns the map that applies m first and n second.
func (m affine) then(n affine) affine {
	return affine{
		a: n.a*m.a + n.b*m.d, b: n.a*m.b + n.b*m.e, c: n.a*m.c + n.b*m.f + n.c,
		d: n.d*m.a + n.e*m.d, e: n.d*m.b + n.e*m.e, f: n.d*m.c + n.e*m.f + n.f,
	}
}

func (m affine) at(x, y float64) (float32, float32) {
	return float32(m.a*x + m.b*y + m.c), float32(m.d*x + m.e*y + m.f)
}

// canvas collects the inked shapes of one seal. base maps the seal's own coordinates,
// origin in its centre, y down, to the mask.
type canvas struct {
	mask *image.Alpha
	base affine
	font *Font
}

func newCanvas(size int, p Params) *canvas {
	return &canvas{mask: image.NewAlpha(image.Rect(0, 0, size, size)), font: p.Font}
}

func (c *canvas) fill(z *vector.Rasterizer) {
	z.Draw(c.mask, c.mask.Rect, image.Opaque, image.Point{})
}

func (c *canvas) raster() *vector.Rasterizer {
	return vector.NewRasterizer(c.mask.Rect.Dx(), c.mask.Rect.Dy())
}

// polygon adds a closed path; reversed paths cut holes.
func (c *canvas) polygon(z *vector.Rasterizer, n int, at func(i int) (x, y float64)) {
	for i := range n {
		x, y := c.base.at(at(i))
		if i == 0 {
			z.MoveTo(x, y)
		} else {
			z.LineTo(x, y)
		}
	}
	z.ClosePath()
}

// ring draws an elliptic line of the given thickness inside the half axes a and b.
func (c *canvas) ring(a, b, thick float64) {
	const n = 360
	z := c.raster()
	path := func(a, b, dir float64) {
		c.polygon(z, n, func(i int) (float64, float64) {
			sin, cos := math.Sincos(dir * float64(i) * 2 * math.Pi / n)
			return a * cos, b * sin
		})
	}
	path(a, b, 1)
	path(a-thick, b-thick, -1)
	c.fill(z)
}

// star draws a five-pointed star, one tip up, with the given radius of the tips.
func (c *canvas) star(radius float64) {
	z := c.raster()
	c.polygon(z, 10, func(i int) (float64, float64) {
		r := radius
		if i%2 == 1 {
			r *= 0.382
		}
		sin, cos := math.Sincos(float64(i)*math.Pi/5 - math.Pi/2)
		return r * cos, r * sin
	})
	c.fill(z)
}

// breakRing rubs out arcs of the ring, and what text reaches into them, before the text is
// drawn: p.Gaps of the turn in three to six pieces.
func (c *canvas) breakRing(p Params, a float64) {
	rng := rand.New(rand.NewPCG(p.Seed, 0xb0a))
	n := 3 + rng.IntN(4)
	rub := newCanvas(c.mask.Rect.Dx(), p)
	rub.base = c.base
	for i := range n {
		from := (float64(i) + 0.6*rng.Float64()) * 2 * math.Pi / float64(n)
		rub.sector(from, from+p.Gaps*2*math.Pi/float64(n), 1.2*a)
	}
	for i, v := range rub.mask.Pix {
		c.mask.Pix[i] = uint8(int(c.mask.Pix[i]) * (255 - int(v)) / 255)
	}
}

// wreath draws rays around a disc.
func (c *canvas) wreath(r float64) {
	c.disk(0, 0, 0.5*r)
	for i := range 18 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 9)
		c.stroke(0.07*r, [2]float64{0.6 * r * cos, 0.6 * r * sin}, [2]float64{r * cos, r * sin})
	}
}

// frame draws a rectangular line of the given thickness inside the half sides a and b.
func (c *canvas) frame(a, b, thick float64) {
	z := c.raster()
	path := func(a, b, dir float64) {
		corners := [4][2]float64{{-a, -b}, {dir * a, -dir * b}, {a, b}, {-dir * a, dir * b}}
		c.polygon(z, 4, func(i int) (float64, float64) { return corners[i][0], corners[i][1] })
	}
	path(a, b, 1)
	path(a-thick, b-thick, -1)
	c.fill(z)
}

// char draws r w wide and h high with its middle at the origin of m.
func (c *canvas) char(r rune, w, h float64, m affine) error {
	segments, bounds, err := c.font.glyph(r)
	if err != nil {
		return err
	}
	midX := unit(bounds.Min.X+bounds.Max.X) / 2
	midY := unit(bounds.Min.Y+bounds.Max.Y) / 2
	m = translation(-midX, -midY).then(scaling(w, h)).then(m).then(c.base)
	z := c.raster()
	trace(z, segments, m)
	c.fill(z)
	return nil
}

func unit(v fixed.Int26_6) float64 { return float64(v) / 64 / unitsPerEm }

// trace adds a glyph's outline to z.
func trace(z *vector.Rasterizer, segments sfnt.Segments, m affine) {
	for _, s := range segments {
		var p [3][2]float32
		for i, a := range s.Args {
			p[i][0], p[i][1] = m.at(unit(a.X), unit(a.Y))
		}
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			z.ClosePath()
			z.MoveTo(p[0][0], p[0][1])
		case sfnt.SegmentOpLineTo:
			z.LineTo(p[0][0], p[0][1])
		case sfnt.SegmentOpQuadTo:
			z.QuadTo(p[0][0], p[0][1], p[1][0], p[1][1])
		case sfnt.SegmentOpCubeTo:
			z.CubeTo(p[0][0], p[0][1], p[1][0], p[1][1], p[2][0], p[2][1])
		}
	}
	z.ClosePath()
}
