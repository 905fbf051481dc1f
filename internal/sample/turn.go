package sample

import (
	"image"
)

// desaturate keeps colour or returns the luminance picture of a grey scan.
func (s Scan) desaturate(m *image.RGBA) image.Image {
	if !s.Grey {
		return m
	}
	g := image.NewGray(m.Rect)
	for i := range g.Pix {
		px := m.Pix[4*i : 4*i+3]
		g.Pix[i] = uint8((299*int(px[0]) + 587*int(px[1]) + 114*int(px[2])) / 1000)
		if s.Bilevel {
			g.Pix[i] = blackOrWhite(g.Pix[i])
		}
	}
	return g
}

// blackOrWhite keeps pale ink: a copier set lighter would lose the seals.
func blackOrWhite(v uint8) uint8 {
	if v < 176 {
		return 0
	}
	return 255
}

// rotate turns a picture clockwise by quarter turns.
func rotate(m image.Image, turn int) image.Image {
	if turn == 0 {
		return m
	}
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	ow, oh := w, h
	if turn != 180 {
		ow, oh = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, ow, oh))
	for y := range h {
		for x := range w {
			c := m.At(x, y)
			switch turn {
			case 90:
				out.Set(h-1-y, x, c)
			case 180:
				out.Set(w-1-x, h-1-y, c)
			case 270:
				out.Set(y, w-1-x, c)
			}
		}
	}
	return out
}
