package eval

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// sameMark maps characters that look alike in print to one of them. A reader that takes one
// for the other has lost nothing that a person would see.
var sameMark = strings.NewReplacer(
	"—", "-", "–", "-", "−", "-", "‐", "-", "―", "-", "─", "-",
	"“", "\"", "”", "\"", "„", "\"", "‘", "'", "’", "'",
	"•", "·", "・", "·", "∙", "·", "⋅", "·",
	"〜", "~", "∼", "~", "∶", ":", "〔", "[", "〕", "]", "【", "[", "】", "]", "×", "x",
	"〇", "O", "○", "O",
)

// normalise brings text into the form in which lines and values are compared: one form of
// width and of composed signs (NFKC: （ as (, ℃ as °C, ³ as 3), no spaces, look-alike
// punctuation made one. Letters keep their case.
func normalise(s string) string {
	var b strings.Builder
	for _, r := range sameMark.Replace(norm.NFKC.String(s)) {
		if !unicode.IsSpace(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}
