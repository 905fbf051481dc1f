package main

import (
	"context"

	"lianshen/workflow"
)

// pictures renders pages of stored files in the cell.
type pictures struct {
	desk  *desk
	cells *cells
}

// screenDPI shows a page at the width of a laptop's screen.
const screenDPI = 110

// page is one page as JPEG; workflow.ErrNotFound where it cannot be rendered.
func (p *pictures) page(ctx context.Context, digest string, n int) ([]byte, error) {
	pool, err := p.cells.open()
	if err != nil {
		return nil, err
	}
	file, err := p.desk.files.Open(ctx, digest)
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
