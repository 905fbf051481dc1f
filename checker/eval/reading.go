package eval

import (
	"cmp"
	"math"
	"slices"

	"lianshen/ocr"
)

// reading is the direction in which a page is read: the boxes of long lines overlap those of
// the next ones where a page was fed askew, so that rows have to be told apart by the skew.
type reading struct {
	turn  int     // by how many degrees clockwise the page lies wrongly
	slope float64 // of the rows, downwards
}

func newReading(page TruePage) reading {
	r := reading{turn: page.Turn}
	if page.Conditions != nil {
		r.slope = math.Tan(page.Conditions.SkewDeg * math.Pi / 180)
	}
	return r
}

// place is where a box stands: along its row, and across the rows.
func (r reading) place(b ocr.Box) (along, across float64) {
	x, y := b.Centre()
	switch r.turn {
	case 90:
		along, across = y, -x
	case 180:
		along, across = -x, -y
	case 270:
		along, across = -y, x
	default:
		along, across = x, y
	}
	return along, across - r.slope*along
}

// sameRow is how many points apart the middles of two lines of one row are: half a line of
// the smallest print.
const sameRow = 4.5

type standing struct {
	text          string
	along, across float64
}

// textsInOrder returns the texts of lines row by row.
func textsInOrder[T any](r reading, lines []T, get func(T) (string, ocr.Box)) []string {
	all := make([]standing, len(lines))
	for i, l := range lines {
		text, box := get(l)
		along, across := r.place(box)
		all[i] = standing{text, along, across}
	}
	slices.SortStableFunc(all, func(a, b standing) int { return cmp.Compare(a.across, b.across) })
	texts := make([]string, 0, len(all))
	for start := 0; start < len(all); {
		end := start + 1
		for end < len(all) && all[end].across-all[end-1].across < sameRow {
			end++
		}
		row := all[start:end]
		slices.SortStableFunc(row, func(a, b standing) int { return cmp.Compare(a.along, b.along) })
		for _, p := range row {
			texts = append(texts, p.text)
		}
		start = end
	}
	return texts
}
