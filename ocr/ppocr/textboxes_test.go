package ppocr

import (
	"image"
	"math"
	"testing"

	"pgregory.net/rapid"

	"lianshen/ocr"
)

func TestTextBoxes(t *testing.T) {
	const w, h = 200, 120
	prob := make([]float32, w*h)
	paint := func(p float32, x0, y0, x1, y1 int) {
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				prob[y*w+x] = p
			}
		}
	}
	paint(0.9, 20, 30, 120, 40)
	paint(0.35, 20, 80, 120, 90) // too weak
	paint(0.9, 150, 60, 152, 62) // too small
	got := textBoxes(prob, w, h)
	if len(got) != 1 {
		t.Fatalf("%d boxes, want 1", len(got))
	}
	b, grown := got[0].box(), 100*10*unclipRatio/(2*(100+10))
	want := ocr.Box{20 - grown, 30 - grown, 120 + grown, 40 + grown}
	for i := range b {
		if math.Abs(b[i]-want[i]) > 1e-6 {
			t.Fatalf("box %v, want %v", b, want)
		}
	}
}

func TestTextBoxesFollowSlope(t *testing.T) {
	const w, h = 300, 100
	prob := make([]float32, w*h)
	for x := 20; x < 280; x++ {
		for y := range 8 {
			prob[(30+x/10+y)*w+x] = 1
		}
	}
	got := textBoxes(prob, w, h)
	if len(got) != 1 {
		t.Fatalf("%d boxes, want 1", len(got))
	}
	c := got[0].corners
	if slope := (c[1].y - c[0].y) / (c[1].x - c[0].x); math.Abs(slope-0.1) > 0.02 {
		t.Errorf("the box has slope %.3f, the line 0.1", slope)
	}
}

// A line that runs down the page leans further than it is wide when the page was fed askew.
func TestTextBoxesRunDownThoughTheyLean(t *testing.T) {
	const w, h = 100, 300
	for _, lean := range []int{-20, 20} {
		prob := make([]float32, w*h)
		for y := 20; y < 280; y++ {
			for x := range 8 {
				prob[y*w+45+y/lean+x] = 1
			}
		}
		got := textBoxes(prob, w, h)
		if len(got) != 1 {
			t.Fatalf("%d boxes, want 1", len(got))
		}
		if c := got[0].corners; !got[0].runsDown() || c[1].x <= c[0].x || c[2].y <= c[1].y {
			t.Errorf("a line that leans by 1 in %d has the corners %v", lean, c)
		}
	}
}

func TestMinRectHoldsItsPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.Float64Range(-100, 100)
		points := make([]point, rapid.IntRange(1, 30).Draw(t, "n"))
		for i := range points {
			points[i] = point{at.Draw(t, "x"), at.Draw(t, "y")}
		}
		given := append([]point(nil), points...)
		b := minRect(points).grow(1e-6).box()
		for _, p := range given {
			if p.x < b[0]-1e-3 || p.x > b[2]+1e-3 || p.y < b[1]-1e-3 || p.y > b[3]+1e-3 {
				t.Fatalf("%v lies outside %v", p, b)
			}
		}
	})
}

func TestScaledKeepsThinLines(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 1000, 1000))
	for i := range page.Pix {
		page.Pix[i] = 255
	}
	for y := range 1000 {
		page.Pix[y*page.Stride+501] = 0
	}
	out := scaled(page, 0.25, 256, 256)
	dark := 255
	for x := range 256 {
		dark = min(dark, int(out[100*256+x]))
	}
	if dark > 225 {
		t.Errorf("a line of one pixel has tone %d at a quarter of the size", dark)
	}
}

func TestReadingOrder(t *testing.T) {
	line := func(text string, x, y float64) ocr.Line {
		return ocr.Line{Text: text, Box: ocr.Box{x, y, x + 100, y + 20}}
	}
	got := inReadingOrder([]ocr.Line{line("丁", 300, 104), line("乙", 300, 12), line("丙", 10, 100), line("甲", 10, 16)})
	text := ""
	for _, l := range got {
		text += l.Text
	}
	if text != "甲乙丙丁" {
		t.Errorf("order %q", text)
	}
}
