package main

import (
	"context"
	"image"

	"lianshen/ocr"
	"lianshen/ocr/tesseract"
)

// secondReader is Tesseract behind PP-OCR. It is loaded when it is first asked: many
// documents never need it.
type secondReader struct{ worker *worker }

// Name identifies the engine without loading it.
func (secondReader) Name() string { return tesseract.Name() }

// ReadStrips reads every strip as one line.
func (s secondReader) ReadStrips(ctx context.Context, strips []image.Image) ([]ocr.Reading, error) {
	engine, err := s.worker.tesseract()
	if err != nil {
		return nil, err
	}
	return engine.(ocr.StripReader).ReadStrips(ctx, strips)
}

// secondNotice says whether doubted fields are read twice on this machine.
func secondNotice(models string) string {
	if err := tesseract.Available(""); err != nil {
		return "none, doubted fields are read once: " + err.Error()
	}
	if models == "" {
		return "none, doubted fields are read once: Tesseract is the only engine"
	}
	return tesseract.Name() + " reads doubted critical fields again"
}
