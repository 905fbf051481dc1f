package checker

import (
	"regexp"
	"unicode"
	"unicode/utf8"

	"lianshen/ocr"
)

// What makes a line the caption (图题) of a photo. Our choice.
const (
	// captionGap in points is the most that lies between a photo and its caption, and
	// captionOverlap by how much their boxes may touch.
	captionGap, captionOverlap = 25.0, 4.0
	// captionShare of a caption's width at least lies under the photo, and a caption is at
	// most captionWidth times as wide as it.
	captionShare, captionWidth = 0.5, 1.2
	// captionRunes is the length of a caption that does not begin with 图.
	captionRunes = 30
	// captionOffset is by what part of the photo's width the middles may differ.
	captionOffset = 0.15
)

var (
	numberedCaption = regexp.MustCompile(`^[(（【]?附?(?:图片|照片|图)`)
	pageNumber      = regexp.MustCompile(`第[^第]{1,5}页`)
)

// addCaptions gives every photo of a page the line that stands right below it, else the one
// right above that belongs to no other photo. f says which way is down.
func addCaptions(photos []Photo, lines []Line, f frame) {
	taken := make([]bool, len(lines))
	for _, gap := range []func(photo, line ocr.Box) float64{gapBelow, gapAbove} {
		for i := range photos {
			if photos[i].Caption != nil {
				continue
			}
			if n := captionOf(f.upright(photos[i].Box), lines, taken, f, gap); n >= 0 {
				photos[i].Caption = known(takeCaption(f.upright(photos[i].Box), n, lines, taken, f))
			}
		}
	}
}

// takeCaption reads the caption that line n is or is a part of, and marks its lines as taken.
// What reaches far beyond the photo is the neighbour's, and line n stands alone.
func takeCaption(photo ocr.Box, n int, lines []Line, taken []bool, f frame) string {
	row := captionRow(n, lines, f)
	if width := row[len(row)-1].box[2] - row[0].box[0]; width > captionWidth*photo.Width() {
		row = []captionPart{{n, lines[n].Text, f.upright(lines[n].Box)}}
	}
	for _, p := range row {
		taken[p.index] = true
	}
	return MaskIDs(joined(row))
}

func gapBelow(photo, line ocr.Box) float64 { return line[1] - photo[3] }
func gapAbove(photo, line ocr.Box) float64 { return photo[1] - line[3] }

// captionOf returns the nearest line that reads like a caption, numbered ones first; -1 when
// there is none.
func captionOf(photo ocr.Box, lines []Line, taken []bool, f frame, gap func(photo, line ocr.Box) float64) int {
	best, nearest := -1, 0.0
	for i, l := range lines {
		box := f.upright(l.Box)
		distance := gap(photo, box)
		if taken[i] || distance < -captionOverlap || distance > captionGap || !captionFits(photo, box, l.Text) {
			continue
		}
		if !numberedCaption.MatchString(l.Text) {
			distance += 2 * captionGap
		}
		if best < 0 || distance < nearest {
			best, nearest = i, distance
		}
	}
	return best
}

// captionFits reports whether a line has the place across the photo and the words of a
// caption.
func captionFits(photo, line ocr.Box, text string) bool {
	common := min(photo[2], line[2]) - max(photo[0], line[0])
	if common < captionShare*line.Width() || line.Width() > captionWidth*photo.Width() {
		return false
	}
	if numberedCaption.MatchString(text) {
		return true
	}
	x, _ := line.Centre()
	middle, _ := photo.Centre()
	offset := max(x-middle, middle-x)
	return offset <= captionOffset*photo.Width() && shortTitle(text)
}

// shortTitle reports whether a text is a few Chinese words: no sentence, no page number.
func shortTitle(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	han := false
	for _, r := range text {
		han = han || unicode.Is(unicode.Han, r)
	}
	return han && utf8.RuneCountInString(text) <= captionRunes && last != '。' && !pageNumber.MatchString(squeeze(text))
}
