package ocr_test

import (
	"image"
	"image/color"
	"math"
	"testing"

	"lianshen/ocr"
)

var blue = color.RGBA{R: 40, G: 70, B: 190, A: 255}

// found is a round impression as a reader of seals reports it.
func found(cx, cy, radius float64, c ocr.Colour) ocr.Seal {
	return ocr.Seal{Box: ocr.Box{cx - radius, cy - radius, cx + radius, cy + radius}, Shape: ocr.Round, Colour: c}
}

// form stands for a red form: a ruled frame with red print in it.
func form(m *image.RGBA, x0, y0, x1, y1 int) {
	for y := y0; y <= y1; y += 100 {
		block(m, red, x0, y, x1, y+3)
	}
	block(m, red, x0, y0, x0+3, y1)
	block(m, red, x1-3, y0, x1, y1)
	stripes(m, x0+20, y0+30, x0+140, y0+60)
}

func TestClearStampsKeepsRedPrint(t *testing.T) {
	m := sheet(800, 1100, white)
	form(m, 100, 100, 700, 900)
	if got := ocr.ClearStamps(ocr.Page{Image: m, Seals: []ocr.Seal{}}); got != m {
		t.Error("the red form was changed")
	}
	if got := ocr.ClearStamps(ocr.Page{Image: m}); got == m {
		t.Error("a page on which nobody looked for seals was not left to SuppressRed")
	}
}

func TestClearStampsOnRedPrint(t *testing.T) {
	m := sheet(800, 1100, white)
	form(m, 100, 100, 700, 900)
	ring(m, 550, 700, 80)
	out := ocr.Grey(ocr.ClearStamps(ocr.Page{Image: m, Seals: []ocr.Seal{found(550, 700, 80, ocr.Red)}}))
	if v := out.GrayAt(550, 625).Y; v < 235 {
		t.Errorf("the seal's rim has tone %d, want paper", v)
	}
	if v := out.GrayAt(122, 140).Y; v > 120 {
		t.Errorf("red print far from the seal has tone %d", v)
	}
}

func TestClearStampsTakesUnreadRings(t *testing.T) {
	m := sheet(800, 1100, white)
	ring(m, 400, 500, 90)
	out := ocr.Grey(ocr.ClearStamps(ocr.Page{Image: m, Seals: []ocr.Seal{}}))
	if v := out.GrayAt(400, 415).Y; v < 235 {
		t.Errorf("the rim of a ring that was read as no seal has tone %d, want paper", v)
	}
}

func TestClearStampsOfOtherInks(t *testing.T) {
	for name, tt := range map[string]struct {
		ink    color.RGBA
		colour ocr.Colour
		stays  bool
	}{
		"blue":  {blue, ocr.Blue, false},
		"black": {ink, ocr.Black, true},
	} {
		m := sheet(800, 1100, white)
		disc(m, tt.ink, 400, 500, 90)
		block(m, ink, 320, 540, 480, 546)
		out := ocr.Grey(ocr.ClearStamps(ocr.Page{Image: m, Seals: []ocr.Seal{found(400, 500, 90, tt.colour)}}))
		if v := out.GrayAt(400, 415).Y; v > 235 == tt.stays {
			t.Errorf("%s: the rim has tone %d", name, v)
		}
		if v := out.GrayAt(400, 543).Y; v > 60 {
			t.Errorf("%s: the black line has tone %d", name, v)
		}
	}
}

// disc draws the rim of a round seal.
func disc(m *image.RGBA, c color.RGBA, cx, cy, radius float64) {
	for y := int(cy - radius); y < int(cy+radius); y++ {
		for x := int(cx - radius); x < int(cx+radius); x++ {
			if d := math.Hypot(float64(x)+0.5-cx, float64(y)+0.5-cy); d <= radius && d > radius-10 {
				m.SetRGBA(x, y, c)
			}
		}
	}
}

func TestClearStampsSurvivesAnyBox(t *testing.T) {
	m := sheet(300, 400, white)
	ring(m, 150, 200, 60)
	nan := math.NaN()
	for _, b := range []ocr.Box{{}, {-50, -50, 20, 20}, {290, 390, 900, 900}, {500, 500, 600, 600}, {10, 10, 10, 10}, {nan, nan, nan, nan}} {
		for _, c := range []ocr.Colour{ocr.Red, ocr.Blue} {
			got := ocr.ClearStamps(ocr.Page{Image: m, Seals: []ocr.Seal{{Box: b, Shape: ocr.Oval, Colour: c}}})
			if got.Bounds() != m.Bounds() {
				t.Errorf("box %v: %v became %v", b, m.Bounds(), got.Bounds())
			}
		}
	}
}
