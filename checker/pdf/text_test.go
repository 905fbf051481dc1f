package pdf

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/testdata/hostile"
)

func textOf(t *testing.T, data []byte) Text {
	t.Helper()
	text, err := open(t, data, Limits{}).Text(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func lineTexts(text Text) []string {
	var out []string
	for _, l := range text.Lines {
		out = append(out, l.Text)
	}
	return out
}

// TestTextOrder paints lines in an order that nobody reads in.
func TestTextOrder(t *testing.T) {
	content := `BT /F1 12 Tf 60 600 Td (Third line) Tj ET
BT /F1 12 Tf 300 700 Td (right cell) Tj ET
BT /F1 12 Tf 60 750 Td (First) Tj 27 0 Td (line) Tj ET
BT /F1 12 Tf 60 700 Td (left cell) Tj ET`
	want := []string{"First line", "left cell", "right cell", "Third line"}
	if diff := cmp.Diff(want, lineTexts(textOf(t, onePage(a4+" "+helvFont, content)))); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// TestTextKeepsHyphens: pdfium takes a hyphen at a line's end for a broken word.
func TestTextKeepsHyphens(t *testing.T) {
	content := `BT /F1 12 Tf 60 700 Td (a sampling-) Tj ET
BT /F1 12 Tf 60 684 Td (and-flow meter) Tj ET`
	if diff := cmp.Diff([]string{"a sampling-", "and-flow meter"}, lineTexts(textOf(t, onePage(a4+" "+helvFont, content)))); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

// TestTextIgnoresCropped leaves out what lies outside the visible part of the page.
func TestTextIgnoresCropped(t *testing.T) {
	data := onePage(a4+" /CropBox [0 400 595 842] "+helvFont,
		"BT /F1 12 Tf 60 700 Td (shown) Tj ET BT /F1 12 Tf 60 100 Td (cut off) Tj ET")
	if diff := cmp.Diff([]string{"shown"}, lineTexts(textOf(t, data))); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestTextHidden(t *testing.T) {
	for mode, want := range map[int]float64{0: 0, 3: 1} {
		text := textOf(t, onePage(a4+" "+helvFont, fmt.Sprintf("BT /F1 12 Tf %d Tr 60 700 Td (layer of an OCR program) Tj ET", mode)))
		if text.Hidden != want {
			t.Errorf("render mode %d: hidden %v, want %v", mode, text.Hidden, want)
		}
		if len(text.Lines) != 1 || text.Garbled() {
			t.Errorf("render mode %d: %d lines, garbled %v", mode, len(text.Lines), text.Garbled())
		}
	}
}

// composite returns a page whose text is in a composite font with codes of two bytes, and
// the given map to Unicode.
func composite(codes, toUnicode string) []byte {
	f := &hostile.File{}
	tree := f.Reserve()
	entries := ""
	if toUnicode != "" {
		entries = fmt.Sprintf("/ToUnicode %d 0 R", f.Stream("", []byte(toUnicode)))
	}
	font := f.Add("<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Song /Encoding /Identity-H %s /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Song /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Song /Flags 4 /FontBBox [0 -200 1000 900] /Ascent 900 /Descent -200 /ItalicAngle 0 /CapHeight 700 /StemV 80 >> >>] >>", entries)
	page := f.Page(tree, fmt.Sprintf("%s /Resources << /Font << /F1 %d 0 R >> >>", a4, font), "BT /F1 12 Tf 60 700 Td <"+codes+"> Tj ET")
	f.Pages(tree, page)
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

func cmap(body string) string {
	return "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def " +
		"1 begincodespacerange <0000> <FFFF> endcodespacerange " + body + " endcmap end end"
}

func TestTextGarbled(t *testing.T) {
	tests := map[string]struct {
		codes, toUnicode string
		garbled          bool
		want             string
	}{
		"mapped":                            {"000100020003", cmap("3 beginbfchar <0001> <9A8C> <0002> <6536> <0003> <62A5> endbfchar"), false, "验收报"},
		"mapped to private use":             {"000100020003", cmap("3 beginbfchar <0001> <E001> <0002> <E002> <0003> <E003> endbfchar"), true, ""},
		"mapped to U+FFFD":                  {"00010002", cmap("2 beginbfchar <0001> <FFFD> <0002> <FFFD> endbfchar"), true, ""},
		"glyph numbers without a map":       {"0A130B2C0C3D0D4E", "", true, ""},
		"codes are Unicode, one wide range": {"9A8C653662A5544A", cmap("1 beginbfrange <0000> <FFFF> <0000> endbfrange"), false, "验收报告"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			text := textOf(t, composite(tt.codes, tt.toUnicode))
			if text.Chars == 0 {
				t.Fatal("no characters")
			}
			if text.Garbled() != tt.garbled {
				t.Errorf("garbled %v (unreadable %.2f) for %q", text.Garbled(), text.Unreadable, lineTexts(text))
			}
			if tt.want != "" && text.Lines[0].Text != tt.want {
				t.Errorf("text %q, want %q", text.Lines[0].Text, tt.want)
			}
		})
	}
}

func TestTextFlooded(t *testing.T) {
	for limit, want := range map[int]bool{100: true, 100_000: false} {
		text, err := open(t, printed(), Limits{MaxChars: limit}).Text(context.Background(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if text.Flooded != want || (text.Chars == 0) != want {
			t.Errorf("limit %d: flooded %v, %d characters", limit, text.Flooded, text.Chars)
		}
	}
}

// FuzzGroupLines checks that grouping loses and invents no character and that every line
// holds its characters.
func FuzzGroupLines(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
	f.Fuzz(func(t *testing.T, data []byte) {
		var chars []Char
		for len(data) >= 4 {
			x, y := float64(data[0])*3, float64(data[1])*3
			chars = append(chars, Char{Rune: 'a' + rune(data[2])%26, Box: Box{x, y, x + 1 + float64(data[2]%20), y + 1 + float64(data[3]%40)}})
			data = data[4:]
		}
		n := 0
		for _, l := range groupLines(chars) {
			n += len(l.Chars)
			for _, c := range l.Chars {
				if l.Box.union(c.Box) != l.Box {
					t.Fatalf("line %v does not hold %v", l.Box, c.Box)
				}
			}
		}
		if n != len(chars) {
			t.Fatalf("%d characters came out of %d", n, len(chars))
		}
	})
}
