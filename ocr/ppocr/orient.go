package ppocr

import (
	"cmp"
	"context"
	"image"
	"slices"

	"lianshen/ocr"
)

const (
	orientLines = 8 // longest lines that vote on the direction
	// clsWidth is the width that the direction classifier reads.
	clsWidth = 192
	// sideways is the share of the boxes' length that runs down the page from which it
	// lies on its side.
	sideways = 0.6
	// clsSure is the least probability of a vote, upsideDown the least share of votes.
	clsSure    = 0.8
	upsideDown = 0.6
	// fewLines says too little about a page to turn it.
	fewLines = 3
	// fewSideways says too little to lay a page on its side, unless one of them is longLying
	// of the page: signboards in photos are written downwards too, but hold a few short
	// columns only.
	fewSideways, longLying = 6, 0.4
	// longLine is the width over height of a box that says which way it runs.
	longLine = 3
)

// Orient says how the page must be turned: the boxes tell upright from sideways, the
// direction classifier tells which end of a line is its start.
func (e *Engine) Orient(ctx context.Context, p ocr.Page) (quarterTurns int, score float64, err error) {
	if p.Image == nil {
		return 0, 0, nil
	}
	page := ocr.Grey(ocr.ClearStamps(p))
	boxes, err := e.detect(page, pageSide)
	if err != nil {
		return 0, 0, err
	}
	lines := longest(boxes)
	if len(lines) < fewLines || ctx.Err() != nil {
		return 0, 0, ctx.Err()
	}
	turns := 0
	if runsDown(lines) >= sideways {
		if len(lines) < fewSideways && length(lines[0]) < longLying*float64(max(page.Rect.Dx(), page.Rect.Dy())) {
			return 0, 0, nil
		}
		turns = 1
	}
	return e.vote(page, lines[:min(orientLines, len(lines))], turns)
}

// vote asks the classifier about lines. Cut from an upright page they read as they are; cut
// from a page on its side, whose lines cut turns counter-clockwise, they do so when the
// page must be turned by three quarters clockwise.
func (e *Engine) vote(page *image.Gray, lines []quad, sideways int) (quarterTurns int, score float64, err error) {
	heads, votes := 0, 0
	for _, q := range lines {
		head, sure, err := e.onItsHead(cut(page, q))
		if err != nil {
			return 0, 0, err
		}
		if sure {
			votes++
		}
		if sure && head {
			heads++
		}
	}
	if votes < fewLines {
		return 0, 0, nil
	}
	upright := []int{0, 3}[sideways]
	share := float64(heads) / float64(votes)
	if share >= upsideDown {
		return (upright + 2) & 3, share, nil
	}
	return upright, 1 - share, nil
}

// longest returns the boxes that are clearly lines, longest first.
func longest(boxes []quad) []quad {
	lines := slices.DeleteFunc(slices.Clone(boxes), func(q quad) bool {
		return length(q) < longLine*min(q.width(), q.height())
	})
	slices.SortStableFunc(lines, func(a, b quad) int { return cmp.Compare(length(b), length(a)) })
	return lines
}

func length(q quad) float64 { return max(q.width(), q.height()) }

// runsDown is the share of the lines' length that runs down the page.
func runsDown(lines []quad) float64 {
	down, all := 0.0, 0.0
	for _, q := range lines {
		all += length(q)
		if q.height() > q.width() {
			down += length(q)
		}
	}
	return down / all
}

// onItsHead asks the classifier about the first clsWidth pixels of a strip.
func (e *Engine) onItsHead(s strip) (head, sure bool, err error) {
	in := make([]float32, 3*stripHeight*clsWidth)
	for row := range 3 * stripHeight {
		copy(in[row*clsWidth:][:clsWidth], s.planes[row*s.padded:][:s.padded])
	}
	var out [2]float32 // 0°, 180°
	err = e.cls.run(
		tensor{[]int64{1, 3, stripHeight, clsWidth}, in},
		tensor{[]int64{1, 2}, out[:]})
	return out[1] > out[0], max(out[0], out[1]) >= clsSure, err
}
