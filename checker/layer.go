package checker

import (
	"context"
	"image"
	"slices"
	"unicode"
	"unicode/utf8"

	"lianshen/checker/pdf"
	"lianshen/ocr"
)

// Why a text layer that exists was not believed.
const (
	layerGarbled  = "garbled"
	layerMismatch = "mismatch"
)

const (
	// spotLines is how many lines of a layer are read from the picture, the longest first.
	spotLines = 3
	// spotLength is the shortest line worth comparing.
	spotLength = 6
	// layerAgrees is how alike picture and layer must be, in [0, 1]. A sound layer gives
	// above 0.9, a wrong character map below 0.2: our measurement on generated pages.
	layerAgrees = 0.5
	// rareShare of Chinese characters outside everyday use makes a layer suspicious:
	// ordinary text stays below 0.05, shifted character codes give above 0.3.
	rareShare = 0.2
)

// suspicious reports whether a layer looks like shifted character codes: real characters,
// but ones that nobody writes.
func suspicious(t pdf.Text) bool {
	han, rare := 0, 0
	for _, l := range t.Lines {
		for _, r := range l.Text {
			if !unicode.Is(unicode.Han, r) {
				continue
			}
			han++
			if !everyday(r) {
				rare++
			}
		}
	}
	return han >= 10 && float64(rare) > rareShare*float64(han)
}

// layerLines converts the text layer to lines.
func layerLines(t pdf.Text) []Line {
	lines := make([]Line, 0, len(t.Lines))
	for _, l := range t.Lines {
		lines = append(lines, Line{Text: l.Text, Box: roundBox(ocr.Box(l.Box)), Score: 1})
	}
	return lines
}

// layerMatches reads a few lines of the layer from the picture and compares. It answers
// true when there is nothing to compare with.
func layerMatches(ctx context.Context, strips ocr.StripReader, s *sheet) (bool, error) {
	if strips == nil || s.image == nil {
		return true, nil
	}
	lines := longestLines(s.text.Lines)
	var crops []image.Image
	for _, l := range lines {
		crops = append(crops, cropLine(s.image, ocr.Box(l.Box), s.dpi))
	}
	if len(crops) == 0 {
		return true, nil
	}
	readings, err := strips.ReadStrips(ctx, crops)
	if err != nil {
		return false, err
	}
	agree := 0.0
	for i, r := range readings {
		agree += 1 - ocr.NED(ocr.NormaliseName(r.Text), ocr.NormaliseName(lines[i].Text))
	}
	return agree/float64(len(readings)) >= layerAgrees, nil
}

// longestLines returns the lines worth comparing, at most spotLines.
func longestLines(lines []pdf.TextLine) []pdf.TextLine {
	var out []pdf.TextLine
	for _, l := range lines {
		if utf8.RuneCountInString(l.Text) >= spotLength && l.Box.Width() > 2*l.Box.Height() {
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b pdf.TextLine) int {
		return utf8.RuneCountInString(b.Text) - utf8.RuneCountInString(a.Text)
	})
	return out[:min(spotLines, len(out))]
}

// cropLine cuts a line out of the page with a little air around it.
func cropLine(page *image.RGBA, box ocr.Box, dpi float64) image.Image {
	air := box.Height() * 0.15
	box = ocr.Box{box[0] - air, box[1] - air, box[2] + air, box[3] + air}
	return page.SubImage(box.Scale(dpi / 72).Rect().Intersect(page.Bounds()))
}

// agreement compares two readings of a page as bags of characters, in [0, 1]: reading order
// differs between a layer and OCR, the characters do not.
func agreement(a, b []Line) float64 {
	count := map[rune]int{}
	total := 0
	for _, l := range a {
		for _, r := range ocr.NormaliseName(l.Text) {
			count[r]++
			total++
		}
	}
	if total == 0 {
		return 0
	}
	common := 0
	for _, l := range b {
		for _, r := range ocr.NormaliseName(l.Text) {
			if count[r] > 0 {
				count[r]--
				common++
			}
		}
	}
	return float64(common) / float64(total)
}
