package main

import (
	"bytes"
	"context"
	"encoding/json"
	"image/jpeg"
	"io"

	"lianshen/checker/cell"
	"lianshen/checker/output"
	"lianshen/checker/pdf"
)

// pagesRequest is the payload of opPages.
type pagesRequest struct {
	Pages []int   `json:"pages"`
	DPI   float64 `json:"dpi"`
}

// pageSize is the event that goes before each picture of opPages.
type pageSize struct {
	Number   int     `json:"number"`
	WidthPt  float64 `json:"width_pt"`
	HeightPt float64 `json:"height_pt"`
}

const eventSize = "size"

// jpegQuality keeps a page of text at 100 dpi legible in some 100 kB.
const jpegQuality = 72

// open reads what is asked for into r and opens the file that it is asked of.
func (w *worker) open(ctx context.Context, req cell.Request, r any) (*pdf.Document, error) {
	if err := req.Decode(r); err != nil {
		return nil, err
	}
	return w.pdf.Open(ctx, req.File, pdf.Limits{})
}

// pages renders pages as JPEG. A page that cannot be rendered is left out: the report has
// its words all the same.
func (w *worker) pages(ctx context.Context, req cell.Request, out cell.Emitter) (any, error) {
	var r pagesRequest
	doc, err := w.open(ctx, req, &r)
	if err != nil {
		return nil, err
	}
	defer doc.Close()
	for _, n := range r.Pages {
		if n < 1 || n > doc.Pages() {
			continue
		}
		picture, err := doc.Render(ctx, n, r.DPI)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			continue
		}
		var file bytes.Buffer
		if err := jpeg.Encode(&file, picture.Image, &jpeg.Options{Quality: jpegQuality}); err != nil {
			return nil, err
		}
		size := picture.Image.Bounds().Size()
		at := pageSize{n, float64(size.X) * 72 / picture.DPI, float64(size.Y) * 72 / picture.DPI}
		if err := out.Emit(eventSize, at); err != nil {
			return nil, err
		}
		if _, err := out.Blob(file.Bytes()); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// picturePages returns pages of a file as pictures, by number.
func picturePages(ctx context.Context, pool *cell.Pool, r pagesRequest, file io.Reader) (map[int]output.Picture, error) {
	out := map[int]output.Picture{}
	var at pageSize
	_, err := pool.Do(ctx, opPages, r, file, func(e cell.Event) {
		switch {
		case e.Blob != nil:
			out[at.Number] = output.Picture{JPEG: bytes.Clone(e.Blob), WidthPt: at.WidthPt, HeightPt: at.HeightPt}
		case e.Name == eventSize:
			at = pageSize{}
			_ = json.Unmarshal(e.Data, &at) // a picture without a number is not shown
		}
	})
	return out, err
}
