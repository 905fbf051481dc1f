package main

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"

	"lianshen/checker/pdf"
)

// renderPages writes the pages of file as pictures at 200 dpi into dir, for the peer: it
// reads what our own readers see. It returns their paths in order.
func renderPages(ctx context.Context, file, dir string) ([]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	runtime, err := pdf.NewRuntime(ctx, pdf.Config{})
	if err != nil {
		return nil, err
	}
	defer func() { _ = runtime.Close() }() // the process ends soon
	doc, err := runtime.Open(ctx, data, pdf.Limits{})
	if err != nil {
		return nil, err
	}
	defer doc.Close()
	pages := make([]string, doc.Pages())
	for i := range pages {
		pages[i] = filepath.Join(dir, fmt.Sprintf("page-%d.png", i+1))
		if err := renderPage(ctx, doc, i+1, pages[i]); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

func renderPage(ctx context.Context, doc *pdf.Document, number int, path string) error {
	picture, err := doc.Render(ctx, number, 200)
	if err != nil {
		return err
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := png.Encode(out, picture.Image); err != nil {
		return err
	}
	return out.Close()
}
