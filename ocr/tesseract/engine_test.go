package tesseract_test

import (
	"errors"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/ocrtest"
	"lianshen/ocr/tesseract"
)

func TestEngine(t *testing.T) {
	e, err := tesseract.New(tesseract.Config{})
	ocrtest.Need(t, err)
	defer func() {
		if err := errors.Join(e.Close(), e.Close()); err != nil {
			t.Error(err)
		}
	}()
	ocrtest.Exercise(t, e, 0.3) // it takes dashes for the number one and reads units badly
}

func TestMissingData(t *testing.T) {
	if _, err := tesseract.New(tesseract.Config{DataDir: t.TempDir()}); !errors.Is(err, ocr.ErrNoEngine) {
		t.Errorf("New without language data gives %v, want %v", err, ocr.ErrNoEngine)
	}
}
