package sample

import (
	"image"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func everyRune(rune) bool { return true }

func TestStampPage(t *testing.T) {
	if _, err := openFaces(0, true); err != nil {
		t.Skip(err)
	}
	names := NewLexicon(everyRune)
	page, err := StampPage(names, 3, 1)
	if err != nil {
		t.Fatal(err)
	}
	if n := sealRows * sealColumns; len(page.Seals) != n {
		t.Fatalf("%d seals, want %d", len(page.Seals), n)
	}
	scale := float64(page.DPI) / 72
	for _, s := range page.Seals {
		if len([]rune(s.Title)) < 5 || s.SpanDeg <= 0 || s.SpanDeg >= 360 {
			t.Errorf("seal %q spans %.0f degrees", s.Title, s.SpanDeg)
		}
		box := image.Rect(int(s.Box[0]*scale), int(s.Box[1]*scale), int(s.Box[2]*scale), int(s.Box[3]*scale))
		inside := box.Intersect(page.Image.Bounds())
		if dark := inkOf(page.Image, inside); dark < 0.01 {
			t.Errorf("%q: %.3f of its place is ink", s.Title, dark)
		}
	}
	again, err := StampPage(names, 3, 1)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(titlesOf(page), titlesOf(again)); diff != "" {
		t.Errorf("the same page again has other seals (-first +again):\n%s", diff)
	}
}

// inkOf is the share of pixels that are clearly not paper.
func inkOf(m image.Image, r image.Rectangle) float64 {
	dark := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if _, g, _, _ := m.At(x, y).RGBA(); g < 0xa000 {
				dark++
			}
		}
	}
	return float64(dark) / float64(max(1, r.Dx()*r.Dy()))
}

func titlesOf(p StampedPage) (out []string) {
	for _, s := range p.Seals {
		out = append(out, s.Title)
	}
	return out
}

// What is taught must not be what is measured: no name of measured sets occurs, and only
// characters that the network knows do.
func TestLexiconKeepsToItself(t *testing.T) {
	measured := map[string]bool{}
	for register := newRegister(random(5, "measured")); len(measured) < 2000; {
		measured[register.next()] = true
	}
	names, r := NewLexicon(func(r rune) bool { return r != '啊' }), random(5, "names")
	for range 3000 {
		switch name := names.name(r); {
		case strings.ContainsRune(name, '啊'):
			t.Fatalf("%q has a character that is not known", name)
		case measured[name]:
			t.Fatalf("%q is a name that reading is measured on", name)
		}
	}
}
