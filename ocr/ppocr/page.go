package ppocr

import (
	"context"
	"image"
	"slices"

	"lianshen/ocr"
)

const (
	// pageSide is the longer side at which a page is searched. An A4 page then has 82 dpi,
	// and 10.5 pt text is 12 pixels high.
	pageSide = 960
	// leastScore drops what is no text: rules, stamps' rims, speckles.
	leastScore = 0.5
)

// ReadPage finds and reads the lines of a page. Text is searched and read without the ink
// of stamps, so that a line under a seal is read.
func (e *Engine) ReadPage(ctx context.Context, p ocr.Page) ([]ocr.Line, error) {
	if p.Image == nil {
		return nil, nil
	}
	page := ocr.Grey(ocr.ClearStamps(p))
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
	err := e.sideBySide(ctx, widths, func(i int) (err error) {
		all[i], err = e.readLine(page, boxes[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(l ocr.Line) bool { return l.Text == "" || l.Score < leastScore }), nil
}

// readLine reads the line in q.
func (e *Engine) readLine(page *image.Gray, q quad) (l ocr.Line, err error) {
	s := cut(page, q)
	err = e.recognise(e.rec, s, func(o output) { l = line(mendAlone(e.decode(o)), q, float64(s.width)) })
	return l, err
}

// line places the characters of a strip on the page; those of a line that runs down the
// page have no horizontal span of their own and are left out.
func line(chars []ocr.Char, q quad, width float64) ocr.Line {
	text, score := join(chars)
	box := q.box()
	if q.runsDown() {
		return ocr.Line{Text: text, Box: box, Score: score}
	}
	for i := range chars {
		chars[i].X0 = box[0] + box.Width()*min(1, chars[i].X0/width)
		chars[i].X1 = box[0] + box.Width()*min(1, chars[i].X1/width)
	}
	return ocr.Line{Text: text, Box: box, Score: score, Chars: chars}
}
