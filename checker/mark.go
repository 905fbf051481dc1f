package checker

import (
	"image"
	"slices"

	"lianshen/ocr"
)

// Kinds of marks.
const (
	markCMA         = "cma"         // the mark of 资质认定 on a laboratory's report, Value its certificate number
	markCNAS        = "cnas"        // the mark of the accreditation body, Value its registration number
	markHandwriting = "handwriting" // something written by hand on a signature line, Value its label
	markCheckbox    = "checkbox"    // a box beside an answer, Value the answer, Ticked whether it is chosen
)

// marker looks for marks on one page as it stands upright; boxes are points of that page.
type marker struct {
	img   *image.RGBA
	scale float64 // pixels per point
	page  Page
	lines []Line
	folds []folded
	marks []Mark
}

// markFacts finds the marks of a page. What it is not sure of has a low score or is left
// out: a mark that is missing is asked for, one that is invented is believed.
func markFacts(upright *image.RGBA, dpi float64, p Page) []Mark {
	m := &marker{img: upright, scale: dpi / 72, page: p, lines: p.Lines[:min(len(p.Lines), maxFieldLines)]}
	for _, l := range m.lines {
		m.folds = append(m.folds, fold(l.Text))
	}
	if p.Number <= 2 {
		m.findCMA()
		m.findCNAS()
	}
	m.findCode()
	m.findSignatures()
	m.findSignatureColumns()
	m.findBoxes()
	return m.marks
}

func (m *marker) add(mark Mark) {
	mark.Page, mark.Score = m.page.Number, round(mark.Score, 1000)
	known := slices.ContainsFunc(m.marks, func(o Mark) bool {
		return o.Kind == mark.Kind && o.Box.Intersect(mark.Box).Area() > 0.5*min(o.Box.Area(), mark.Box.Area())
	})
	if !known {
		m.marks = append(m.marks, mark)
	}
}

// marks finds the marks of a page and maps them to the page as displayed.
func (r *pageReader) marks(s *sheet, upright *image.RGBA, p Page, f frame) {
	if t, ok := r.inspection.turned[p.Number]; ok {
		p.Lines = t.lines
	}
	p.WidthPt, p.HeightPt = float64(upright.Rect.Dx())*72/s.dpi, float64(upright.Rect.Dy())*72/s.dpi
	for _, m := range markFacts(upright, s.dpi, p) {
		m.Box = f.points(m.Box.Scale(s.dpi / 72))
		r.inspection.Facts.Marks = append(r.inspection.Facts.Marks, m)
	}
}

// top reports whether a box lies in the upper part of the page, where a cover has its marks.
func (m *marker) top(b ocr.Box) bool { return b[3] < 0.45*m.page.HeightPt }
