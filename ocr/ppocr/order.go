package ppocr

import (
	"cmp"
	"slices"

	"lianshen/ocr"
)

// inReadingOrder sorts lines into rows from top to bottom, and rows from left to right.
func inReadingOrder(lines []ocr.Line) []ocr.Line {
	slices.SortStableFunc(lines, func(a, b ocr.Line) int {
		return cmp.Compare(a.Box[1]+a.Box[3], b.Box[1]+b.Box[3])
	})
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && sameRow(lines[start].Box, lines[end].Box) {
			end++
		}
		slices.SortStableFunc(lines[start:end], func(a, b ocr.Line) int { return cmp.Compare(a.Box[0], b.Box[0]) })
		start = end
	}
	return lines
}

func sameRow(a, b ocr.Box) bool {
	_, ya := a.Centre()
	_, yb := b.Centre()
	return yb-ya < 0.5*min(a.Height(), b.Height())
}
