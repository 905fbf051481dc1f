package ocr

import "image"

// Grey returns m as luminance (BT.601), with its corner at (0, 0). Transparent pixels
// count as they are stored: pages are rendered on white.
func Grey(m *image.RGBA) *image.Gray {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	g := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		src, dst := m.Pix[y*m.Stride:][:4*w], g.Pix[y*g.Stride:][:w]
		for x := range dst {
			p := src[4*x : 4*x+4 : 4*x+4]
			dst[x] = luminance(p[0], p[1], p[2])
		}
	}
	return g
}

func luminance(r, g, b uint8) uint8 {
	return uint8((77*uint32(r) + 150*uint32(g) + 29*uint32(b) + 128) >> 8)
}

// Shrink returns g reduced by the whole factor f, every pixel the mean of an f×f block;
// columns and rows that do not fill a block are left out. It returns g itself for f <= 1.
func Shrink(g *image.Gray, f int) *image.Gray {
	if f <= 1 {
		return g
	}
	w, h := g.Rect.Dx()/f, g.Rect.Dy()/f
	out := image.NewGray(image.Rect(0, 0, w, h))
	sums := make([]uint32, w)
	area := uint32(f * f)
	for y := range h {
		clear(sums)
		for v := range f {
			addBlocks(sums, g.Pix[(y*f+v)*g.Stride:], f)
		}
		for x, s := range sums {
			out.Pix[y*out.Stride+x] = uint8((s + area/2) / area)
		}
	}
	return out
}

// addBlocks adds every f pixels of row to one sum.
func addBlocks(sums []uint32, row []uint8, f int) {
	for x := range sums {
		for _, v := range row[x*f : x*f+f] {
			sums[x] += uint32(v)
		}
	}
}
