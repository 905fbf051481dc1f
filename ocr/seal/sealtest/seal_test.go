package sealtest_test

import (
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/seal/sealtest"
)

// paper returns a white page.
func paper(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	return m
}

// stamp draws p in the middle of a white page, or skips where no Chinese font is installed.
func stamp(t *testing.T, p sealtest.Params) (*image.RGBA, ocr.Box) {
	t.Helper()
	m := paper(500, 500)
	box, err := sealtest.Draw(m, 250, 250, p)
	if errors.Is(err, sealtest.ErrNoFont) && os.Getenv("LIANSHEN_REQUIRE_ENGINES") != "1" {
		t.Skip("skipped: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("LIANSHEN_DRAW_TO"); dir != "" {
		save(t, m, filepath.Join(dir, filepath.Base(t.Name())+".png"))
	}
	return m, box
}

func save(t *testing.T, m image.Image, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, m); err != nil {
		t.Fatal(err)
	}
}

// inked returns the box around everything that is not white.
func inked(m *image.RGBA) ocr.Box {
	box := ocr.Box{1e9, 1e9, 0, 0}
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			if m.RGBAAt(x, y).G < 160 {
				box = box.Union(ocr.Box{float64(x), float64(y), float64(x + 1), float64(y + 1)})
			}
		}
	}
	return box
}

func TestDraw(t *testing.T) {
	tests := map[string]sealtest.Params{
		"round": {Title: "东莞市绿源纸业有限公司", Code: "4419001234567"},
		"oval":  {Title: "东莞市绿源纸业有限公司", Inner: "发票专用章", Shape: ocr.Oval, AngleDeg: 20},
		"worn":  {Title: "东莞市绿源纸业有限责任公司", Inner: "合同专用章", Wear: 0.5, Seed: 3, DoubleRing: true, AngleDeg: -70},
		"blue":  {Title: "广东同泰检测技术有限公司", Inner: "检验检测专用章", Colour: color.RGBA{R: 40, G: 60, B: 190, A: 255}},
		"block": {Title: "李国庆印", Shape: ocr.Square, DiameterPx: 180},
	}
	for name, p := range tests {
		t.Run(name, func(t *testing.T) {
			m, want := stamp(t, p)
			if got := inked(m); got.IoU(want) < 0.95 {
				t.Errorf("ink fills %v, Draw said %v", got, want)
			}
		})
	}
}

// Ink must darken what is below it and never lighten it.
func TestDrawKeepsTextBelow(t *testing.T) {
	m := paper(400, 400)
	draw.Draw(m, image.Rect(0, 190, 400, 210), image.Black, image.Point{}, draw.Src)
	if _, err := sealtest.Draw(m, 200, 200, sealtest.Params{Title: "东莞市绿源纸业有限公司"}); err != nil {
		t.Skip("skipped: ", err)
	}
	if c := m.RGBAAt(200, 200); c != (color.RGBA{A: 255}) {
		t.Errorf("text under the star became %v, want black", c)
	}
}

func TestDrawIsRepeatable(t *testing.T) {
	p := sealtest.Params{Title: "东莞市绿源纸业有限公司", Wear: 0.4, Seed: 7}
	a, _ := stamp(t, p)
	b, _ := stamp(t, p)
	if string(a.Pix) != string(b.Pix) {
		t.Error("the same seed drew two different impressions")
	}
	p.Seed++
	c, _ := stamp(t, p)
	if string(a.Pix) == string(c.Pix) {
		t.Error("another seed drew the same impression")
	}
}
