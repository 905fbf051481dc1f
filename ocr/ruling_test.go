package ocr

import (
	"image"
	"image/color"
	"math"
	"testing"
)

// sheetOf is a white page of 200 dpi, leaning by deg, on which strokes are drawn in points.
func sheetOf(deg float64, strokes ...Ruling) *image.RGBA {
	const w, h, k = 1000, 800, 200.0 / 72
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	slope := math.Tan(deg * math.Pi / 180)
	for _, s := range strokes {
		n := int(k * (math.Abs(s.X1-s.X0) + math.Abs(s.Y1-s.Y0)))
		for i := range n + 1 {
			t := float64(i) / float64(max(n, 1))
			x, y := k*(s.X0+t*(s.X1-s.X0)), k*(s.Y0+t*(s.Y1-s.Y0))
			px, py := int(math.Round(x-slope*y)), int(math.Round(y+slope*x))
			for _, p := range [][2]int{{px, py}, {px + 1, py}, {px, py + 1}, {px + 1, py + 1}} {
				img.SetRGBA(p[0], p[1], color.RGBA{30, 30, 30, 255})
			}
		}
	}
	return img
}

// gridOf is a table of two columns and two rows, in points.
func gridOf() []Ruling {
	var out []Ruling
	for _, y := range []float64{60, 82, 104} {
		out = append(out, Ruling{50, y, 250, y})
	}
	for _, x := range []float64{50, 150, 250} {
		out = append(out, Ruling{x, 60, x, 104})
	}
	return out
}

func TestFindRulings(t *testing.T) {
	for _, deg := range []float64{0, 0.6, -1.2, 2} {
		r := FindRulings(sheetOf(deg, gridOf()...), 200, deg).Scale(72.0 / 200)
		if len(r.Across) != 3 || len(r.Down) != 3 {
			t.Errorf("leaning by %v: %d across, %d down, want 3 and 3", deg, len(r.Across), len(r.Down))
			continue
		}
		for _, a := range r.Across {
			if math.Abs(a.X1-a.X0-200) > 4 {
				t.Errorf("leaning by %v: a rule of %.1f points, want 200", deg, a.X1-a.X0)
			}
		}
		for _, d := range r.Down {
			if math.Abs(d.Y1-d.Y0-44) > 4 {
				t.Errorf("leaning by %v: a rule of %.1f points down, want 44", deg, d.Y1-d.Y0)
			}
		}
	}
}

// Letters are no rules, however dark; nor is the edge of a dark field.
func TestFindRulingsPassesOverLetters(t *testing.T) {
	img := sheetOf(0, Ruling{50, 60, 59, 60}, Ruling{55, 55, 55, 64}, Ruling{70, 60, 79, 60})
	for y := 300; y < 500; y++ {
		for x := 300; x < 700; x++ {
			img.SetRGBA(x, y, color.RGBA{20, 20, 20, 255})
		}
	}
	if r := FindRulings(img, 200, 0); len(r.Across)+len(r.Down) > 0 {
		t.Errorf("found %+v", r)
	}
}

// A rule that something lies over is still one.
func TestFindRulingsJoinsBreaks(t *testing.T) {
	img := sheetOf(0, Ruling{50, 60, 120, 60}, Ruling{122.5, 60, 250, 60})
	if r := FindRulings(img, 200, 0); len(r.Across) != 1 {
		t.Errorf("%d rules, want 1: %+v", len(r.Across), r.Across)
	}
	img = sheetOf(0, Ruling{50, 60, 120, 60}, Ruling{140, 60, 250, 60})
	if r := FindRulings(img, 200, 0); len(r.Across) != 2 {
		t.Errorf("%d rules, want 2: %+v", len(r.Across), r.Across)
	}
}

// A page of nothing but stripes costs no more than any other.
func TestFindRulingsOfStripes(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 1600, 6000))
	for y := range 6000 {
		for x := range 1600 {
			v := uint8(255)
			if y%6 < 2 && x%90 < 80 {
				v = 0
			}
			img.SetRGBA(x, y, color.RGBA{v, v, v, 255})
		}
	}
	if r := FindRulings(img, 200, 0); len(r.Across) == 0 || len(r.Across) > mostRulings {
		t.Errorf("%d rules, want some and no more than %d", len(r.Across), mostRulings)
	}
}

func TestFindInk(t *testing.T) {
	img := sheetOf(0, Ruling{100, 100, 104, 108})
	for x := 500; x < 600; x++ { // a red stroke of a seal
		img.SetRGBA(x, 300, color.RGBA{210, 40, 50, 255})
	}
	ink := FindInk(img, Box{200, 200, 700, 400})
	want := Box{278, 278, 290, 302}
	if ink.Box.IoU(want) < 0.8 || ink.Count == 0 || ink.Share <= 0 {
		t.Errorf("ink %+v, want it around %v", ink, want)
	}
	if ink := FindInk(img, Box{480, 290, 620, 310}); ink.Count != 0 {
		t.Errorf("a seal counts as ink: %+v", ink)
	}
	if ink := FindInk(img, Box{-50, -50, -10, -10}); ink.Count != 0 {
		t.Errorf("ink beyond the page: %+v", ink)
	}
}

func BenchmarkFindRulings(b *testing.B) {
	const w, h = 1654, 2339
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 250
	}
	for y := 200; y < 2000; y += 60 {
		for x := 150; x < 1500; x++ {
			img.SetRGBA(x, y, color.RGBA{A: 255})
		}
	}
	for b.Loop() {
		FindRulings(img, 200, 0.4)
	}
}
