package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

const (
	// sameLine is how much of the lower one of two heights must be shared on a line.
	sameLine = 0.5
	// cellGap ends a line: a gap of so many line heights is a new column or cell.
	cellGap = 2.0
	// wordGap stands for a space when the layer has none: in line heights, only between
	// Latin letters or digits.
	wordGap = 0.25
)

// groupLines puts visible characters in reading order: rows from top to bottom, within a row from
// left to right, cut where a wide gap separates columns. Characters come in the order of
// the content stream, which is kept where positions do not say otherwise.
func groupLines(chars []Char) []TextLine {
	var rows []row
	for _, c := range chars {
		rows = addToRow(rows, c)
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.box[1]+a.box[3], b.box[1]+b.box[3]) })
	var lines []TextLine
	for _, r := range rows {
		lines = append(lines, r.lines()...)
	}
	return lines
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
	for i := len(rows) - 1; i >= 0 && i >= len(rows)-recentRows; i-- {
		r := &rows[i]
		shared := min(r.box[3], c.Box[3]) - max(r.box[1], c.Box[1])
		if shared >= sameLine*min(r.box.Height(), c.Box.Height()) && comparable(r.box, c.Box) {
			r.box = r.box.union(c.Box)
			r.chars = append(r.chars, c)
			return rows
		}
	}
	return append(rows, row{box: c.Box, chars: []Char{c}})
}

// comparable keeps a tall character, such as a vertical watermark, out of small text.
func comparable(row, char Box) bool { return char.Height() <= 4*row.Height() }

// lines cuts a row at wide gaps.
func (r row) lines() []TextLine {
	slices.SortStableFunc(r.chars, func(a, b Char) int { return cmp.Compare(a.Box[0], b.Box[0]) })
	height := r.box.Height()
	var lines []TextLine
	start := 0
	for i := 1; i <= len(r.chars); i++ {
		if i == len(r.chars) || r.chars[i].Box[0]-r.chars[i-1].Box[2] > cellGap*height {
			lines = append(lines, newLine(r.chars[start:i], height))
			start = i
		}
	}
	return lines
}

// newLine joins characters, with spaces where the gap between Latin words calls for one.
func newLine(chars []Char, height float64) TextLine {
	line := TextLine{Box: chars[0].Box, Chars: chars}
	var b strings.Builder
	for i, c := range chars {
		if i > 0 && c.Box[0]-chars[i-1].Box[2] > wordGap*height && spaced(chars[i-1].Rune) && spaced(c.Rune) {
			b.WriteByte(' ')
		}
		b.WriteRune(c.Rune)
		line.Box = line.Box.union(c.Box)
	}
	line.Text = b.String()
	return line
}

// spaced reports whether the script of r separates words.
func spaced(r rune) bool { return r < 0x2E80 && !unicode.IsSpace(r) }
