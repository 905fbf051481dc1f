package sample

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"
)

// canvas is a page being drawn as pixels.
type canvas struct {
	img   *image.RGBA
	scale float64 // pixels a point
}

// rasterize draws a page flat, as a printer and a stamp would leave it.
func rasterize(p *page, dpi float64) *image.RGBA {
	scale := dpi / 72
	c := &canvas{scale: scale, img: image.NewRGBA(image.Rect(0, 0, int(math.Round(pageWidth*scale)), int(math.Round(pageHeight*scale))))}
	draw.Draw(c.img, c.img.Bounds(), image.White, image.Point{}, draw.Src)
	for _, it := range p.Items {
		it.draw(c)
	}
	return c.img
}

func (t text) draw(c *canvas) {
	x := t.X
	for _, r := range t.S {
		o := t.Face.pick(r)
		m := scaling(t.Size*c.scale, t.Size*c.scale).then(moving(x*c.scale, t.Y*c.scale))
		o.shape(r).transform(m).fill(c.img, t.Colour)
		x += o.advance(r) * t.Size
	}
}

func (r rule) draw(c *canvas) {
	w := math.Max(r.W, 0.9/c.scale) / 2
	a, b := point{r.X0 - w, r.Y0 - w}, point{r.X1 + w, r.Y1 + w}
	polygon(a, point{b.X, a.Y}, b, point{a.X, b.Y}).transform(scaling(c.scale, c.scale)).fill(c.img, black)
}

func (s shape) draw(c *canvas) {
	s.Path.transform(scaling(c.scale, c.scale)).fill(c.img, s.Colour)
}

func (p picture) draw(c *canvas) {
	to := image.Rect(int(p.X*c.scale), int(p.Y*c.scale), int((p.X+p.W)*c.scale), int((p.Y+p.H)*c.scale))
	xdraw.ApproxBiLinear.Scale(c.img, to, p.Img, p.Img.Bounds(), draw.Src, nil)
}

// draw multiplies the ink into the page: print shows through, as under a real stamp.
func (i impression) draw(c *canvas) {
	ink := i.ink(c.scale * 72)
	b := ink.Bounds()
	at := image.Pt(int(i.CX*c.scale)-b.Dx()/2, int(i.CY*c.scale)-b.Dy()/2)
	for y := range b.Dy() {
		for x := range b.Dx() {
			a := float64(ink.AlphaAt(x, y).A) / 255
			if p := at.Add(image.Pt(x, y)); a > 0 && p.In(c.img.Bounds()) {
				multiply(c.img, p, i.Seal.Tint, a)
			}
		}
	}
}

func multiply(img *image.RGBA, p image.Point, tint color.RGBA, a float64) {
	o := img.PixOffset(p.X, p.Y)
	px := img.Pix[o : o+3 : o+3]
	for k, t := range [3]uint8{tint.R, tint.G, tint.B} {
		px[k] = uint8(float64(px[k]) * (1 - a*(1-float64(t)/255)))
	}
}
