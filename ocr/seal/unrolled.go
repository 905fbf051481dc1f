package seal

import (
	"context"
	"image"
	"math"

	"lianshen/ocr"
)

// Unrolled is the straightened zone of one round or oval impression, for tools that cut
// strips of their own: the training of the network that reads titles.
type Unrolled struct {
	Box ocr.Box // pixels of the page
	m   *impression
}

// Unroll finds the round and oval impressions of p without reading them.
func Unroll(ctx context.Context, p ocr.Page) ([]Unrolled, error) {
	p.Image = atOrigin(p.Image)
	all, err := findAll(ctx, p)
	if err != nil {
		return nil, err
	}
	var out []Unrolled
	for _, m := range all {
		if m.sheet != nil {
			out = append(out, Unrolled{m.Box, m})
		}
	}
	return out, nil
}

// Columns is the length of the ring in columns of the sheet.
func (u Unrolled) Columns() int { return u.m.sheet.sep.w }

// Angle is the direction of a column from the centre of the impression in radians,
// clockwise from the top of the page.
func (u Unrolled) Angle(column int) float64 {
	e, s := u.m.ring, u.m.sheet
	x, y := e.at(s.angles[(column%len(s.angles)+len(s.angles))%len(s.angles)], 1)
	return math.Atan2(x-e.x, e.y-y)
}

// Cut is the strip of n columns from start on; above and below are by how much more than the
// title's band it reaches outward and inward, as shares of the shorter half axis.
func (u Unrolled) Cut(start, n int, above, below float64) image.Image {
	s := u.m.sheet
	return s.stack(cut{arc{start, n}, band{s.title.from - above, s.title.to + below}, nil})
}
