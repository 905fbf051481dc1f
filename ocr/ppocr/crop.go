package ppocr

import (
	"image"
	"math"

	"lianshen/ocr"
)

const (
	// stripHeight is the height that the recogniser reads.
	stripHeight = 48
	// tallText: a box so much higher than wide is a line that runs down the page.
	tallText = 1.5
	// longestStrip bounds what one line can cost, in pixels of width; a longer one is
	// squeezed more. An A4 line of the smallest print needs 1 900.
	longestStrip = 3200
	// narrowest is the least width that is fed: the recogniser was not trained on less, and
	// single digits in tables get lost at 96.
	narrowest = 160
	// padTo: strip widths are multiples of the recogniser's step of 8 pixels.
	padTo = 8
)

// strip is a straightened line as the recogniser wants it: three planes of stripHeight rows
// of padded columns, in [-1, 1]. What lies right of width is 0, the grey that the
// recogniser was trained to see as padding.
type strip struct {
	planes        []float32
	width, padded int
}

// newStrip returns an empty strip for width pixels.
func newStrip(width int) strip {
	padded := max(narrowest, (width+padTo-1)/padTo*padTo)
	return strip{planes: make([]float32, 3*stripHeight*padded), width: width, padded: padded}
}

// stripWidth is the width of a line of w × h brought to stripHeight.
func stripWidth(w, h float64) int {
	return min(longestStrip, max(1, int(math.Round(w*stripHeight/max(1, h)))))
}

// cut straightens the line in q, turned by a quarter when it runs down the page.
func cut(page *image.Gray, q quad) strip {
	if q.runsDown() {
		c := q.corners
		q.corners = [4]point{c[1], c[2], c[3], c[0]} // counter-clockwise
	}
	s := newStrip(stripWidth(q.width(), q.height()))
	s.sample(page, q)
	n := stripHeight * s.padded
	copy(s.planes[n:2*n], s.planes[:n])
	copy(s.planes[2*n:], s.planes[:n])
	return s
}

// sample fills the first plane from q: bilinear, or the mean of several samples where the
// line is shrunk.
func (s strip) sample(page *image.Gray, q quad) {
	c := q.corners
	taps := max(1, int(math.Round(q.height()/stripHeight)))
	fine, rows := float64(s.width*taps), float64(stripHeight*taps)
	ux, uy := (c[1].x-c[0].x)/fine, (c[1].y-c[0].y)/fine
	vx, vy := (c[3].x-c[0].x)/rows, (c[3].y-c[0].y)/rows
	scale := 2 / (255 * float32(taps*taps))
	for y := range stripHeight * taps {
		px := c[0].x + (float64(y)+0.5)*vx + ux/2 - 0.5
		py := c[0].y + (float64(y)+0.5)*vy + uy/2 - 0.5
		row := s.planes[y/taps*s.padded:][:s.width]
		for x := range row {
			for range taps {
				row[x] += bilinear(page, px, py)
				px, py = px+ux, py+uy
			}
		}
	}
	for y := range stripHeight {
		row := s.planes[y*s.padded:][:s.width]
		for x := range row {
			row[x] = row[x]*scale - 1
		}
	}
}

// bilinear is the tone of page at (x, y); outside it the nearest pixel counts.
func bilinear(page *image.Gray, x, y float64) float32 {
	w, h := page.Rect.Dx(), page.Rect.Dy()
	x, y = min(max(x, 0), float64(w-1)), min(max(y, 0), float64(h-1))
	x0, y0 := int(x), int(y)
	fx, fy := float32(x-float64(x0)), float32(y-float64(y0))
	right, down := min(x0+1, w-1), min(y0+1, h-1)*page.Stride
	top, low := page.Pix[y0*page.Stride:], page.Pix[down:]
	a, b := float32(top[x0]), float32(top[right])
	c, d := float32(low[x0]), float32(low[right])
	upper := a + (b-a)*fx
	lower := c + (d-c)*fx
	return upper + (lower-upper)*fy
}

// stripOf scales a picture to stripHeight and keeps its colours.
func stripOf(img image.Image) strip {
	b := img.Bounds()
	if b.Empty() {
		return newStrip(1)
	}
	s := newStrip(stripWidth(float64(b.Dx()), float64(b.Dy())))
	small := resize(ocr.ToRGBA(img), s.width, stripHeight)
	n := stripHeight * s.padded
	for y := range stripHeight {
		row := small.Pix[y*small.Stride:]
		for x := range s.width {
			i := y*s.padded + x
			s.planes[i] = float32(row[4*x+2])/127.5 - 1
			s.planes[n+i] = float32(row[4*x+1])/127.5 - 1
			s.planes[2*n+i] = float32(row[4*x])/127.5 - 1
		}
	}
	return s
}
