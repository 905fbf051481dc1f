package sample

import (
	"os"
)

// Typeface is a font with the fonts that stand in for characters it lacks.
type Typeface struct{ stack []*outline }

// typeface opens fonts by name, the first being the face itself.
func typeface(names ...string) (*Typeface, error) {
	t := &Typeface{}
	for _, n := range names {
		o, err := openFont(n)
		if err != nil {
			return nil, err
		}
		t.stack = append(t.stack, o)
	}
	return t, nil
}

// pick returns the font that draws r: the first of the stack that has it.
func (t *Typeface) pick(r rune) *outline {
	for _, o := range t.stack {
		if o.has(r) {
			return o
		}
	}
	return t.stack[0]
}

// width is the length of s in points at the given size.
func (t *Typeface) width(s string, size float64) float64 {
	w := 0.0
	for _, r := range s {
		w += t.pick(r).advance(r) * size
	}
	return w
}

// Faces is the set of typefaces one document is set in.
type Faces struct {
	Song, Kai, Hei, Seal *Typeface
}

// fallback stands behind every face: superscripts, 〇 and box signs.
var fallback = []string{"serif", "droid", "song"}

// openFaces opens the faces of one document. Variant 0 is the common office set; others
// change the body face.
func openFaces(variant int, embed bool) (*Faces, error) {
	song, seal := "song", "song"
	if variant%3 == 1 {
		song = "ming"
	}
	if variant%3 == 2 && !embed && installed("noto-serif") {
		song = "noto-serif"
	}
	if variant%2 == 1 && installed("noto-bold") {
		seal = "noto-bold"
	}
	f := &Faces{}
	for _, want := range []struct {
		to   **Typeface
		name string
	}{{&f.Song, song}, {&f.Kai, "kai"}, {&f.Hei, "hei"}, {&f.Seal, seal}} {
		face, err := typeface(append([]string{want.name}, fallback...)...)
		if err != nil {
			return nil, err
		}
		*want.to = face
	}
	return f, nil
}

func installed(name string) bool {
	_, err := os.Stat(fontFiles[name].path)
	return err == nil
}
