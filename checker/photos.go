package checker

import (
	"image"
	"image/draw"

	"lianshen/ocr"
)

// PhotoFacts measures a photograph (照片): its perceptual hash (16 hex digits, alike for
// pictures that look alike, so duplicates show), its sharpness and its brightness, both in
// [0, 1].
func PhotoFacts(img image.Image) (phash string, sharpness, brightness float64) {
	rgba, ok := img.(*image.RGBA)
	if !ok {
		rgba = image.NewRGBA(image.Rectangle{Max: img.Bounds().Size()})
		draw.Draw(rgba, rgba.Rect, img, img.Bounds().Min, draw.Src)
	}
	return ocr.PHash(rgba), ocr.Sharpness(rgba), ocr.Brightness(rgba)
}
