package ppocr

import (
	"slices"
	"unicode"

	"lianshen/ocr"
)

// mendHabits puts right what this recogniser is known to confuse and what can be told from
// the neighbours alone. It changes chars in place.
//
//   - a dash between digits or Latin letters that it reads as the number one: HJ 355一2019
//   - the comma of lists, 、, that it reads as the stroke 丶, which no text is written with
//   - ³, which is not in its alphabet, so that mg/m³ becomes mg/m² or mg/ma, and m³/h m²/h: no
//     unit of mass over area occurs in the field, and none of area over time
//   - the full stop after a Chinese character that it reads as the sign of degrees
//   - ℃ that it reads twice, as ° and as ℃
//   - 东莞 and 竣工, whose rarer look-alikes 菀 and 峻 make no word there
//   - zeros in the numbers of outlets that it reads as letters: DWO01
func mendHabits(chars []ocr.Char) []ocr.Char {
	for i := range chars {
		before, after := textAt(chars, i-1), textAt(chars, i+1)
		switch c := &chars[i]; {
		case c.Text == "丶":
			c.Text = "、"
		case c.Text == "一" && western(before) && western(after):
			c.Text = "—"
		case (c.Text == "²" || c.Text == "a" && after == "") && endsWith(chars[:i], "g/m"), c.Text == "²" && overTime(chars, i):
			c.Text = "³"
		case c.Text == "°" && after == "℃":
			c.Text = ""
		case c.Text == "°" && han(before):
			c.Text = "。"
		case c.Text == "菀" && before == "东":
			c.Text = "莞"
		case c.Text == "峻" && after == "工":
			c.Text = "竣"
		case (c.Text == "O" || c.Text == "o") && outletNumber(chars[:i]) && (after == "O" || after == "o" || digit(after)):
			c.Text = "0"
		}
	}
	return slices.DeleteFunc(chars, func(c ocr.Char) bool { return c.Text == "" })
}

// mendAlone takes a full stop with nothing before it, which no one prints, for what it is in
// the cells of tables: a zero.
func mendAlone(chars []ocr.Char) []ocr.Char {
	if len(chars) == 1 && chars[0].Text == "。" {
		chars[0].Text = "0"
	}
	return chars
}

// textAt is the text of a character, "" beyond the ends.
func textAt(chars []ocr.Char, i int) string {
	if i < 0 || i >= len(chars) {
		return ""
	}
	return chars[i].Text
}

// overTime reports whether m stands before the exponent at i and a unit of time under it.
func overTime(chars []ocr.Char, i int) bool {
	unit := textAt(chars, i+2)
	return textAt(chars, i-1) == "m" && textAt(chars, i+1) == "/" && (unit == "h" || unit == "s" || unit == "d")
}

// outletNumber reports whether chars end with DA or DW and any zeros after it.
func outletNumber(chars []ocr.Char) bool {
	for len(chars) > 0 && chars[len(chars)-1].Text == "0" {
		chars = chars[:len(chars)-1]
	}
	return endsWith(chars, "DA") || endsWith(chars, "DW")
}

// han reports whether s is a Chinese character.
func han(s string) bool {
	for _, r := range s {
		return unicode.Is(unicode.Han, r)
	}
	return false
}

func digit(s string) bool { return len(s) == 1 && s[0] >= '0' && s[0] <= '9' }

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
