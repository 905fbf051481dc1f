package ocr

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// NormaliseName brings a name into the form in which names are compared: full-width letters
// and digits become half-width, brackets full-width, and spaces and the marks that OCR
// adds or loses (·, quotes, underlines) go. 有限公司 and 有限责任公司 stay distinct.
func NormaliseName(s string) string {
	var b strings.Builder
	for _, r := range width.Fold.String(s) {
		switch {
		case unicode.IsSpace(r) || strings.ContainsRune("·•・_'\"“”‘’", r):
		case strings.ContainsRune("([〔【", r):
			b.WriteRune('（')
		case strings.ContainsRune(")]〕】", r):
			b.WriteRune('）')
		default:
			b.WriteRune(unicode.ToUpper(r))
		}
	}
	return b.String()
}

// EditDistance is the least number of characters to insert, delete or replace that makes a
// into b (Levenshtein).
func EditDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) < len(y) {
		x, y = y, x
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, rx := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j, ry := range y {
			above := row[j+1]
			cost := diagonal
			if rx != ry {
				cost++
			}
			row[j+1] = min(cost, above+1, row[j]+1)
			diagonal = above
		}
	}
	return row[len(y)]
}

// NED is the edit distance of a and b over the length of the longer one, in [0, 1]: 0 for
// equal strings, two empty ones included.
func NED(a, b string) float64 {
	longest := max(len([]rune(a)), len([]rune(b)))
	if longest == 0 {
		return 0
	}
	return float64(EditDistance(a, b)) / float64(longest)
}
