package checker

import (
	"slices"
	"time"

	"lianshen/ocr"
)

// Inspection is what reading one file gives: the facts, and what the facts refer to by
// SHA-256. It crosses the pipe from the cell as JSON, the evidence as blobs.
type Inspection struct {
	Facts *Facts `json:"facts"`
	// Posteriors of the seal strips, by the strip's SHA-256: what FillMatches needs.
	Posteriors map[string]*ocr.Posteriors `json:"posteriors"`
	// Evidence holds the straightened strips (PNG), by SHA-256.
	Evidence map[string][]byte `json:"-"`

	// turned holds, by page number, the lines of pages that were turned to be read.
	turned map[int]turnedLines
	// tables is what the tables of the pages are read from.
	tables []TablePage
	// second holds, by page number, the lines that the second reader saw.
	second map[int][]secondLine
	render time.Duration
	ocr    time.Duration
	seals  time.Duration
}

// turnedLines are the lines of a page as they lie in the upright picture, in points. Which
// value stands right of which label can only be seen there.
type turnedLines struct {
	lines []Line
	frame frame
}

// PageEvent is told as soon as a page has been read, for progress and early findings.
type PageEvent struct {
	Number int    `json:"number"` // the page's number in the file
	Done   int    `json:"done"`   // pages read so far, this one included
	Total  int    `json:"total"`  // pages to be read
	Page   Page   `json:"page"`
	Seals  []Seal `json:"seals"`
}

// keepUpright remembers the lines of a turned page for finish.
func (in *Inspection) keepUpright(page int, lines []ocr.Line, f frame) {
	if f.quarterTurns == 0 {
		return
	}
	upright := frame{scale: f.scale}
	in.turned[page] = turnedLines{lines: lineFacts(lines, upright), frame: f}
}

// finish reads what needs all pages together: fields, kind of document, printed numbers.
func (in *Inspection) finish(kinds []KindPattern) {
	facts := in.Facts
	markIdentical(facts.Seals)
	markAlike(facts.Photos)
	pages := in.uprightPages()
	for i, p := range pages {
		height := p.HeightPt
		if t, ok := in.turned[p.Number]; ok && t.frame.quarterTurns%2 == 1 {
			height = p.WidthPt
		}
		facts.Pages[i].PrintedNumber, facts.Pages[i].PrintedOf = PrintedPage(p.Lines, height)
	}
	facts.Document = ClassifyDocument(pages, kinds)
	facts.Tables = ExtractTables(in.tables, valueOf(facts.Document.Kind))
	facts.Fields = ExtractFields(pages)
	FieldsOfTables(facts.Fields, facts.Tables)
	if facts.Engines.Second != nil {
		in.settleFields(facts.Fields, *facts.Engines.Second)
	}
	facts.Fields, facts.Tables = in.turnFields(facts.Fields), in.turnTables(facts.Tables)
	for i := range facts.Pages {
		facts.Pages[i].Lines = masked(facts.Pages[i].Lines)
	}
	facts.Timing.Render = in.render.Milliseconds()
	facts.Timing.OCR = in.ocr.Milliseconds()
	facts.Timing.Seals = in.seals.Milliseconds()
}

// masked returns lines without ID numbers in full: none leaves the inspection.
func masked(lines []Line) []Line {
	out := slices.Clone(lines)
	for i := range out {
		out[i].Text = MaskIDs(out[i].Text)
	}
	return out
}

// uprightPages returns the pages with the lines of turned ones as they lie when upright.
func (in *Inspection) uprightPages() []Page {
	pages := slices.Clone(in.Facts.Pages)
	for i := range pages {
		if t, ok := in.turned[pages[i].Number]; ok {
			pages[i].Lines = t.lines
		}
	}
	return pages
}

// turnFields maps the boxes of fields on turned pages back to the page as displayed.
func (in *Inspection) turnFields(fields map[string][]Field) map[string][]Field {
	for key := range fields {
		for i := range fields[key] {
			f := &fields[key][i]
			if t, ok := in.turned[f.Page]; ok {
				f.Box = t.frame.points(f.Box.Scale(1 / t.frame.scale))
			}
		}
	}
	return fields
}
