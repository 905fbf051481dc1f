package ocr

import (
	"image"
)

// greyMap is a reduced luminance picture: what whole-page measures work on.
type greyMap struct {
	w, h int
	pix  []uint8
}

func (g *greyMap) at(x, y int) int { return int(g.pix[y*g.w+x]) }

// reduce averages img down so that its longer side has about side pixels.
func reduce(img *image.RGBA, side int) *greyMap {
	b := img.Bounds()
	step := max(1, max(b.Dx(), b.Dy())/side)
	g := &greyMap{w: b.Dx() / step, h: b.Dy() / step}
	g.pix = make([]uint8, g.w*g.h)
	for y := range g.h {
		for x := range g.w {
			g.pix[y*g.w+x] = meanLuma(img, b.Min.X+x*step, b.Min.Y+y*step, step)
		}
	}
	return g
}

// meanLuma averages the luminance of a square of size pixels; of large squares every other
// pixel is enough.
func meanLuma(img *image.RGBA, x0, y0, size int) uint8 {
	stride := 1 + size/6
	sum, n := 0, 0
	for y := y0; y < y0+size; y += stride {
		row := img.Pix[img.PixOffset(x0, y):]
		for i := 0; i < size*4; i += 4 * stride {
			sum += luma(row[i], row[i+1], row[i+2])
			n++
		}
	}
	return uint8(sum / n)
}

// luma is the brightness of a colour by ITU-R BT.601, 0–255.
func luma(r, g, b uint8) int { return (299*int(r) + 587*int(g) + 114*int(b)) / 1000 }

// paper is the brightness of the background: the 90th percentile.
func (g *greyMap) paper() int {
	var histogram [256]int
	for _, v := range g.pix {
		histogram[v]++
	}
	left := len(g.pix) / 10
	for v := 255; v > 0; v-- {
		if left -= histogram[v]; left < 0 {
			return v
		}
	}
	return 0
}
