package checker

import (
	"fmt"
	"testing"

	"lianshen/ocr"
)

func TestPrintedPage(t *testing.T) {
	foot, middle := ocr.Box{260, 788, 330, 798}, ocr.Box{260, 400, 330, 410}
	for _, tt := range []struct {
		text string
		box  ocr.Box
		want string
	}{
		{"第 3 页 共 12 页", foot, "3 of 12"},
		{"第3页,共12页", foot, "3 of 12"},
		{"第３页／共１２页", foot, "3 of 12"},
		{"共 12 页 第 3 页", foot, "3 of 12"},
		{"共12页，第3页", middle, "3 of 12"},
		{"第三页 共十二页", foot, "3 of 12"},
		{"Page 3 of 12", foot, "3 of 12"},
		{"第3页", foot, "3"},
		{"- 3 -", foot, "3"},
		{"— 3 —", foot, "3"},
		{"3/12", foot, "3 of 12"},
		{"12/3", foot, "-"},
		{"3", foot, "3"},
		{"0", foot, "-"},
		{"3", middle, "-"},
		{"3/12", middle, "-"},
		{"99999", foot, "-"},
		{"报告编号：GD2026065444", foot, "-"},
		{"", foot, "-"},
	} {
		n, of := PrintedPage([]Line{{Text: "正文", Box: middle}, {Text: tt.text, Box: tt.box}}, 842)
		got := "-"
		if n != nil {
			got = fmt.Sprint(*n)
		}
		if of != nil {
			got += fmt.Sprintf(" of %d", *of)
		}
		if got != tt.want {
			t.Errorf("PrintedPage(%q at %v) = %s, want %s", tt.text, tt.box, got, tt.want)
		}
	}
}

func TestHanNumber(t *testing.T) {
	for text, want := range map[string]int{"一": 1, "十": 10, "十二": 12, "二十": 20, "三十一": 31, "一百零五": 105, "两百": 200, "页": 0, "": 0} {
		if got := hanNumber(text); got != want {
			t.Errorf("hanNumber(%q) = %d, want %d", text, got, want)
		}
	}
	for n := 1; n < 100; n++ {
		if got := hanNumber(hanForm(n)); got != n {
			t.Errorf("hanNumber(%q) = %d, want %d", hanForm(n), got, n)
		}
	}
}

// Every page of the dossiers bears its number and their count.
func TestPrintedPageOfDossiers(t *testing.T) {
	for name, f := range truthFiles(t) {
		for _, p := range f.pages() {
			n, of := PrintedPage(p.Lines, p.HeightPt)
			if n == nil {
				continue // a kind without page numbers
			}
			if *n != p.Number || of == nil || *of != len(f.Pages) {
				t.Errorf("%s page %d: printed %v of %v", name, p.Number, *n, of)
			}
		}
	}
}

// FuzzPrintedPage: a page number is positive.
func FuzzPrintedPage(f *testing.F) {
	for _, s := range []string{"第3页共12页", "3/12", "- 3 -", "Page 3 of 12", "第百页共百页"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, of := PrintedPage([]Line{{Text: text, Box: ocr.Box{260, 788, 330, 798}}}, 842)
		if n == nil && of != nil || n != nil && (*n < 0 || *n > 9999) || of != nil && (*of < 0 || *of > 9999) {
			t.Errorf("PrintedPage(%q) = %v, %v", text, n, of)
		}
	})
}
