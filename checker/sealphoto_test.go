package checker

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/ocr"
)

func TestOutsidePhotos(t *testing.T) {
	photos := []Photo{{Box: ocr.Box{100, 100, 300, 250}}, {Box: ocr.Box{400, 400, 460, 460}}}
	seals := []Seal{
		{Box: ocr.Box{150, 120, 180, 170}, Shape: ocr.Rectangle}, // a door
		{Box: ocr.Box{150, 120, 260, 230}, Shape: ocr.Round},     // the seal over a photograph
		{Box: ocr.Box{280, 200, 340, 260}, Shape: ocr.Square},    // half on the photograph
		{Box: ocr.Box{405, 405, 455, 455}, Shape: ocr.Square},    // a seal that was taken for a photograph
	}
	var got []ocr.Shape
	for _, s := range outsidePhotos(seals, photos) {
		got = append(got, s.Shape)
	}
	if diff := cmp.Diff([]ocr.Shape{ocr.Round, ocr.Square, ocr.Square}, got); diff != "" {
		t.Error(diff)
	}
}
