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
