package ppocr

import (
	"unicode"

	"lianshen/ocr"
)

// mendHabits puts right what this recogniser is known to confuse and what can be told from
// the neighbours alone: a dash between digits or Latin letters that it reads as the number
// one, as in HJ 355一2019. It changes chars in place.
func mendHabits(chars []ocr.Char) []ocr.Char {
	for i := 1; i+1 < len(chars); i++ {
		if chars[i].Text == "一" && western(chars[i-1].Text) && western(chars[i+1].Text) {
			chars[i].Text = "—"
		}
	}
	return chars
}

// western reports whether s is a digit or a Latin letter.
func western(s string) bool {
	for _, r := range s {
		return unicode.IsDigit(r) || unicode.Is(unicode.Latin, r)
	}
	return false
}
