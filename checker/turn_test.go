package checker

import (
	"image"
	"testing"

	"lianshen/ocr"
)

// A mark near the top left of the displayed page, followed through each turn: upright is
// where it lies in the turned image, and points must bring it back.
func TestFrameMapsTurnedBoxesBack(t *testing.T) {
	page := image.NewRGBA(image.Rect(0, 0, 200, 300)) // 100 × 150 mm at 50.8 dpi, say
	displayed := ocr.Box{10, 20, 30, 50}
	tests := []struct {
		turns   int
		upright ocr.Box
	}{
		{0, ocr.Box{10, 20, 30, 50}},
		{1, ocr.Box{250, 10, 280, 30}},   // (x, y) → (h−y, x)
		{2, ocr.Box{170, 250, 190, 280}}, // (w−x, h−y)
		{3, ocr.Box{20, 170, 50, 190}},   // (y, w−x)
	}
	for _, tt := range tests {
		f := newFrame(page, 144, tt.turns)
		want := displayed.Scale(0.5)
		if got := f.points(tt.upright); got != want {
			t.Errorf("%d quarter turns: points(%v) = %v, want %v", tt.turns, tt.upright, got, want)
		}
	}
}

// A page whose lines start at the top when it lies on its side reads well as it lies: that
// its lines run down says how it lies.
func TestPageOnItsSideIsTurnedThoughItReadsWell(t *testing.T) {
	var down, across []ocr.Line
	for i := range 8 {
		at := float64(30 * i)
		down = append(down, ocr.Line{Text: "安装调试报告", Box: ocr.Box{at, 10, at + 12, 200}, Score: 0.97})
		across = append(across, ocr.Line{Text: "安装调试报告", Box: ocr.Box{10, at, 200, at + 12}, Score: 0.96})
	}
	tests := []struct {
		name string
		lies []ocr.Line
		turn int
	}{
		{"runs down", down, 270},
		{"runs across", across, 0},
		{"two signboards", down[:2], 0},
	}
	for _, tt := range tests {
		e := &fakeEngine{sideways: tt.lies, upright: across, turns: 3}
		facts := readSheet(t, e, scanSheet(600, 400))
		if got := facts.Pages[0].UprightTurn; got != tt.turn {
			t.Errorf("%s: turned by %d, want %d", tt.name, got, tt.turn)
		}
	}
}
