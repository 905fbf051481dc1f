package card

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/checker/eval"
	"lianshen/ocr"
)

// measured is an evaluation of two scanned pages, one of them misread, and one picture.
func measured(t *testing.T) *eval.Result {
	t.Helper()
	box := ocr.Box{0, 0, 90, 9}
	doc := func(dpi int, read string) eval.Document {
		truth := &eval.Truth{
			File: "a.pdf", Kind: "contract", Fields: map[string][]eval.TrueField{"mn": {{Value: "A", Page: 1}}},
			Pages: []eval.TruePage{{Number: 1, Source: eval.Scanned, DPI: &dpi, Lines: []eval.TrueLine{{Text: "甲|乙", Box: box}}}},
		}
		return eval.Document{Path: "a.pdf", Truth: truth, Facts: &checker.Facts{Pages: []checker.Page{{Number: 1, Lines: []checker.Line{{Text: read, Box: box, Score: 0.9}}}}}}
	}
	picture := eval.Document{Path: "x.jpg", Facts: &checker.Facts{}, Truth: &eval.Truth{
		Pages: []eval.TruePage{{Number: 1, Source: eval.Pictured}}, Seals: []eval.TrueSeal{{Page: 1, Box: ocr.Box{0, 0, 99, 99}, Title: "秘密印章", Shape: ocr.Round, Complete: true}},
	}}
	return eval.Score([]eval.Document{doc(150, "甲丙"), doc(200, "甲|乙"), picture}, eval.Aspects)
}

func TestWrite(t *testing.T) {
	r := measured(t)
	c := Card{Result: r, Ours: r, Theirs: r, Peer: "tesseract", Images: "images", Made: Made{Command: "lianshen eval x"},
		Crops: []Crop{{File: "text-1.jpg", Case: eval.Case{Path: "a.pdf", Page: 1, What: "line", Expected: "甲|乙", Got: ""}}}}
	var b bytes.Buffer
	if err := c.Write(&b); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, want := range []string{
		"| 文字行完全正确 lines exactly right | 扫描页 | 50.00 % | 9.5–90.5 % | 2 | ≥ 97 % | **未达 missed** |",
		"| 分辨率 dpi | 150 | 0.00 <sub>1</sub> |", "| `field.mn` | 0.00 % |", "| x.jpg | 0/1 | 0 | 0/1 | 0.000 |",
		`| <img src="images/text-1.jpg" width="200"> | a.pdf p1 | line | 甲\|乙 | — |`, "| 文字行 lines | 0.400 | 2 |", "read by tesseract",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the card lacks %q", want)
		}
	}
	if strings.Contains(page, "秘密印章") {
		t.Error("the card tells what a picture of others says")
	}
	wellFormedTables(t, page)
}

// wellFormedTables checks that every row of a table has the cells of its head.
func wellFormedTables(t *testing.T, page string) {
	t.Helper()
	cells := 0
	for line := range strings.Lines(page) {
		n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
		if cells != 0 && n != 0 && n != cells {
			t.Errorf("a row of %d cells in a table of %d: %s", n-1, cells-1, line)
		}
		cells = n
	}
}

// Without anything to show the page still stands.
func TestWriteNothing(t *testing.T) {
	var b bytes.Buffer
	if err := (Card{Result: eval.Score(nil, eval.Aspects)}).Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, absent := range []string{"最差", "校准", "同页对比", "真实图片"} {
		if strings.Contains(b.String(), absent) {
			t.Errorf("an empty card has the chapter %s", absent)
		}
	}
}

func TestSVG(t *testing.T) {
	svg := Card{Result: measured(t)}.SVG()
	circles := 0
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		if s, ok := token.(xml.StartElement); ok && s.Name.Local == "circle" {
			circles++
		}
	}
	if circles != 1 {
		t.Errorf("%d dots, want one: both lines have the same score", circles)
	}
	if svg := (Card{Result: eval.Score(nil, nil)}).SVG(); svg != "" {
		t.Errorf("without curves there is no picture, got %s", svg)
	}
}

func TestChoose(t *testing.T) {
	at := ocr.Box{0, 0, 9, 9}
	worst := []eval.Case{
		{Path: "picture", What: "missed", Box: at}, {Path: "a", What: "kind"},
		{Path: "a", What: "missed", Box: at}, {Path: "a", What: "missed", Box: at}, {Path: "a", What: "title", Box: at},
		{Path: "b", What: "missed", Box: at}, {Path: "c", What: "missed", Box: at}, {Path: "c", What: "title", Box: at}, {Path: "d", What: "title", Box: at},
	}
	var got []string
	for _, c := range Choose(worst, 4, func(c eval.Case) bool { return c.Path != "picture" }) {
		got = append(got, c.Path+" "+c.What)
	}
	if diff := cmp.Diff([]string{"a missed", "a missed", "b missed", "c title"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestThumbnail(t *testing.T) {
	var raw bytes.Buffer
	if err := png.Encode(&raw, image.NewRGBA(image.Rect(0, 0, 1800, 20))); err != nil {
		t.Fatal(err)
	}
	small, err := Thumbnail(raw.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if c, err := jpeg.DecodeConfig(bytes.NewReader(small)); err != nil || c.Width != thumbnailSide || c.Height != 4 {
		t.Errorf("%d × %d (%v)", c.Width, c.Height, err)
	}
	if _, err := Thumbnail([]byte("no picture")); err == nil {
		t.Error("what is no picture should be refused")
	}
}
