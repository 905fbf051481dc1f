package ocrtest

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
)

// ErrNoFont means that none of the known Chinese fonts is installed.
var ErrNoFont = errors.New("no Chinese font is installed (apt-get install fonts-noto-cjk fonts-arphic-gbsn00lp)")

// fontFiles are the Chinese text faces of Debian that documents are set in: Song, Kai, Hei.
var fontFiles = []string{
	"/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
	"/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
	"/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf",
	"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
	"/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
}

// Fonts returns the installed files, or ErrNoFont.
func Fonts() ([]string, error) {
	var out []string
	for _, f := range fontFiles {
		if _, err := os.Stat(f); err == nil {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return nil, ErrNoFont
	}
	return out, nil
}

// face opens the Simplified Chinese face of a file at a size in points.
func face(path string, pt, dpi float64) (font.Face, error) {
	f, err := OpenFont(path)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: pt, DPI: dpi, Hinting: font.HintingNone})
}

// OpenFont reads a .ttf, .otf or .ttc file; of a collection, the Simplified Chinese face
// where one says so, else the first.
func OpenFont(path string) (*sfnt.Font, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c, err := sfnt.ParseCollection(raw)
	if err != nil {
		return nil, fmt.Errorf("parse font %q: %w", path, err)
	}
	f, err := c.Font(simplified(c))
	if err != nil {
		return nil, fmt.Errorf("open font %q: %w", path, err)
	}
	return f, nil
}

// simplified is the index of the face that names itself so, else 0.
func simplified(c *sfnt.Collection) int {
	for i := range c.NumFonts() {
		f, err := c.Font(i)
		if err != nil {
			continue
		}
		if name, err := f.Name(nil, sfnt.NameIDFull); err == nil && strings.Contains(name, " SC") {
			return i
		}
	}
	return 0
}
