package ocr_test

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"testing"

	"lianshen/ocr"
)

var (
	white  = color.RGBA{R: 255, G: 255, B: 255, A: 255}
	cream  = color.RGBA{R: 250, G: 240, B: 210, A: 255}
	red    = color.RGBA{R: 214, G: 40, B: 46, A: 255}
	ink    = color.RGBA{R: 30, G: 30, B: 32, A: 255}
	inkRed = color.RGBA{R: 28, G: 12, B: 14, A: 255} // red over black
)

func sheet(w, h int, paper color.RGBA) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	return m
}

func block(m *image.RGBA, c color.RGBA, x0, y0, x1, y1 int) {
	draw.Draw(m, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Src)
}

// ring draws a round seal with a solid middle; black pixels below stay dark.
func ring(m *image.RGBA, cx, cy, radius float64) {
	for y := int(cy - radius); y < int(cy+radius); y++ {
		for x := int(cx - radius); x < int(cx+radius); x++ {
			d := math.Hypot(float64(x)-cx, float64(y)-cy)
			if d > radius || (d < radius-10 && d > radius/4) {
				continue
			}
			if m.RGBAAt(x, y) == ink {
				m.SetRGBA(x, y, inkRed)
			} else {
				m.SetRGBA(x, y, red)
			}
		}
	}
}

func TestSuppressRedClearsSealAndKeepsStrokes(t *testing.T) {
	for _, paper := range []color.RGBA{white, cream} {
		m := sheet(800, 1100, paper)
		block(m, ink, 100, 500, 700, 506)
		ring(m, 400, 500, 150)
		got := ocr.Grey(ocr.SuppressRed(m))
		for _, p := range []image.Point{{X: 400, Y: 355}, {X: 400, Y: 480}, {X: 255, Y: 480}} {
			if v := got.GrayAt(p.X, p.Y).Y; v < 235 {
				t.Errorf("paper %v: seal ink at %v has tone %d, want paper", paper, p, v)
			}
		}
		for x := 100; x < 700; x += 50 {
			if v := got.GrayAt(x, 503).Y; v > 60 {
				t.Errorf("paper %v: the black line at %d has tone %d", paper, x, v)
			}
		}
	}
}

func TestSuppressRedLeavesAlone(t *testing.T) {
	tests := map[string]func(m *image.RGBA){
		"black print":    func(m *image.RGBA) { block(m, ink, 100, 100, 700, 130) },
		"yellow stripe":  func(m *image.RGBA) { block(m, cream, 100, 100, 700, 700) },
		"red heading":    func(m *image.RGBA) { stripes(m, 100, 100, 700, 150) },
		"red plate":      func(m *image.RGBA) { block(m, red, 200, 200, 500, 500) },
		"red specks":     func(m *image.RGBA) { block(m, red, 300, 300, 306, 306) },
		"nothing at all": func(*image.RGBA) {},
	}
	for name, paint := range tests {
		t.Run(name, func(t *testing.T) {
			m := sheet(800, 1100, white)
			paint(m)
			if ocr.SuppressRed(m) != m {
				t.Error("the page was changed")
			}
		})
	}
}

// stripes stands for a line of red print: a third of it is ink.
func stripes(m *image.RGBA, x0, y0, x1, y1 int) {
	for x := x0; x < x1; x += 12 {
		block(m, red, x, y0, x+4, y1)
	}
}

func TestSuppressRedDoesNotChangeItsArgument(t *testing.T) {
	m := sheet(400, 500, white)
	ring(m, 200, 250, 100)
	before := append([]byte(nil), m.Pix...)
	if ocr.SuppressRed(m) == m {
		t.Fatal("the seal was not seen")
	}
	if string(before) != string(m.Pix) {
		t.Error("the argument was changed")
	}
}

func TestSuppressRedSurvivesAnySize(t *testing.T) {
	for _, s := range []image.Point{{}, {X: 1, Y: 1}, {X: 7, Y: 9}, {X: 1, Y: 500}, {X: 33, Y: 17}} {
		m := sheet(s.X, s.Y, red)
		if got := ocr.SuppressRed(m); got.Bounds() != m.Bounds() {
			t.Errorf("%v became %v", m.Bounds(), got.Bounds())
		}
	}
}
