package checker

import (
	"slices"
	"strings"
	"unicode"
)

// folded is a text without blanks and with half-width letters, digits and punctuation: the
// form in which labels and codes are looked for. at[i] is the index in the original runes
// of rune i; blank[i] tells that a blank stood before it.
type folded struct {
	runes []rune
	at    []int
	blank []bool
}

func fold(text string) folded {
	var f folded
	blank := false
	for i, r := range []rune(text) {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			blank = true
			continue
		}
		f.runes = append(f.runes, halfWidth(r))
		f.at = append(f.at, i)
		f.blank = append(f.blank, blank)
		blank = false
	}
	return f
}

func (f folded) String() string { return string(f.runes) }

// has reports whether s stands at index i.
func (f folded) has(i int, s []rune) bool {
	if i+len(s) > len(f.runes) {
		return false
	}
	for k, r := range s {
		if f.runes[i+k] != r {
			return false
		}
	}
	return true
}

// halfWidth maps the full-width forms of ASCII to ASCII, and the small and the Chinese
// forms that OCR mixes up with them.
func halfWidth(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '﹕' || r == '︰' || r == '∶':
		return ':'
	case r == '﹣' || r == '‐' || r == '‑' || r == '−':
		return '-'
	}
	return r
}

// squeeze returns s folded, as text.
func squeeze(s string) string { return fold(s).String() }

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func isCodeRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

func countHan(s string) int {
	n := 0
	for _, r := range s {
		if isHan(r) {
			n++
		}
	}
	return n
}

// runs returns the runs of letters and digits of s, half width and upper case. A blank may
// be a slip of the reader within one code or stand between two codes: both readings are
// returned.
func runs(s string) []string {
	out := split(squeeze(s))
	if parts := strings.Fields(s); len(parts) > 1 {
		for _, p := range parts {
			for _, run := range split(squeeze(p)) {
				if !slices.Contains(out, run) {
					out = append(out, run)
				}
			}
		}
	}
	return out
}

func split(s string) []string {
	return strings.FieldsFunc(strings.ToUpper(s), func(r rune) bool { return !isCodeRune(r) })
}
