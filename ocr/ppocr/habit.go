package ppocr

import (
	"unicode"

	"lianshen/ocr"
)

// mendHabits puts right what this recogniser is known to confuse and what can be told from
// the neighbours alone. It changes chars in place.
//
//   - a dash between digits or Latin letters that it reads as the number one: HJ 355一2019
//   - the comma of lists, 、, that it reads as the stroke 丶, which no text is written with
//   - ³, which is not in its alphabet, so that mg/m³ becomes mg/m²: no unit of mass over area
//     occurs in the field
func mendHabits(chars []ocr.Char) []ocr.Char {
	for i := range chars {
		switch c := &chars[i]; {
		case c.Text == "丶":
			c.Text = "、"
		case c.Text == "一" && i > 0 && i+1 < len(chars) && western(chars[i-1].Text) && western(chars[i+1].Text):
			c.Text = "—"
		case c.Text == "²" && endsWith(chars[:i], "g/m"):
			c.Text = "³"
		}
	}
	return chars
}

// endsWith reports whether chars end with the single letters of s.
func endsWith(chars []ocr.Char, s string) bool {
	if len(chars) < len(s) {
		return false
	}
	for i, c := range chars[len(chars)-len(s):] {
		if c.Text != s[i:i+1] {
			return false
		}
	}
	return true
}

// western reports whether s is a digit or a Latin letter.
func western(s string) bool {
	for _, r := range s {
		return unicode.IsDigit(r) || unicode.Is(unicode.Latin, r)
	}
	return false
}
