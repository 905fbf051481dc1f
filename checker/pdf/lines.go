package pdf

import (
	"cmp"
	"slices"
	"strings"
)

const (
	// sameLine is how much of the lower one of two heights must be shared on a line.
	sameLine = 0.5
	// cellGap ends a line: a gap of so many line heights is a new column or cell.
	cellGap = 2.0
	// runGap ends a line between two runs of text with no blank typed between them, as in
	// the cells of a narrow table.
	runGap = 0.8
)

// gap says what the text layer has between a character and the one before it.
type gap int

const (
	noGap    gap = iota
	typedGap     // a blank that was typed
	madeGap      // a blank that pdfium made up from the distance of two runs
)

// groupLines puts visible characters in reading order: rows from top to bottom, within a row from
// left to right, cut where a wide gap separates columns. Characters come in the order of
// the content stream, which is kept where positions do not say otherwise.
func groupLines(chars []Char) []TextLine {
	if len(chars) == 0 {
		return nil
	}
	tall := tallness * medianHeight(chars)
	var rows, tallRows []row
	for _, c := range chars {
		if band(c.Box).Height() > tall {
			tallRows = addToRow(tallRows, c)
		} else {
			rows = addToRow(rows, c)
		}
	}
	rows = append(rows, tallRows...)
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.box[1]+a.box[3], b.box[1]+b.box[3]) })
	var lines []TextLine
	for _, r := range rows {
		lines = append(lines, r.lines()...)
	}
	return lines
}

// tallness sets apart characters so many times as tall as most, such as those of a
// watermark, which would join the lines that they lie across.
const tallness = 3

func medianHeight(chars []Char) float64 {
	heights := make([]float64, len(chars))
	for i, c := range chars {
		heights[i] = band(c.Box).Height()
	}
	slices.Sort(heights)
	return heights[len(heights)/2]
}

// row is a band of characters at one height.
type row struct {
	box   Box
	chars []Char
}

// recentRows is how many of the last rows are tried for a character: text that jumps
// further back than that starts a row of its own and is still sorted into its place.
const recentRows = 40

// addToRow puts c into the row that shares most of its height.
func addToRow(rows []row, c Char) []row {
	band := band(c.Box)
	for i := len(rows) - 1; i >= 0 && i >= len(rows)-recentRows; i-- {
		r := &rows[i]
		shared := min(r.box[3], band[3]) - max(r.box[1], band[1])
		if shared >= sameLine*min(r.box.Height(), band.Height()) {
			r.box = r.box.union(band)
			r.chars = append(r.chars, c)
			return rows
		}
	}
	return append(rows, row{box: band, chars: []Char{c}})
}

// band returns the height that a character takes on its line. Boxes hug the ink: 一 is
// nearly flat, but takes a square like its neighbours.
func band(b Box) Box {
	if more := (b.Width() - b.Height()) / 2; more > 0 {
		return Box{b[0], b[1] - more, b[2], b[3] + more}
	}
	return b
}

// lines cuts a row at the gaps between columns and cells.
func (r row) lines() []TextLine {
	slices.SortStableFunc(r.chars, func(a, b Char) int { return cmp.Compare(a.Box[0], b.Box[0]) })
	height := r.box.Height()
	var lines []TextLine
	start := 0
	for i := 1; i <= len(r.chars); i++ {
		if i == len(r.chars) || cut(r.chars[i-1], r.chars[i], height) {
			lines = append(lines, newLine(r.chars[start:i]))
			start = i
		}
	}
	return lines
}

// cut reports whether two neighbours on a row belong to different cells.
func cut(a, b Char, height float64) bool {
	distance := b.Box[0] - a.Box[2]
	return distance > cellGap*height || b.before == madeGap && distance > runGap*height
}

// newLine joins characters, with the blanks of the layer between words that need them:
// Chinese is written without.
func newLine(chars []Char) TextLine {
	line := TextLine{Box: chars[0].Box, Chars: chars}
	var b strings.Builder
	for i, c := range chars {
		if i > 0 && c.before != noGap && spaced(chars[i-1].Rune) && spaced(c.Rune) {
			b.WriteByte(' ')
		}
		b.WriteRune(c.Rune)
		line.Box = line.Box.union(c.Box)
	}
	line.Text = b.String()
	return line
}

// spaced reports whether the script of r separates words.
func spaced(r rune) bool { return r < 0x2E80 }
