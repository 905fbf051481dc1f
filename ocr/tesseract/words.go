//go:build tesseract

package tesseract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/otiai10/gosseract/v2"

	"lianshen/ocr"
)

// lineKey is the place of a line in Tesseract's layout.
type lineKey struct{ block, paragraph, line int }

// linesOf joins the words of each line, in the order of the layout.
func linesOf(words []gosseract.BoundingBox) []ocr.Line {
	var out []ocr.Line
	var rows [][]gosseract.BoundingBox
	index := map[lineKey]int{}
	for _, w := range words {
		key := lineKey{w.BlockNum, w.ParNum, w.LineNum}
		i, known := index[key]
		if !known {
			i = len(rows)
			index[key] = i
			rows = append(rows, nil)
		}
		rows[i] = append(rows[i], w)
	}
	for _, row := range rows {
		if l := lineOf(row); l.Text != "" {
			out = append(out, l)
		}
	}
	return out
}

func lineOf(words []gosseract.BoundingBox) ocr.Line {
	l := ocr.Line{Text: join(words), Score: score(words)}
	for i, w := range words {
		box := ocr.Box{float64(w.Box.Min.X), float64(w.Box.Min.Y), float64(w.Box.Max.X), float64(w.Box.Max.Y)}
		if i == 0 {
			l.Box = box
		}
		l.Box = l.Box.Union(box)
	}
	return l
}

func readingOf(words []gosseract.BoundingBox) ocr.Reading {
	text := join(words)
	if text == "" {
		return ocr.Reading{}
	}
	return ocr.Reading{Text: text, Score: score(words)}
}

// join puts a space between words only where both neighbours are Western: Tesseract cuts
// Chinese into words, print does not.
func join(words []gosseract.BoundingBox) string {
	var b strings.Builder
	for _, w := range words {
		text := strings.TrimSpace(w.Word)
		if text == "" {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(b.String())
		first, _ := utf8.DecodeRuneInString(text)
		if b.Len() > 0 && western(last) && western(first) {
			b.WriteByte(' ')
		}
		b.WriteString(text)
	}
	return b.String()
}

func western(r rune) bool { return r < unicode.MaxLatin1 }

// score is the mean confidence, weighted by the words' lengths.
func score(words []gosseract.BoundingBox) float64 {
	sum, n := 0.0, 0
	for _, w := range words {
		k := utf8.RuneCountInString(strings.TrimSpace(w.Word))
		sum += max(0, w.Confidence) / 100 * float64(k)
		n += k
	}
	if n == 0 {
		return 0
	}
	return min(1, sum/float64(n))
}
