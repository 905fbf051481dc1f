package checker

import (
	"image"

	"lianshen/checker/pdf"
	"lianshen/ocr"
)

// writtenShare of ink in an empty cell is a signature; dust and the ends of rules have less.
const writtenShare = 0.006

// keepTables remembers what the tables of a page are read from, once all pages are there.
// picture is the upright page, nil when nobody looked at it.
func (r *pageReader) keepTables(page *Page, picture *image.RGBA, dpi float64, lines []ocr.Line) {
	if len(lines) == 0 {
		return
	}
	p := TablePage{Number: page.Number, Lines: lines, Layer: page.TextSource == TextLayer}
	if picture != nil {
		skew := 0.0
		if page.SkewDeg != nil {
			skew = *page.SkewDeg
		}
		p.Rulings = ocr.FindRulings(picture, dpi, skew).Scale(72 / dpi)
		p.Written = writtenCells(p, picture, dpi)
	}
	r.inspection.tables = append(r.inspection.tables, p)
}

// writtenCells returns the cells in which there is ink but no line: signatures.
func writtenCells(p TablePage, picture *image.RGBA, dpi float64) []ocr.Box {
	out := []ocr.Box{}
	for _, g := range layTables(p) {
		if !g.ruled {
			continue
		}
		for i, row := range g.cells {
			for j, c := range row {
				if c.row != i || c.col != j || len(c.pieces) > 0 {
					continue
				}
				b := g.turn.back(c.frame)
				inset := min(4, 0.2*b.Height(), 0.2*b.Width())
				inner := ocr.Box{b[0] + inset, b[1] + inset, b[2] - inset, b[3] - inset}
				if ocr.PenShare(picture, inner.Scale(dpi/72)) > writtenShare {
					out = append(out, b)
				}
			}
		}
	}
	return out
}

// layerChars converts the text layer to lines with the places of their characters.
func layerChars(t pdf.Text) []ocr.Line {
	out := make([]ocr.Line, 0, len(t.Lines))
	for _, l := range t.Lines {
		line := ocr.Line{Text: l.Text, Box: ocr.Box(l.Box), Score: 1}
		for _, c := range l.Chars {
			line.Chars = append(line.Chars, ocr.Char{Text: string(c.Rune), Score: 1, X0: c.Box[0], X1: c.Box[2]})
		}
		out = append(out, line)
	}
	return out
}

// scaledLines returns lines in points.
func scaledLines(lines []ocr.Line, scale float64) []ocr.Line {
	out := make([]ocr.Line, 0, len(lines))
	for _, l := range lines {
		if l.Text == "" {
			continue
		}
		chars := make([]ocr.Char, len(l.Chars))
		for i, c := range l.Chars {
			chars[i] = ocr.Char{Text: c.Text, Score: c.Score, X0: c.X0 * scale, X1: c.X1 * scale}
		}
		out = append(out, ocr.Line{Text: l.Text, Box: l.Box.Scale(scale), Score: l.Score, Chars: chars})
	}
	return out
}

// turnTables maps the boxes of tables on turned pages back to the page as displayed.
func (in *Inspection) turnTables(tables []Table) []Table {
	for i := range tables {
		t, ok := in.turned[tables[i].Page]
		if !ok {
			continue
		}
		back := func(b ocr.Box) ocr.Box { return t.frame.points(b.Scale(1 / t.frame.scale)) }
		tables[i].Box = back(tables[i].Box)
		for _, row := range tables[i].Rows {
			for key, c := range row {
				c.Box = back(c.Box)
				row[key] = c
			}
		}
	}
	return tables
}

func valueOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
