package ocrtest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"lianshen/ocr"
)

// Truth is a line of text that is known to stand on a page, and where.
type Truth struct {
	Text string
	Box  ocr.Box
}

// Rate counts how well a page was read.
type Rate struct {
	Lines, Exact int // lines of the truth, and those read without any error
	Chars, Wrong int // characters of the truth, and the edits that the readings need
	// Missed are the lines that are not exact, with what was read instead.
	Missed []Miss
}

// Miss is a line that was read wrongly.
type Miss struct{ Want, Got string }

// LineRate is the share of lines that are exact, CER the character error rate; both 0 for
// an empty truth.
func (r Rate) LineRate() float64 { return share(r.Exact, r.Lines) }

// CER is the edits over the characters of the truth; it can exceed 1.
func (r Rate) CER() float64 { return share(r.Wrong, r.Chars) }

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Add returns the counts of r and o together.
func (r Rate) Add(o Rate) Rate {
	return Rate{
		Lines: r.Lines + o.Lines, Exact: r.Exact + o.Exact,
		Chars: r.Chars + o.Chars, Wrong: r.Wrong + o.Wrong,
		Missed: slices.Concat(r.Missed, o.Missed),
	}
}

// Compare matches what was read with truth. A reader may cut a line into pieces, so the
// pieces whose middle lies in a line's box are joined from left to right.
func Compare(truth []Truth, read []ocr.Line) Rate {
	var r Rate
	for _, t := range truth {
		got, want := Normalise(joined(t.Box, read)), Normalise(t.Text)
		r.Lines++
		r.Chars += len([]rune(want))
		if got == want {
			r.Exact++
			continue
		}
		r.Wrong += ocr.EditDistance(got, want)
		r.Missed = append(r.Missed, Miss{Want: want, Got: got})
	}
	return r
}

func joined(box ocr.Box, read []ocr.Line) string {
	var pieces []ocr.Line
	for _, l := range read {
		x, y := l.Box.Centre()
		if y >= box[1] && y < box[3] && x >= box[0] && x < box[2] {
			pieces = append(pieces, l)
		}
	}
	slices.SortStableFunc(pieces, func(a, b ocr.Line) int { return cmp.Compare(a.Box[0], b.Box[0]) })
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

// punctuation that looks the same in print is counted as the same.
var punctuation = strings.NewReplacer(
	"【", "[", "】", "]", "〔", "[", "〕", "]", "“", `"`, "”", `"`, "‘", "'", "’", "'",
	"—", "-", "–", "-", "―", "-", "~", "-", "。", ".", "、", ",", "·", ".", "…", "...", "㎡", "m2",
)

// Normalise folds full-width to half-width forms, unites look-alike punctuation and drops
// spaces: differences that no field of a document depends on.
func Normalise(s string) string {
	s = punctuation.Replace(width.Fold.String(s))
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
