package checker

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

// chequered draws squares of a width in two greys.
func chequered(side, square int, dark, light uint8) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			c := light
			if (x/square+y/square)%2 == 0 {
				c = dark
			}
			img.SetGray(x, y, color.Gray{Y: c})
		}
	}
	return img
}

func TestPhotoFacts(t *testing.T) {
	sharp := chequered(256, 32, 10, 240)
	hash, sharpness, brightness := PhotoFacts(sharp)
	if len(hash) != 16 || sharpness < 0.5 || brightness < 0.4 || brightness > 0.6 {
		t.Errorf("hash %s, sharpness %.2f, brightness %.2f", hash, sharpness, brightness)
	}
	if _, flat, dark := PhotoFacts(chequered(256, 32, 5, 5)); flat != 0 || dark > 0.1 {
		t.Errorf("a dark, even picture has sharpness %.2f, brightness %.2f", flat, dark)
	}
	// A part of a larger picture counts like a picture of its own.
	sheet := image.NewRGBA(image.Rect(0, 0, 400, 400))
	draw.Draw(sheet, image.Rect(100, 50, 356, 306), sharp, image.Point{}, draw.Src)
	part := sheet.SubImage(image.Rect(100, 50, 356, 306))
	if h, s, b := PhotoFacts(part); h != hash || s != sharpness || b != brightness {
		t.Errorf("cut out: %s %.3f %.3f; on its own: %s %.3f %.3f", h, s, b, hash, sharpness, brightness)
	}
}
