package formcode_test

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"lianshen/workflow/formcode"
)

// Another program reads what the modules say.
func TestModules(t *testing.T) {
	want := formcode.Code{Project: "0190c0de-0000-7000-8000-000000000000", Slug: "commissioning-personnel"}
	modules, err := want.Modules()
	if err != nil {
		t.Fatal(err)
	}
	const scale = 4
	side := (len(modules) + 2*formcode.Border) * scale
	img := image.NewGray(image.Rect(0, 0, side, side))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for y, row := range modules {
		for x, dark := range row {
			if dark {
				at := image.Pt(x+formcode.Border, y+formcode.Border).Mul(scale)
				draw.Draw(img, image.Rectangle{at, at.Add(image.Pt(scale, scale))}, image.NewUniform(color.Black), image.Point{}, draw.Src)
			}
		}
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	got, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil || got.GetText() != want.String() {
		t.Errorf("%v, %v", got, err)
	}
	if s, err := want.Square(); err != nil || s.Side*scale != side || s.Path == "" {
		t.Errorf("%+v, %v", s, err)
	}
}
