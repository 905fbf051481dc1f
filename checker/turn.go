package checker

import (
	"image"

	"lianshen/ocr"
)

// frame maps boxes of an upright page image (pixels) to the page as displayed (points).
//
// A scan may stand on its head: it is turned clockwise by quarter turns before it is read,
// and what was read is mapped back, so that every box in the facts lies where a person
// sees it.
type frame struct {
	quarterTurns int     // clockwise turns from displayed to upright, 0–3
	scale        float64 // points per pixel
	width        float64 // displayed page image in pixels
	height       float64
}

func newFrame(displayed *image.RGBA, dpi float64, quarterTurns int) frame {
	b := displayed.Bounds()
	return frame{
		quarterTurns: quarterTurns & 3,
		scale:        72 / dpi,
		width:        float64(b.Dx()),
		height:       float64(b.Dy()),
	}
}

// points converts a box in upright pixels to points of the displayed page.
func (f frame) points(b ocr.Box) ocr.Box { return roundBox(f.displayed(b).Scale(f.scale)) }

func (f frame) displayed(b ocr.Box) ocr.Box {
	switch f.quarterTurns {
	case 1:
		return ocr.Box{b[1], f.height - b[2], b[3], f.height - b[0]}
	case 2:
		return ocr.Box{f.width - b[2], f.height - b[3], f.width - b[0], f.height - b[1]}
	case 3:
		return ocr.Box{f.width - b[3], b[0], f.width - b[1], b[2]}
	default:
		return b
	}
}

// upright maps a box in points of the page as displayed to points of the upright page.
func (f frame) upright(b ocr.Box) ocr.Box {
	w, h := f.width*f.scale, f.height*f.scale
	switch f.quarterTurns {
	case 1:
		return ocr.Box{h - b[3], b[0], h - b[1], b[2]}
	case 2:
		return ocr.Box{w - b[2], h - b[3], w - b[0], h - b[1]}
	case 3:
		return ocr.Box{b[1], w - b[2], b[3], w - b[0]}
	default:
		return b
	}
}

// roundBox keeps a hundredth of a point, a fraction of a pixel at any scan resolution:
// goldens and digests must not hang on the last bits of a float.
func roundBox(b ocr.Box) ocr.Box {
	for i := range b {
		b[i] = round(b[i], 100)
	}
	return b
}

func round(f, steps float64) float64 {
	if f < 0 {
		return -round(-f, steps)
	}
	return float64(int64(f*steps+0.5)) / steps
}
