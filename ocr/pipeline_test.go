package ocr_test

import (
	"context"
	"errors"
	"image"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/ocr"
	"lianshen/ocr/ocrtest"
)

func TestNewPipeline(t *testing.T) {
	ppocr, tesseract := &ocrtest.Fake{Turns: 1}, &ocrtest.Fake{Turns: 2}
	tests := []struct {
		mode                        string
		ppocr, tesseract            ocr.Engine
		first, second               ocr.Engine
		wantMissing, wantOtherError bool
	}{
		{mode: "auto", ppocr: ppocr, tesseract: tesseract, first: ppocr, second: tesseract},
		{mode: "auto", tesseract: tesseract, first: tesseract},
		{mode: "auto", ppocr: ppocr, first: ppocr},
		{mode: "auto", wantMissing: true},
		{mode: "ppocr", ppocr: ppocr, tesseract: tesseract, first: ppocr},
		{mode: "ppocr", tesseract: tesseract, wantMissing: true},
		{mode: "tesseract", ppocr: ppocr, tesseract: tesseract, first: tesseract},
		{mode: "tesseract", ppocr: ppocr, wantMissing: true},
		{mode: "none"},
		{mode: "best", ppocr: ppocr, wantOtherError: true},
	}
	for _, tt := range tests {
		p, err := ocr.NewPipeline(tt.mode, tt.ppocr, tt.tesseract)
		if got := errors.Is(err, ocr.ErrNoEngine); got != tt.wantMissing || (err != nil && !got) != tt.wantOtherError {
			t.Errorf("%s: error %v", tt.mode, err)
		}
		if err == nil && (p.First != tt.first || p.Second != tt.second) {
			t.Errorf("%s: chose %v, %v", tt.mode, p.First, p.Second)
		}
	}
}

func TestSecondOpinion(t *testing.T) {
	crops := []image.Image{sheet(40, 20, white)}
	want := []ocr.Reading{{Text: "DW001", Score: 0.9}}
	p := &ocr.Pipeline{First: &ocrtest.Fake{}, Second: &ocrtest.Fake{Readings: want}}
	got, err := p.SecondOpinion(context.Background(), crops)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("second opinion (-want +got), %v:\n%s", err, diff)
	}
	got, err = (&ocr.Pipeline{First: &ocrtest.Fake{}}).SecondOpinion(context.Background(), crops)
	if got != nil || err != nil {
		t.Errorf("without a second reader: %v, %v", got, err)
	}
}

func TestPipelineClosesBoth(t *testing.T) {
	a, b := errors.New("a"), errors.New("b")
	err := (&ocr.Pipeline{First: &ocrtest.Fake{Err: a}, Second: &ocrtest.Fake{Err: b}}).Close()
	if !errors.Is(err, a) || !errors.Is(err, b) {
		t.Errorf("Close() = %v, want both errors", err)
	}
}
