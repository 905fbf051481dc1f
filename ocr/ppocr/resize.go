package ppocr

import (
	"image"

	"golang.org/x/image/draw"
)

// resize scales img to w × h. Down to half the size two-by-two sampling sees every pixel
// and is ten times as fast; below, all pixels are averaged.
func resize(img *image.RGBA, w, h int) *image.RGBA {
	b := img.Bounds()
	if b.Dx() == w && b.Dy() == h {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	scaler := draw.ApproxBiLinear
	if b.Dx() > 2*w || b.Dy() > 2*h {
		scaler = draw.BiLinear
	}
	scaler.Scale(out, out.Bounds(), img, b, draw.Src, nil)
	return out
}
