package eval

import (
	"regexp"
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

// identity is an ID-card number. Facts hold it masked, truth files in full.
var identity = regexp.MustCompile(`\b(\d{6})\d{8}(\d{3}[\dX])\b`)

// normalise brings text into the form in which lines and values are compared: one form of
// width and of composed signs (NFKC: （ as (, ℃ as °C, ³ as 3), no spaces, look-alike
// punctuation made one, ID-card numbers masked. Letters keep their case.
func normalise(s string) string {
	var b strings.Builder
	for _, r := range sameMark.Replace(norm.NFKC.String(s)) {
		if !unicode.IsSpace(r) {
			b.WriteRune(r)
		}
	}
	return identity.ReplaceAllString(b.String(), "$1********$2")
}

// normaliseAll joins normalised texts: an ID-card number that stands beside other digits is
// known as one only while it stands alone.
func normaliseAll(texts []string) string {
	var b strings.Builder
	for _, t := range texts {
		b.WriteString(normalise(t))
	}
	return b.String()
}
