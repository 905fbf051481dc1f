package checker

import (
	"maps"
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
	// SoFar is what the pages so far say as a whole, where InspectOptions.Early asked for it and
	// it is time; else absent. Early findings are made from it.
	SoFar *Inspection `json:"so_far,omitempty"`
	// Ahead is that of the page only its seals were read yet, its text not: Page has no lines, and
	// SoFar has the page as one without text. Done does not count it.
	Ahead bool `json:"ahead,omitempty"`
}

// lastEarly is the page after which nothing is told early: a reader of so many pages waits for
// the end, and what is told grows with each page.
const lastEarly = 40

// early reports whether it is time to look at the pages so far: at each of the first, then less
// and less often, so that looking costs a share of the reading.
func early(done, total int) bool {
	if done <= 4 || done == total {
		return true
	}
	step := 1
	for step*8 <= done {
		step *= 2
	}
	return done <= lastEarly && done%step == 0
}

// soFar is the inspection as if the pages read so far were all that is read of the file.
func (in *Inspection) soFar(kinds []KindPattern) *Inspection {
	out := in.fork()
	out.finish(kinds)
	return out
}

// fork is the inspection as it is now. It shares nothing with it that either changes.
func (in *Inspection) fork() *Inspection {
	facts := *in.Facts
	facts.Pages, facts.Seals, facts.Photos = slices.Clone(facts.Pages), slices.Clone(facts.Seals), slices.Clone(facts.Photos)
	facts.Marks = slices.Clone(facts.Marks)
	facts.File.PagesInspected = len(facts.Pages)
	for i := range facts.Seals {
		facts.Seals[i].Signs = slices.Clone(facts.Seals[i].Signs)
	}
	for i := range facts.Photos {
		facts.Photos[i].Alike = slices.Clone(facts.Photos[i].Alike)
	}
	// Not a copy of in: its times are written while pages are rendered.
	return &Inspection{
		Facts: &facts, Posteriors: maps.Clone(in.Posteriors), Evidence: map[string][]byte{},
		turned: in.turned, tables: slices.Clone(in.tables), second: in.second,
	}
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
