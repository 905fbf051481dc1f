package seal

import (
	"image"
	"math"

	"lianshen/ocr"
)

// crop is the ink of one impression at the page's own resolution.
type crop struct {
	x0, y0 float64 // page position of the crop's corner
	sep    *plane  // coloured ink only: black text below is left out
	raw    *plane  // all ink, sharper where JPEG has thinned the colour
	fill   *plane  // sep with the holes of black text closed from around
	mix    *plane  // raw where coloured ink is near: sharp, and without most of the text below
	scale  float64 // page pixels per crop pixel; above 1 for very large prints
}

// cropSide bounds the crop: a larger impression is reduced, as it has detail to spare.
const cropSide = 720

// blackText is the darkness above which the ink of a seal cannot be seen.
const blackText = 80

// cutOut separates the inks in a box of the ink map at full resolution and stretches them so that the
// impression's own ink is black. Among ink without colour, what is as dark as level is print.
func (k *inkMap) cutOut(m *image.RGBA, box ocr.Box, ink *plane, level int) *crop {
	box = box.Scale(float64(k.scale))
	pad := 0.04*box.Width() + 3
	step := max(1, math.Ceil(max(box.Width(), box.Height())/cropSide))
	w := max(1, int((box.Width()+2*pad)/step))
	h := max(1, int((box.Height()+2*pad)/step))
	out := &crop{x0: math.Floor(box[0] - pad), y0: math.Floor(box[1] - pad), scale: step}
	out.sep, out.raw = newPlane(w, h), newPlane(w, h)
	black := newPlane(w, h)
	for y := range h {
		for x := range w {
			i := y*w + x
			out.sep.pix[i], out.raw.pix[i], black.pix[i] = k.inkAt(m, out, x, y, ink)
		}
	}
	if ink == k.dark && level < noPrint {
		out.unprinted(black, level)
	}
	out.sep.stretch()
	out.raw.stretch()
	out.mix = masked(out.raw, out.sep.blur().blur())
	out.fill = out.sep.closed(black)
	return out
}

// masked returns p where there is coloured ink close by.
func masked(p, colour *plane) *plane {
	out := newPlane(p.w, p.h)
	for i, v := range p.pix {
		out.pix[i] = uint8(min(int(v), 3*int(colour.pix[i])))
	}
	return out
}

// closed returns p with the pixels under black text set to the mean of what is known around
// them, nearer pixels counting more: a stroke goes on below the text that crosses it.
func (p *plane) closed(black *plane) *plane {
	hidden := make([]bool, len(p.pix))
	for i, v := range black.blur().pix {
		hidden[i] = v > blackText
	}
	out := &plane{w: p.w, h: p.h, pix: append([]uint8(nil), p.pix...)}
	for i := range hidden {
		if hidden[i] {
			out.pix[i] = p.around(i%p.w, i/p.w, hidden)
		}
	}
	return out
}

// around is the mean of the pixels near (x, y) that are not hidden.
func (p *plane) around(x, y int, hidden []bool) uint8 {
	const reach = 5
	sum, weight := 0, 0
	for v := max(0, y-reach); v <= min(p.h-1, y+reach); v++ {
		for u := max(0, x-reach); u <= min(p.w-1, x+reach); u++ {
			if i := v*p.w + u; !hidden[i] {
				w := 600 / (1 + (u-x)*(u-x) + (v-y)*(v-y))
				sum, weight = sum+w*int(p.pix[i]), weight+w
			}
		}
	}
	if weight == 0 {
		return p.pix[y*p.w+x]
	}
	return uint8(sum / weight)
}

// inkAt separates the mean colour of the page pixels under pixel (x, y) of the crop.
func (k *inkMap) inkAt(m *image.RGBA, c *crop, x, y int, ink *plane) (sep, raw, black uint8) {
	px, py, n := int(c.x0)+x*int(c.scale), int(c.y0)+y*int(c.scale), int(c.scale)
	var sum [3]int
	count := 0
	for v := max(py, 0); v < min(py+n, m.Rect.Dy()); v++ {
		for u := max(px, 0); u < min(px+n, m.Rect.Dx()); u++ {
			i := v*m.Stride + 4*u
			sum[0] += int(m.Pix[i])
			sum[1] += int(m.Pix[i+1])
			sum[2] += int(m.Pix[i+2])
			count++
		}
	}
	if count == 0 {
		return 0, 0, 0
	}
	s := reciprocal(k.paper.at(float64(px)/float64(k.scale), float64(py)/float64(k.scale)))
	r := absorbed(uint8(sum[0]/count), s[0])
	g := absorbed(uint8(sum[1]/count), s[1])
	b := absorbed(uint8(sum[2]/count), s[2])
	warmInk, coolInk, black := inks(r, g, b)
	switch ink {
	case k.cool:
		return coolInk, uint8(r), black
	case k.dark:
		return black, black, 0
	}
	return warmInk, uint8(g), black
}

// stretch makes the strongest ink 255: the 90th percentile of what is inked at all.
func (p *plane) stretch() {
	var histogram [256]int
	total := 0
	for _, v := range p.pix {
		if v >= 2*inkFloor {
			histogram[v]++
			total++
		}
	}
	top, n := 255, 0
	for top > 2*inkFloor && n+histogram[top] < total/10 {
		n += histogram[top]
		top--
	}
	for i, v := range p.pix {
		p.pix[i] = uint8(min(255, int(v)*255/top))
	}
}

// ellipseIn returns c's ring in the crop's pixels.
func (k *inkMap) ellipseIn(c *found, at *crop) ellipse {
	e := c.scaled(float64(k.scale))
	e.x, e.y = e.x-at.x0, e.y-at.y0
	return e.scaled(1 / at.scale)
}
