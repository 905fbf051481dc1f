package checker

import (
	"image"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"lianshen/ocr"
)

// Pages made to be slow must not be.
func TestExtractFieldsOfHostilePages(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	row := func(n int, text string, box func(i int) ocr.Box) []Page {
		p := Page{Number: 1, WidthPt: 595, HeightPt: 842}
		for i := range n {
			p.Lines = append(p.Lines, Line{Text: text, Box: box(i), Score: 1})
		}
		return []Page{p}
	}
	for name, pages := range map[string][]Page{
		"one place":      row(20000, "型号", func(int) ocr.Box { return ocr.Box{100, 100, 140, 110} }),
		"one row":        row(20000, "型号", func(i int) ocr.Box { return ocr.Box{float64(i), 100, float64(i + 1), 110} }),
		"one column":     row(20000, "单位名称", func(i int) ocr.Box { return ocr.Box{100, float64(i), 140, float64(i) + 9} }),
		"long line":      row(50, strings.Repeat("单位名称:", 5000), func(i int) ocr.Box { return ocr.Box{0, float64(20 * i), 500, float64(20*i + 10)} }),
		"parentheses":    row(50, strings.Repeat("型号(", 5000), func(i int) ocr.Box { return ocr.Box{0, float64(20 * i), 500, float64(20*i + 10)} }),
		"empty boxes":    row(20000, "结论", func(int) ocr.Box { return ocr.Box{} }),
		"scattered":      row(20000, "量程", func(int) ocr.Box { x, y := rng.Float64()*500, rng.Float64()*800; return ocr.Box{x, y, x + 30, y + 10} }),
		"not a number":   row(100, "量程", func(int) ocr.Box { n := nan(); return ocr.Box{n, n, n, n} }),
		"broken letters": row(100, "\xff\xfe型号:\xff", func(i int) ocr.Box { return ocr.Box{0, float64(i), 10, float64(i + 9)} }),
	} {
		begin := time.Now()
		ExtractFields(pages)
		PrintedPage(pages[0].Lines, 842)
		markFacts(image.NewRGBA(image.Rect(0, 0, 600, 840)), 72, pages[0])
		readPhotos([]Photo{{Box: ocr.Box{0, 0, 600, 840}}}, pages[0].Lines)
		ClassifyDocument(pages, []KindPattern{{Slug: "x", Titles: []string{"型号"}}})
		if d := time.Since(begin); d > time.Minute {
			t.Errorf("%s takes %v", name, d)
		}
	}
}

func nan() float64 { zero := 0.0; return zero / zero }
