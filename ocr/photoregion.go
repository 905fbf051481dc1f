package ocr

import (
	"image"
	"math"
	"slices"
)

// Limits of what counts as a printed photograph on a scan. All are our choice, measured on
// sample scans of 100 to 300 dpi.
const (
	// photoSide is the longer side of the reduced page: a pixel is about 0.6 mm of A4.
	photoSide = 480
	// strokeRadius in reduced pixels: closing with it wipes out writing, rules and seals.
	strokeRadius = 3
	// photoDepth is by how much a picture is darker than the paper around it.
	photoDepth = 10
	// leastPhoto and mostPhoto bound the share of the page that a photo covers.
	leastPhoto, mostPhoto = 0.03, 0.85
	// longestPhoto is the most elongated shape.
	longestPhoto = 4.0
	// leastFill is the share of its box that a photo fills, skew included.
	leastFill = 0.75
	// leastTones is the entropy, in bits over 16 grey levels, of a picture that is no flat
	// box with writing.
	leastTones = 2.0
	// photoEdge in reduced pixels: what comes so near to the edge of the page is a shadow,
	// a table top, or a page that is one whole photo.
	photoEdge = 2
)

// PhotoRegions (照片区域) finds photographs that were printed or glued on a scanned page:
// rectangles, about parallel to the page, that are darker than the paper and rich in tones.
// Boxes are pixels of img, in the order of their uppermost pixels. A page that is a
// photograph as a whole has none, nor has anything that touches the edge of the page.
func PhotoRegions(img *image.RGBA) []Box {
	g, step := shrinkPage(img, photoSide)
	if g.w < 8*strokeRadius || g.h < 8*strokeRadius {
		return nil
	}
	m := g.pictureMask()
	var out []Box
	for _, r := range m.regions() {
		if r.photoSized(g.w, g.h) && m.filled(r) >= leastFill && g.tones(r.Rectangle) >= leastTones {
			out = append(out, pageBox(r.Rectangle, step, img.Bounds().Min))
		}
	}
	return out
}

// pageBox maps a rectangle of the reduced page to the page.
func pageBox(r image.Rectangle, step int, origin image.Point) Box {
	r = image.Rectangle{Min: r.Min.Mul(step).Add(origin), Max: r.Max.Mul(step).Add(origin)}
	return Box{float64(r.Min.X), float64(r.Min.Y), float64(r.Max.X), float64(r.Max.Y)}
}

// shrinkPage averages the darkest channel of img down until its longer side has at most side
// pixels: a pale colour stands out from white paper there as it does not in its luminance.
func shrinkPage(img *image.RGBA, side int) (*greyMap, int) {
	b := img.Bounds()
	step := max(1, (max(b.Dx(), b.Dy())+side-1)/side)
	g := &greyMap{w: b.Dx() / step, h: b.Dy() / step}
	g.pix = make([]uint8, g.w*g.h)
	for y := range g.h {
		for x := range g.w {
			g.pix[y*g.w+x] = meanDarkest(img, b.Min.X+x*step, b.Min.Y+y*step, step)
		}
	}
	return g, step
}

// meanDarkest averages the darkest channel over a square of size pixels; of larger squares
// every other column is enough.
func meanDarkest(img *image.RGBA, x0, y0, size int) uint8 {
	stride := 4
	if size > 2 {
		stride = 8
	}
	sum, n := 0, 0
	for y := y0; y < y0+size; y++ {
		row := img.Pix[img.PixOffset(x0, y):][:size*4]
		for i := 0; i+2 < len(row); i += stride {
			sum += int(min(row[i], row[i+1], row[i+2]))
			n++
		}
	}
	return uint8(sum / n)
}

// pictureMask marks what stays darker than the paper once all strokes are wiped out.
func (g *greyMap) pictureMask() *mask {
	ground := g.withoutStrokes(strokeRadius)
	paper := fitPaper(ground)
	m := &mask{w: g.w, h: g.h, set: make([]bool, len(g.pix))}
	for y := range g.h {
		row := paper.row(y)
		for x, v := range ground.pix[y*g.w:][:g.w] {
			m.set[y*g.w+x] = float64(v) < row.at(x)-photoDepth
		}
	}
	return m
}

// tones is the entropy of the grey levels of a part of the page, in bits, 0 to 4.
func (g *greyMap) tones(r image.Rectangle) float64 {
	var histogram [16]float64
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for _, v := range g.pix[y*g.w+r.Min.X : y*g.w+r.Max.X] {
			histogram[v>>4]++
		}
	}
	bits, n := 0.0, float64(r.Dx()*r.Dy())
	for _, k := range histogram {
		if k > 0 {
			bits -= k / n * math.Log2(k/n)
		}
	}
	return bits
}

// withoutStrokes is the page with all that is dark and narrower than 2×radius wiped out
// (grey closing): light spreads over it and is drawn back.
func (g *greyMap) withoutStrokes(radius int) *greyMap {
	out := &greyMap{w: g.w, h: g.h, pix: slices.Clone(g.pix)}
	out.spread(radius)
	out.invert()
	out.spread(radius)
	out.invert()
	return out
}

func (g *greyMap) invert() {
	for i, v := range g.pix {
		g.pix[i] = ^v
	}
}

// spread lets every pixel take the lightest value of the square of radius pixels around it.
func (g *greyMap) spread(radius int) {
	for range radius {
		for y := range g.h {
			spreadRow(g.pix[y*g.w:][:g.w])
		}
		g.spreadColumns()
	}
}

func spreadRow(row []uint8) {
	before := row[0]
	for x := range len(row) - 1 {
		here := row[x]
		row[x] = max(before, here, row[x+1])
		before = here
	}
	last := len(row) - 1
	row[last] = max(before, row[last])
}

func (g *greyMap) spreadColumns() {
	before := slices.Clone(g.pix[:g.w])
	for y := range g.h {
		row := g.pix[y*g.w:][:g.w]
		below := row
		if y+1 < g.h {
			below = g.pix[(y+1)*g.w:][:g.w]
		}
		for x, here := range row {
			row[x] = max(before[x], here, below[x])
			before[x] = here
		}
	}
}
