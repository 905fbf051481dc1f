package main

import (
	"bytes"
	"context"
	"image/png"
	"io"

	"lianshen/checker/cell"
	"lianshen/checker/pdf"
	"lianshen/ocr"
)

// cropRequest is the payload of opCrop. Box is in points of the page as displayed.
type cropRequest struct {
	Page int     `json:"page"`
	Box  ocr.Box `json:"box"`
	DPI  float64 `json:"dpi"`
}

// crop renders a part of a page.
func (w *worker) crop(ctx context.Context, req cell.Request, out cell.Emitter) (any, error) {
	var r cropRequest
	doc, err := w.open(ctx, req, &r)
	if err != nil {
		return nil, err
	}
	defer doc.Close()
	picture, err := doc.RenderBox(ctx, r.Page, pdf.Box(r.Box), r.DPI)
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture.Image); err != nil {
		return nil, err
	}
	_, err = out.Blob(file.Bytes())
	return nil, err
}

// cropFile returns a part of a page as PNG.
func cropFile(ctx context.Context, pool *cell.Pool, r cropRequest, file io.Reader) ([]byte, error) {
	var picture []byte
	_, err := pool.Do(ctx, opCrop, r, file, func(e cell.Event) { picture = append(picture, e.Blob...) })
	return picture, err
}
