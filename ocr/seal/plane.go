package seal

import "image"

// plane is an 8-bit image of one quantity, row by row.
type plane struct {
	w, h int
	pix  []uint8
}

func newPlane(w, h int) *plane { return &plane{w: w, h: h, pix: make([]uint8, w*h)} }

// at returns the value at (x, y), 0 outside.
func (p *plane) at(x, y int) uint8 {
	if uint(x) >= uint(p.w) || uint(y) >= uint(p.h) {
		return 0
	}
	return p.pix[y*p.w+x]
}

// sample returns the value at a point between pixels by bilinear interpolation. Pixel
// (x, y) covers the square from (x, y) to (x+1, y+1): its middle is at +0.5.
func (p *plane) sample(x, y float64) float64 {
	x, y = x-0.5, y-0.5
	ix, iy := floor(x), floor(y)
	tx, ty := x-float64(ix), y-float64(iy)
	top := float64(p.at(ix, iy))*(1-tx) + float64(p.at(ix+1, iy))*tx
	low := float64(p.at(ix, iy+1))*(1-tx) + float64(p.at(ix+1, iy+1))*tx
	return top*(1-ty) + low*ty
}

// floor is math.Floor for values within the range of int.
func floor(v float64) int {
	i := int(v)
	if float64(i) > v {
		i--
	}
	return i
}

// halve returns p at half the size; every pixel is the mean of four.
func (p *plane) halve() *plane {
	q := newPlane(p.w/2, p.h/2)
	for y := range q.h {
		a, b := p.pix[2*y*p.w:], p.pix[(2*y+1)*p.w:]
		row := q.pix[y*q.w : (y+1)*q.w]
		for x := range row {
			row[x] = uint8((int(a[2*x]) + int(a[2*x+1]) + int(b[2*x]) + int(b[2*x+1]) + 2) / 4)
		}
	}
	return q
}

// blur returns p smoothed by the 3×3 binomial kernel; the border keeps its values.
func (p *plane) blur() *plane {
	q := &plane{w: p.w, h: p.h, pix: append([]uint8(nil), p.pix...)}
	for y := 1; y < p.h-1; y++ {
		up, mid, low := p.pix[(y-1)*p.w:y*p.w], p.pix[y*p.w:(y+1)*p.w], p.pix[(y+1)*p.w:(y+2)*p.w]
		out := q.pix[y*p.w : (y+1)*p.w]
		left, here := 0, int(up[0])+2*int(mid[0])+int(low[0])
		for x := range p.w - 1 {
			right := int(up[x+1]) + 2*int(mid[x+1]) + int(low[x+1])
			if x > 0 {
				out[x] = uint8((left + 2*here + right + 8) / 16)
			}
			left, here = here, right
		}
	}
	return q
}

// gray returns p as an image of dark ink on white.
func (p *plane) gray() *image.Gray {
	out := image.NewGray(image.Rect(0, 0, p.w, p.h))
	for i, v := range p.pix {
		out.Pix[i] = 255 - v
	}
	return out
}
