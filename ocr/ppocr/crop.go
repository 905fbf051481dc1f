package ppocr

import (
	"image"
	"math"
)

const (
	stripHeight = 48 // height that the recogniser reads
	// tallText: a box so much higher than wide is a line that runs down the page.
	tallText = 1.5
	// longestStrip bounds what one line can cost, in pixels of width.
	longestStrip = 3200
)

// cut straightens the line in q to stripHeight, turned by a quarter when it runs down the
// page. Samples are bilinear, or averages where the line is shrunk.
func cut(img *image.RGBA, q quad) *image.RGBA {
	if q.height() >= tallText*q.width() {
		c := q.corners
		q.corners = [4]point{c[1], c[2], c[3], c[0]} // counter-clockwise
	}
	w, h := q.width(), q.height()
	if h < 1 {
		h = 1
	}
	width := min(longestStrip, max(1, int(math.Round(w*stripHeight/h))))
	out := image.NewRGBA(image.Rect(0, 0, width, stripHeight))
	c := q.corners
	b := img.Bounds()
	taps := max(1, int(math.Round(h/stripHeight))) // samples per pixel and direction
	for y := range stripHeight {
		for x := range width {
			var sum [3]float64
			for ty := range taps {
				for tx := range taps {
					u := (float64(x) + (float64(tx)+0.5)/float64(taps)) / float64(width)
					v := (float64(y) + (float64(ty)+0.5)/float64(taps)) / stripHeight
					px := c[0].x + u*(c[1].x-c[0].x) + v*(c[3].x-c[0].x)
					py := c[0].y + u*(c[1].y-c[0].y) + v*(c[3].y-c[0].y)
					sample(img, b, px-0.5, py-0.5, &sum)
				}
			}
			i, n := out.PixOffset(x, y), float64(taps*taps)
			out.Pix[i], out.Pix[i+1], out.Pix[i+2], out.Pix[i+3] = uint8(sum[0]/n+0.5), uint8(sum[1]/n+0.5), uint8(sum[2]/n+0.5), 255
		}
	}
	return out
}

// sample adds the bilinear value of img at (x, y), relative to its origin; outside it the
// nearest pixel counts.
func sample(img *image.RGBA, b image.Rectangle, x, y float64, sum *[3]float64) {
	x = min(max(x, 0), float64(b.Dx()-1))
	y = min(max(y, 0), float64(b.Dy()-1))
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, b.Dx()-1), min(y0+1, b.Dy()-1)
	fx, fy := x-float64(x0), y-float64(y0)
	at := func(x, y int, weight float64) {
		i := y*img.Stride + x*4
		sum[0] += float64(img.Pix[i]) * weight
		sum[1] += float64(img.Pix[i+1]) * weight
		sum[2] += float64(img.Pix[i+2]) * weight
	}
	at(x0, y0, (1-fx)*(1-fy))
	at(x1, y0, fx*(1-fy))
	at(x0, y1, (1-fx)*fy)
	at(x1, y1, fx*fy)
}
