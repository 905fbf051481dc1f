package card

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/draw"
)

const (
	// thumbnailSide is the longer side of a pictured case; a seal at 200 dpi nearly fits.
	thumbnailSide = 360
	// thumbnailQuality keeps the strokes of characters and a picture under 40 KB.
	thumbnailQuality = 78
)

// Thumbnail turns a PNG that we rendered into a small JPEG.
func Thumbnail(raw []byte) ([]byte, error) {
	src, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	b := src.Bounds()
	if side := max(b.Dx(), b.Dy()); side > thumbnailSide {
		small := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()*thumbnailSide/side), max(1, b.Dy()*thumbnailSide/side)))
		draw.CatmullRom.Scale(small, small.Rect, src, b, draw.Src, nil)
		src = small
	}
	var out bytes.Buffer
	err = jpeg.Encode(&out, src, &jpeg.Options{Quality: thumbnailQuality})
	return out.Bytes(), err
}
