package pdf

import (
	"context"
	"unicode"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

// Char is one character of the text layer.
type Char struct {
	Rune rune
	Box  Box // of the ink

	before gap
}

// TextLine is one line of text, left to right as displayed.
type TextLine struct {
	Text  string
	Box   Box
	Chars []Char
}

// Text is the text layer of one page.
type Text struct {
	Lines []TextLine // in reading order
	Chars int        // visible characters, spaces left out
	// Unreadable is the share of Chars that are control or private-use characters, U+FFFD,
	// or have no Unicode mapping, in [0, 1].
	Unreadable float64
	// Hidden is the share of Chars painted in render mode 3, the mark of a hidden layer
	// that an OCR program put behind a scan, in [0, 1].
	Hidden float64
	// Flooded: the page holds more than Limits.MaxChars characters; none was taken.
	Flooded bool
}

// Text reads the text layer of page number; a page without one gives a Text without lines.
// Errors: ErrPageDamaged, ErrPageTimeout.
func (d *Document) Text(ctx context.Context, number int) (Text, error) {
	var text Text
	err := d.onPage(ctx, number, func(f frame) error {
		var err error
		text, err = d.text(number, f)
		return err
	})
	if err != nil {
		return Text{}, err
	}
	return text, nil
}

// text reads and groups the characters; it runs inside do.
func (d *Document) text(number int, f frame) (Text, error) {
	loaded, err := d.instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: d.page(number)})
	if err != nil {
		return Text{}, err
	}
	defer func() { // what cannot be closed goes with the instance
		_, _ = d.instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: loaded.TextPage})
	}()
	count, err := d.instance.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: loaded.TextPage})
	if err != nil || count.Count == 0 || count.Count > d.limits.MaxChars {
		return Text{Flooded: err == nil && count.Count > 0}, err
	}
	got, err := d.instance.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: d.page(number), Mode: requests.GetPageTextStructuredModeChars,
	})
	if err != nil {
		return Text{}, err
	}
	shown := visible(got.Chars, f)
	text := Text{Chars: len(shown), Lines: groupLines(shown)}
	if len(shown) > 0 {
		text.Unreadable = unreadableShare(shown)
		d.sample(loaded.TextPage, got.Chars, &text)
	}
	return text, nil
}

// visible returns the characters that are not blank and lie on the page: what CropBox cuts
// off no reader shows.
func visible(all []*responses.GetPageTextStructuredChar, f frame) []Char {
	w, h := f.size()
	page := Box{0, 0, w, h}
	chars := make([]Char, 0, len(all))
	before := noGap
	for _, c := range all {
		p := c.PointPosition
		char := Char{Rune: printedRune(c.Text), Box: f.box(p.Left, p.Bottom, p.Right, p.Top), before: before}
		if unicode.IsSpace(char.Rune) {
			before = gapOf(char.Box)
			continue
		}
		before = noGap
		if char.Box.finite() && char.Box.intersect(page).area() > 0 {
			chars = append(chars, char)
		}
	}
	return chars
}

// gapOf tells a blank that was typed, which has a width, from one that pdfium made up.
func gapOf(blank Box) gap {
	if max(blank.Width(), blank.Height()) > 0 {
		return typedGap
	}
	return madeGap
}

// endHyphen is how pdfium gives a hyphen at the end of a line, where a word may be broken.
const endHyphen = '\x02'

// printedRune returns the character that a reader sees.
func printedRune(s string) rune {
	if r := firstRune(s); r != endHyphen {
		return r
	}
	return '-'
}

// firstRune returns the first character of s, 0 when there is none.
func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
