package sample

import (
	"strings"
)

// wrap breaks a text into lines of a width; closing punctuation never starts a line and
// codes are not torn apart.
func wrap(face *Typeface, size, width float64, s string) []string {
	var lines []string
	var line []rune
	w := 0.0
	runes := []rune(s)
	for i, r := range runes {
		if r == '\n' {
			lines, line, w = append(lines, string(line)), nil, 0
			continue
		}
		a := face.width(string(r), size)
		if w+a > width && !strings.ContainsRune("，。；：、）》】”！？％%℃", r) && len(line) > 0 {
			keep := tail(line, runes[i])
			lines = append(lines, strings.TrimRight(string(line[:len(line)-keep]), " "))
			line = append([]rune(nil), line[len(line)-keep:]...)
			w = face.width(string(line), size)
		}
		line, w = append(line, r), w+a
	}
	return append(lines, string(line))
}

// tail is how many runes of a line belong to the word that next continues.
func tail(line []rune, next rune) int {
	n := 0
	if !wordRune(next) {
		if strings.ContainsRune("（《【“", line[len(line)-1]) && len(line) > 1 {
			return 1
		}
		return 0
	}
	for n < len(line) && wordRune(line[len(line)-1-n]) {
		n++
	}
	if n >= len(line) || n > 26 {
		return 0
	}
	return n
}

func wordRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' || r == '.' || r == '/'
}
