package ocr_test

import (
	"image"
	"math"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/ocrtest"
)

func TestIsColour(t *testing.T) {
	m := sheet(800, 1100, white)
	block(m, ink, 100, 100, 700, 200)
	if ocr.IsColour(m) {
		t.Error("a black-and-white page is coloured")
	}
	ring(m, 400, 500, 100)
	if !ocr.IsColour(m) {
		t.Error("a page with a red seal is not coloured")
	}
}

func TestIsBlank(t *testing.T) {
	m := sheet(1654, 2339, cream)
	block(m, ink, 800, 1000, 804, 1004) // dust
	block(m, ink, 0, 0, 20, 2339)       // shadow at the edge
	if !ocr.IsBlank(m) {
		t.Error("an empty page is not blank")
	}
	block(m, ink, 400, 1000, 700, 1030)
	if ocr.IsBlank(m) {
		t.Error("a page with a word on it is blank")
	}
}

func TestSharpnessFallsWithBlur(t *testing.T) {
	last := 1.1
	for _, blur := range []float64{0.5, 1, 2, 3} {
		p, _ := ocrtest.Page(t, ocrtest.Lines(10, 1), ocrtest.Style{DPI: 120, SizePt: 18, Scan: ocrtest.Scan{BlurPx: blur, Noise: 4}})
		s := ocr.Sharpness(p.Image)
		if s >= last {
			t.Errorf("blur of %v pixels gives sharpness %.2f, less blur gave %.2f", blur, s, last)
		}
		if blur <= 0.5 && s < 0.5 || blur >= 2 && s >= 0.3 {
			t.Errorf("blur of %v pixels gives sharpness %.2f: clean is at least 0.5, blurred below 0.3", blur, s)
		}
		last = s
	}
	if s := ocr.Sharpness(sheet(300, 300, white)); s != 0 {
		t.Errorf("a page without edges has sharpness %v", s)
	}
}

func TestSkewDeg(t *testing.T) {
	for _, want := range []float64{-3, -0.5, 0, 1.2, 5} {
		p, _ := ocrtest.Page(t, ocrtest.Lines(24, 2), ocrtest.Style{DPI: 150, Scan: ocrtest.Scan{SkewDeg: want}})
		got := ocr.SkewDeg(p.Image)
		if got == nil || math.Abs(*got-want) > 0.15 {
			t.Errorf("skew of %v is measured as %v", want, got)
		}
	}
	if got := ocr.SkewDeg(sheet(800, 1100, white)); got != nil {
		t.Errorf("an empty page leans by %v", *got)
	}
}

func TestRotate(t *testing.T) {
	m := sheet(3, 2, white)
	m.SetRGBA(2, 0, red) // top right
	want := []image.Point{{X: 2, Y: 0}, {X: 1, Y: 2}, {X: 0, Y: 1}, {X: 0, Y: 0}}
	for turns, at := range want {
		got := ocr.Rotate(m, turns)
		if got.RGBAAt(at.X, at.Y) != red {
			t.Errorf("turned %d times, the top right corner is not at %v", turns, at)
		}
	}
	back := ocr.Rotate(ocr.Rotate(m, 1), 3)
	if string(back.Pix) != string(m.Pix) {
		t.Error("one turn and three more do not give the picture back")
	}
}

func TestPHash(t *testing.T) {
	a, _ := ocrtest.Page(t, ocrtest.Lines(20, 1), ocrtest.Style{})
	again, _ := ocrtest.Page(t, ocrtest.Lines(20, 1), ocrtest.Style{Scan: ocrtest.Scan{Noise: 10, JPEG: 50, BlurPx: 1}})
	other, _ := ocrtest.Page(t, ocrtest.Lines(9, 8), ocrtest.Style{SizePt: 20})
	same := ocr.HashDistance(ocr.PHash(a.Image), ocr.PHash(again.Image))
	unlike := ocr.HashDistance(ocr.PHash(a.Image), ocr.PHash(other.Image))
	if same > 6 || unlike < 16 {
		t.Errorf("copies differ in %d bits, unlike pages in %d", same, unlike)
	}
	if d := ocr.HashDistance("nonsense", ocr.PHash(a.Image)); d != 64 {
		t.Errorf("nonsense lies %d bits away, want 64", d)
	}
}
