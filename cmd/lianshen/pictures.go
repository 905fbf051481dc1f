package main

import (
	"context"
	"fmt"

	"golang.org/x/sync/singleflight"

	"lianshen/workflow"
)

// pictures renders pages of stored files in the cell, and keeps what was rendered.
type pictures struct {
	desk  *desk
	cells *cells
	kept  *pageCache
	once  singleflight.Group // several who ask for one page have it rendered once
}

// screenDPI shows a page at the width of a laptop's screen.
const screenDPI = 110

// page is one page as JPEG; workflow.ErrNotFound where it cannot be rendered.
func (p *pictures) page(ctx context.Context, digest string, n int) ([]byte, error) {
	name := fmt.Sprintf("%s-%d-%d.jpg", digest, n, screenDPI)
	if picture := p.kept.get(name); picture != nil {
		return picture, nil
	}
	made, err, _ := p.once.Do(name, func() (any, error) {
		picture, err := p.render(ctx, digest, n)
		if err == nil {
			p.kept.put(name, picture)
		}
		return picture, err
	})
	if err != nil {
		return nil, err
	}
	return made.([]byte), nil
}

func (p *pictures) render(ctx context.Context, digest string, n int) ([]byte, error) {
	pool, err := p.cells.open()
	if err != nil {
		return nil, err
	}
	file, err := p.desk.guard.Open(ctx, digest)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	made, err := picturePages(ctx, pool, pagesRequest{Pages: []int{n}, DPI: screenDPI}, file)
	if err != nil {
		return nil, err
	}
	if picture, ok := made[n]; ok {
		return picture.JPEG, nil
	}
	return nil, workflow.ErrNotFound
}
