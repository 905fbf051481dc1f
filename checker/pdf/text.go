package pdf

import (
	"context"
	"unicode"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

const (
	// garbledShare is the part of unreadable characters from which a layer is not believed.
	// Our choice: fonts without a Unicode map give nearly 1, sound layers stay below 0.02.
	garbledShare = 0.1
	// modeSamples is how many characters are asked for their render mode and their mapping.
	modeSamples = 400
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
	// Truncated: the page holds more than Limits.MaxChars characters.
	Truncated bool
}

// Garbled reports whether the layer cannot be believed on its own evidence. That it also
// agrees with the picture of the page is for the caller to check.
func (t Text) Garbled() bool { return t.Chars > 0 && t.Unreadable >= garbledShare }

// Text reads the text layer of page number; a page without one gives a Text without lines.
// Errors: ErrPageDamaged, ErrPageTimeout.
func (d *Document) Text(ctx context.Context, number int) (Text, error) {
	if err := d.checkPage(number); err != nil {
		return Text{}, err
	}
	var text Text
	err := d.do(ctx, func() error {
		if err := d.turn(ctx, number); err != nil {
			return err
		}
		f, err := d.frame(number)
		if err != nil {
			return err
		}
		text, err = d.text(number, f)
		return err
	})
	if err != nil {
		return Text{}, pageError(err, number)
	}
	return text, nil
}

// text reads and groups the characters; it runs inside do.
func (d *Document) text(number int, f frame) (Text, error) {
	got, err := d.instance.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: d.page(number), Mode: requests.GetPageTextStructuredModeChars,
	})
	if err != nil {
		return Text{}, err
	}
	all := got.Chars
	text := Text{Truncated: len(all) > d.limits.MaxChars}
	if text.Truncated {
		all = all[:d.limits.MaxChars]
	}
	shown := visible(all, f)
	text.Chars = len(shown)
	text.Lines = groupLines(shown)
	if len(shown) > 0 {
		text.Unreadable = unreadableShare(shown)
		d.sample(number, all, &text)
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
		char := Char{Rune: firstRune(c.Text), Box: f.box(p.Left, p.Bottom, p.Right, p.Top), before: before}
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

func unreadableShare(chars []Char) float64 {
	n := 0
	for _, c := range chars {
		if unreadableRune(c.Rune) {
			n++
		}
	}
	return float64(n) / float64(len(chars))
}

// unreadableRune reports characters that no sound text layer of a document holds.
func unreadableRune(r rune) bool {
	return r == unicode.ReplacementChar || r == 0xFFFE || unicode.IsControl(r) || unicode.Is(unicode.Co, r) || r > 0x3FFFF
}

// sample asks an even choice of characters for what the bulk call does not tell: whether
// they are hidden and whether the font maps them to Unicode.
func (d *Document) sample(number int, chars []*responses.GetPageTextStructuredChar, text *Text) {
	loaded, err := d.instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: d.page(number)})
	if err != nil {
		return
	}
	defer d.instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: loaded.TextPage})
	step := max(1, len(chars)/modeSamples)
	var seen, hidden, unmapped int
	for i := 0; i < len(chars); i += step {
		mode, ok := d.renderMode(loaded.TextPage, i)
		if !ok {
			continue // made up by pdfium: a space or a line end
		}
		seen++
		if mode == enums.FPDF_TEXTRENDERMODE_INVISIBLE {
			hidden++
		}
		if d.unmapped(loaded.TextPage, i) && !likelyHan(firstRune(chars[i].Text)) {
			unmapped++
		}
	}
	if seen > 0 {
		text.Hidden = float64(hidden) / float64(seen)
		text.Unreadable = max(text.Unreadable, float64(unmapped)/float64(seen))
	}
}

// unmapped reports whether pdfium found no Unicode value for a character.
func (d *Document) unmapped(page references.FPDF_TEXTPAGE, index int) bool {
	e, err := d.instance.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: page, Index: index})
	return err == nil && e.HasUnicodeMapError
}

// likelyHan reports Chinese characters and their punctuation. Without a map pdfium takes the
// character code itself. Some programs use Unicode as code and write a map that pdfium only
// half understands, and then Chinese comes out right; glyph numbers of a subset font, the
// usual reason for a missing map, scatter over scripts that no such document uses.
func likelyHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}

// firstRune returns the first character of s, 0 when there is none.
func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func (d *Document) renderMode(page references.FPDF_TEXTPAGE, index int) (enums.FPDF_TEXT_RENDERMODE, bool) {
	o, err := d.instance.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: page, Index: index})
	if err != nil {
		return 0, false
	}
	m, err := d.instance.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: o.TextObject})
	if err != nil {
		return 0, false
	}
	return m.TextRenderMode, true
}
