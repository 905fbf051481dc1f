package seal

import (
	"bytes"
	"image"
)

// inkMap is the page reduced to what matters: how much red or purple (warm), blue (cool)
// and colourless (dark) ink covers each spot, 0–255 relative to the paper around it.
type inkMap struct {
	// scale is page pixels per map pixel.
	scale      int
	warm, cool *plane
	dark       *plane
	paper      *paper
	found      map[*plane][]edge // edges found so far
}

// edges returns the edges of one of k's inks. They are looked for once, and not at all of an
// ink in which nothing needs them.
func (k *inkMap) edges(ink *plane) []edge {
	if _, ok := k.found[ink]; !ok {
		k.found[ink] = edges(ink)
	}
	return k.found[ink]
}

const (
	// mapPixels bounds the reduced image: A4 at 200 dpi becomes 100 dpi.
	mapPixels = 2_000_000
	// leastInk is the number of inked pixels below which there cannot even be a slice of a seal.
	leastInk = 80
	// inkFloor is the least colour that counts as ink; JPEG blocks and paper grain lie below.
	inkFloor = 14
)

// newInkMap reduces the image in one pass and separates its inks.
func newInkMap(m *image.RGBA) *inkMap {
	scale := 1
	for (m.Rect.Dx()/scale)*(m.Rect.Dy()/scale) > mapPixels {
		scale++
	}
	rgb, w, h := reduce(m, scale)
	k := &inkMap{scale: scale, warm: newPlane(w, h), cool: newPlane(w, h), dark: newPlane(w, h), found: map[*plane][]edge{}}
	k.paper = newPaper(rgb, w, h)
	k.separate(rgb)
	return k
}

// planes returns the inks in which impressions are looked for. Black comes last: copies of
// seals, and seals printed without colour, among all the text.
func (k *inkMap) planes() []*plane { return append(k.colours(), k.dark) }

// colours returns the coloured inks that are on the page at all.
func (k *inkMap) colours() (out []*plane) {
	for _, p := range []*plane{k.warm, k.cool} {
		if len(p.pix)-bytes.Count(p.pix, []byte{0}) > leastInk {
			out = append(out, p)
		}
	}
	return out
}

// reduce returns m as interleaved RGB, every pixel the mean of an f×f block.
func reduce(m *image.RGBA, f int) (rgb []uint8, w, h int) {
	w, h = m.Rect.Dx()/f, m.Rect.Dy()/f
	rgb = make([]uint8, 3*w*h)
	sum := make([]uint32, 3*w)
	area := uint32(f * f)
	for y := range h {
		clear(sum)
		for v := range f {
			addRow(sum, m.Pix[(y*f+v)*m.Stride:], w, f)
		}
		for i, s := range sum {
			rgb[3*w*y+i] = uint8((s + area/2) / area)
		}
	}
	return rgb, w, h
}

func addRow(sum []uint32, row []uint8, w, f int) {
	i := 0
	for x := range w {
		for range f {
			sum[3*x] += uint32(row[i])
			sum[3*x+1] += uint32(row[i+1])
			sum[3*x+2] += uint32(row[i+2])
			i += 4
		}
	}
}

// separate fills the planes from the reduced image.
func (k *inkMap) separate(rgb []uint8) {
	w := k.warm.w
	for y := range k.warm.h {
		var scale [3]int32 // 2^16 × 255 / paper; the paper changes slowly, so 8 pixels share it
		for x := range w {
			if x%8 == 0 {
				scale = reciprocal(k.paper.at(float64(x)+4, float64(y)))
			}
			i := y*w + x
			k.warm.pix[i], k.cool.pix[i], k.dark.pix[i] = inks(
				absorbed(rgb[3*i], scale[0]), absorbed(rgb[3*i+1], scale[1]), absorbed(rgb[3*i+2], scale[2]))
		}
	}
}

func reciprocal(paper [3]float64) (scale [3]int32) {
	for c, v := range paper {
		scale[c] = int32(65536 * 255 / v)
	}
	return scale
}

// absorbed returns how much of the paper's light is missing in one channel, 0–255.
func absorbed(v uint8, scale int32) int32 {
	return max(0, 255-(int32(v)*scale)>>16)
}

// inks tells the ink from the light that it takes away. Red takes green and blue and leaves
// red; orange takes less green; yellow takes blue only and is no ink; purple takes green
// most; blue takes red and green. Black takes all alike, so what lies over text counts less.
func inks(r, g, b int32) (warm, cool, dark uint8) {
	low := min(r, g, b)
	red := min(g-r, 5*(b-r)/2)
	purple := g - max(r, b)
	blue := min(r, g) - b
	return ink(max(red, purple)), ink(blue), uint8(low)
}

func ink(v int32) uint8 {
	if v < inkFloor {
		return 0
	}
	return uint8(v)
}
