// Package sealtest draws seal impressions for tests and sample documents: rings, star, arc
// text, inner text and code, with uneven ink, turned by any angle and blended over a page.
// It needs a Chinese font on the machine; without one it returns ErrNoFont.
package sealtest

import (
	"os"
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"lianshen/ocr/ocrtest"
)

// ErrNoFont means that none of the known Chinese fonts is installed.
var ErrNoFont = ocrtest.ErrNoFont

// fontFiles are tried in order: a Song face first, which is what engravers use most.
var fontFiles = []string{
	"/usr/share/fonts/opentype/noto/NotoSerifCJK-SemiBold.ttc",
	"/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
	"/usr/share/fonts/opentype/noto/NotoSansCJK-Medium.ttc",
	"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
	"/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf",
	"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
}

// unitsPerEm is the size at which glyph outlines are loaded; they are scaled afterwards.
const unitsPerEm = 1000

// Font is a Chinese face whose outlines can be placed at any angle. It is not safe for
// concurrent use.
type Font struct {
	face *sfnt.Font
	buf  sfnt.Buffer
}

// OpenFont reads a .ttf, .otf or .ttc file; of a collection, the Simplified Chinese face
// where one says so, else the first.
func OpenFont(path string) (*Font, error) {
	face, err := ocrtest.OpenFont(path)
	if err != nil {
		return nil, err
	}
	return &Font{face: face}, nil
}

// Fonts returns the paths of the known Chinese fonts that are installed.
func Fonts() []string {
	var found []string
	for _, path := range fontFiles {
		if _, err := os.Stat(path); err == nil {
			found = append(found, path)
		}
	}
	return found
}

// defaultFace is parsed once: a CJK collection holds some 20 MB of outlines.
var defaultFace = sync.OnceValues(func() (*sfnt.Font, error) {
	for _, path := range Fonts() {
		if f, err := OpenFont(path); err == nil {
			return f.face, nil
		}
	}
	return nil, ErrNoFont
})

// DefaultFont returns the first known Chinese font that is installed, or ErrNoFont.
func DefaultFont() (*Font, error) {
	face, err := defaultFace()
	if err != nil {
		return nil, err
	}
	return &Font{face: face}, nil
}

// glyph returns the outline of r in em units (1 = the font size, y down, origin on the
// baseline) and its bounds. Characters that the font lacks give the font's empty box.
func (f *Font) glyph(r rune) (sfnt.Segments, fixed.Rectangle26_6, error) {
	i, err := f.face.GlyphIndex(&f.buf, r)
	if err != nil {
		return nil, fixed.Rectangle26_6{}, err
	}
	s, err := f.face.LoadGlyph(&f.buf, i, fixed.I(unitsPerEm), nil)
	if err != nil {
		return nil, fixed.Rectangle26_6{}, err
	}
	return s, s.Bounds(), nil
}
