package ppocr

import (
	"cmp"
	"context"
	"image"
	"slices"
	"strings"

	"lianshen/ocr"
)

const (
	// leastScore drops what is no text: rules, stamps' rims, speckles.
	leastScore = 0.5
)

// ReadPage finds and reads the lines of a page. Text is searched and read without the red
// ink of stamps, so that a line under a seal is read.
func (e *Engine) ReadPage(ctx context.Context, p ocr.Page) ([]ocr.Line, error) {
	clean := ocr.SuppressRed(p.Image)
	boxes, err := e.detect(clean, detSide)
	if err != nil {
		return nil, err
	}
	return e.readBoxes(ctx, clean, boxes)
}

// readBoxes reads the lines in boxes and puts them in reading order.
func (e *Engine) readBoxes(ctx context.Context, img *image.RGBA, boxes []quad) ([]ocr.Line, error) {
	strips := make([]*image.RGBA, len(boxes))
	for i, q := range boxes {
		strips[i] = cut(img, q)
	}
	lines := make([]ocr.Line, 0, len(boxes))
	err := e.recognise(ctx, strips, func(i int, probs []float32, steps int, stepWidth float64) {
		chars := e.decode(probs, steps, stepWidth)
		if l, ok := line(chars, boxes[i], float64(strips[i].Bounds().Dx())); ok {
			lines = append(lines, l)
		}
	})
	return inReadingOrder(lines), err
}

// line places the characters of a strip on the page.
func line(chars []ocr.Char, q quad, stripWidth float64) (ocr.Line, bool) {
	text, score := reading(chars)
	if strings.TrimSpace(text) == "" || score < leastScore {
		return ocr.Line{}, false
	}
	box := q.box()
	for i := range chars {
		chars[i].X0 = box[0] + box.Width()*chars[i].X0/stripWidth
		chars[i].X1 = box[0] + box.Width()*chars[i].X1/stripWidth
	}
	return ocr.Line{Text: strings.TrimSpace(text), Box: box, Score: score, Chars: chars}, true
}

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
