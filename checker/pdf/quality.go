package pdf

import (
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

// Garbled reports whether the layer cannot be believed on its own evidence. That it also
// agrees with the picture of the page is for the caller to check.
func (t Text) Garbled() bool { return t.Chars > 0 && t.Unreadable >= garbledShare }

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
func (d *Document) sample(page references.FPDF_TEXTPAGE, chars []*responses.GetPageTextStructuredChar, text *Text) {
	step := max(1, len(chars)/modeSamples)
	var seen, hidden, unmapped int
	for i := 0; i < len(chars); i += step {
		mode, ok := d.renderMode(page, i)
		if !ok {
			continue // made up by pdfium: a space or a line end
		}
		seen++
		if mode == enums.FPDF_TEXTRENDERMODE_INVISIBLE {
			hidden++
		}
		if d.unmapped(page, i) && !likelyHan(firstRune(chars[i].Text)) {
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
