package checker

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"lianshen/ocr"
)

const (
	// rowShare of the lower line's height is shared by parts of one row.
	rowShare = 0.5
	// partGap is the most that lies between the parts of a caption, in heights of the row: a
	// number and its words stand an em apart.
	partGap = 2.0
)

// captionPart is a line with its place on the upright page.
type captionPart struct {
	index int
	text  string
	box   ocr.Box
}

// captionRow returns the parts of the row of line n that hang together with it, from left to
// right: OCR takes the wide space after a caption's number for the end of a line.
func captionRow(n int, lines []Line, f frame) []captionPart {
	first := captionPart{n, lines[n].Text, f.upright(lines[n].Box)}
	row, extent := []captionPart{first}, first.box
	for grown := true; grown; {
		grown = false
		for i, l := range lines {
			part := captionPart{i, l.Text, f.upright(l.Box)}
			if !slices.ContainsFunc(row, func(p captionPart) bool { return p.index == i }) && sameRow(extent, part.box) {
				row, extent, grown = append(row, part), extent.Union(part.box), true
			}
		}
	}
	slices.SortFunc(row, func(a, b captionPart) int { return cmp.Compare(a.box[0], b.box[0]) })
	return row
}

func sameRow(a, b ocr.Box) bool {
	height := min(a.Height(), b.Height())
	common := min(a[3], b[3]) - max(a[1], b[1])
	apart := max(a[0], b[0]) - min(a[2], b[2])
	return common >= rowShare*height && apart <= partGap*height
}

// joined is the text of a row. What two parts both show is left out of the left one.
func joined(row []captionPart) string {
	text := ""
	for i, p := range row {
		if i+1 < len(row) {
			p.text = withoutShared(p, row[i+1])
		}
		text += p.text
	}
	return text
}

// withoutShared drops the last character of a part that overlaps the next by a third of an
// em: it is the next part's first, read twice, or read wrongly because it is cut off. A
// number that stands in a wide box stays.
func withoutShared(p, next captionPart) string {
	last, size := utf8.DecodeLastRuneInString(p.text)
	first, _ := utf8.DecodeRuneInString(next.text)
	shared := p.box[2]-next.box[0] > 0.35*min(p.box.Height(), next.box.Height())
	if shared && size < len(p.text) && (last == first || unicode.Is(unicode.Han, last)) {
		return p.text[:len(p.text)-size]
	}
	return p.text
}
