package checker

import (
	"context"
	"image"
	"time"

	"lianshen/checker/pdf"
	"lianshen/ocr"
)

const (
	// writtenShare of ink in an empty cell is a signature; dust and the ends of rules have
	// less.
	writtenShare = 0.006
	// overlookedInk is the least ink, in square points, of a character that the detector of
	// lines passed over, as it does with single digits.
	overlookedInk = 2.0
	// overlookedScore is the least score of what is read there.
	overlookedScore = 0.7
	// mostOverlooked bounds the cells of a page that are looked at again.
	mostOverlooked = 120
)

// keepTables remembers what the tables of a page are read from, once all pages are there.
// picture is the upright page, nil when nobody looked at it.
func (r *pageReader) keepTables(ctx context.Context, page *Page, picture *image.RGBA, dpi float64, lines []ocr.Line) error {
	if len(lines) == 0 {
		return nil
	}
	p := TablePage{Number: page.Number, Lines: lines, Layer: page.TextSource == TextLayer}
	var err error
	if picture != nil {
		skew := 0.0
		if page.SkewDeg != nil {
			skew = *page.SkewDeg
		}
		p.Rulings = ocr.FindRulings(picture, dpi, skew).Scale(72 / dpi)
		err = r.lookIntoCells(ctx, &p, picture, dpi)
	}
	r.inspection.tables = append(r.inspection.tables, p)
	return err
}

// lookIntoCells notes the cells in which there is ink but no line, and reads what the
// detector of lines passed over.
func (r *pageReader) lookIntoCells(ctx context.Context, p *TablePage, picture *image.RGBA, dpi float64) error {
	p.Written = []ocr.Box{}
	var overlooked []ocr.Box
	var crops []image.Image
	for _, frame := range emptyCells(*p) {
		ink := ocr.FindInk(picture, inside(frame).Scale(dpi/72))
		if ink.Share > writtenShare {
			p.Written = append(p.Written, frame)
		}
		if float64(ink.Count)*72*72/dpi/dpi > overlookedInk && len(crops) < mostOverlooked {
			air := max(2, 0.25*ink.Box.Height())
			b := ocr.Box{ink.Box[0] - air, ink.Box[1] - air, ink.Box[2] + air, ink.Box[3] + air}
			overlooked = append(overlooked, ink.Box.Scale(72/dpi))
			crops = append(crops, picture.SubImage(b.Rect().Intersect(picture.Rect)))
		}
	}
	strips, ok := r.inspector.Text.(ocr.StripReader)
	if !ok || p.Layer || len(crops) == 0 {
		return nil
	}
	begin := time.Now()
	readings, err := strips.ReadStrips(ctx, crops)
	r.inspection.ocr += time.Since(begin)
	if err != nil {
		return err
	}
	for i, reading := range readings {
		if reading.Text != "" && reading.Score >= overlookedScore {
			p.Lines = append(p.Lines, ocr.Line{Text: reading.Text, Box: overlooked[i], Score: reading.Score})
		}
	}
	return nil
}

// emptyCells returns the cells of tables that no line stands in.
func emptyCells(p TablePage) []ocr.Box {
	var out []ocr.Box
	for _, g := range layTables(p, "") {
		for i, row := range g.cells {
			for j, c := range row {
				if c.row == i && c.col == j && len(c.pieces) == 0 {
					out = append(out, g.turn.back(c.frame))
				}
			}
		}
	}
	return out
}

// inside leaves the rules around a cell out.
func inside(b ocr.Box) ocr.Box {
	inset := min(3.5, 0.2*b.Height(), 0.2*b.Width())
	return ocr.Box{b[0] + inset, b[1] + inset, b[2] - inset, b[3] - inset}
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
