package eval

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// sameMark maps characters that look alike in print to one of them. A reader that takes one
// for the other has lost nothing that a person would see.
var sameMark = strings.NewReplacer(
	"—", "-", "–", "-", "−", "-", "‐", "-", "―", "-", "─", "-",
	"“", "\"", "”", "\"", "„", "\"", "‘", "'", "’", "'",
	"•", "·", "・", "·", "∙", "·", "⋅", "·",
	"〜", "~", "∼", "~", "∶", ":", "︰", ":", "〔", "[", "〕", "]", "【", "[", "】", "]",
	"…", "...", "×", "x", "㎡", "m2", "μ", "µ",
)

// normalise brings text into the form in which lines and values are compared: half width,
// no spaces, look-alike punctuation made one. Letters keep their case.
func normalise(s string) string {
	var b strings.Builder
	for _, r := range sameMark.Replace(width.Fold.String(s)) {
		if !unicode.IsSpace(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}
