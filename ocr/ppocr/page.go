package ppocr

import (
	"context"
	"image"

	"lianshen/ocr"
)

const (
	// pageSide is the longer side at which a page is searched. An A4 page then has 82 dpi,
	// and 10.5 pt text is 12 pixels high.
	pageSide = 960
	// leastScore drops what is no text: rules, stamps' rims, speckles.
	leastScore = 0.5
)

// ReadPage finds and reads the lines of a page. Text is searched and read without the red
// ink of stamps, so that a line under a seal is read.
func (e *Engine) ReadPage(ctx context.Context, p ocr.Page) ([]ocr.Line, error) {
	if p.Image == nil {
		return nil, nil
	}
	page := ocr.Grey(ocr.SuppressRed(p.Image))
	boxes, err := e.detect(page, pageSide)
	if err != nil {
		return nil, err
	}
	lines, err := e.readBoxes(ctx, page, boxes)
	if err != nil {
		return nil, err
	}
	return inReadingOrder(lines), nil
}

// readBoxes reads the lines in boxes; what is no text is left out.
func (e *Engine) readBoxes(ctx context.Context, page *image.Gray, boxes []quad) ([]ocr.Line, error) {
	widths := make([]int, len(boxes))
	for i, q := range boxes {
		widths[i] = stripWidth(max(q.width(), q.height()), min(q.width(), q.height()))
	}
	all := make([]ocr.Line, len(boxes))
	err := e.recognise(ctx, widths,
		func(i int) strip { return cut(page, boxes[i]) },
		func(i int, o output) { all[i] = line(e.decode(o), boxes[i], float64(o.steps)*o.stepWidth) })
	if err != nil {
		return nil, err
	}
	lines := all[:0]
	for _, l := range all {
		if l.Text != "" && l.Score >= leastScore {
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// line places the characters of a strip on the page.
func line(chars []ocr.Char, q quad, width float64) ocr.Line {
	text, score := join(chars)
	box := q.box()
	for i := range chars {
		chars[i].X0 = box[0] + box.Width()*min(1, chars[i].X0/width)
		chars[i].X1 = box[0] + box.Width()*min(1, chars[i].X1/width)
	}
	return ocr.Line{Text: text, Box: box, Score: score, Chars: chars}
}
