package sample

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// ErrFont is wrapped by every error about a font that is not installed or not readable.
var ErrFont = errors.New("sample: font")

// fontFile is an installed font: where Debian puts it and which package brings it.
type fontFile struct {
	path    string
	index   int // in a collection
	debian  string
	truType bool // glyf outlines: can be embedded in a PDF
}

// The fonts the documents are set in. Song (宋体), Kai (楷体) and Hei (黑体) are the three
// faces of Chinese office documents.
var fontFiles = map[string]fontFile{
	"song":       {"/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0, "fonts-arphic-gbsn00lp", true},
	"kai":        {"/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", 0, "fonts-arphic-gkai00mp", true},
	"hei":        {"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0, "fonts-wqy-microhei", true},
	"ming":       {"/usr/share/fonts/truetype/arphic/uming.ttc", 0, "fonts-arphic-uming", true},
	"droid":      {"/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", 0, "fonts-droid-fallback", true},
	"serif":      {"/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf", 0, "fonts-liberation", true},
	"sans":       {"/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf", 0, "fonts-liberation", true},
	"noto-serif": {"/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2, "fonts-noto-cjk", false},
	"noto-bold":  {"/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", 2, "fonts-noto-cjk", false},
	"noto-sans":  {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, "fonts-noto-cjk", false},
}

// outline is one parsed font. It is safe for use by several goroutines.
type outline struct {
	name string
	data []byte // a plain font file, never a collection, nil when it cannot be embedded
	font *sfnt.Font

	mu       sync.Mutex
	buf      sfnt.Buffer
	glyphs   map[rune]sfnt.GlyphIndex
	advances map[sfnt.GlyphIndex]float64
	paths    map[sfnt.GlyphIndex]path
}

var (
	fontsMu sync.Mutex
	fonts   = map[string]*outline{}
)

// openFont returns a font by its short name, parsed once per process.
func openFont(name string) (*outline, error) {
	fontsMu.Lock()
	defer fontsMu.Unlock()
	if o := fonts[name]; o != nil {
		return o, nil
	}
	o, err := loadFont(name)
	if err != nil {
		return nil, err
	}
	fonts[name] = o
	return o, nil
}

func loadFont(name string) (*outline, error) {
	file, ok := fontFiles[name]
	if !ok {
		return nil, fmt.Errorf("%w: no font is called %q", ErrFont, name)
	}
	data, err := os.ReadFile(file.path)
	if err != nil {
		return nil, fmt.Errorf("%w: %s is missing; install the Debian package %s: %w", ErrFont, file.path, file.debian, err)
	}
	o := &outline{name: name, glyphs: map[rune]sfnt.GlyphIndex{}, advances: map[sfnt.GlyphIndex]float64{}, paths: map[sfnt.GlyphIndex]path{}}
	if file.truType {
		data, err = single(data, file.index)
		o.data = data
	}
	if err == nil {
		o.font, err = parse(data, file.index)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrFont, file.path, err)
	}
	return o, nil
}

func parse(data []byte, index int) (*sfnt.Font, error) {
	if string(data[:4]) != "ttcf" {
		return sfnt.Parse(data)
	}
	c, err := sfnt.ParseCollection(data)
	if err != nil {
		return nil, err
	}
	return c.Font(index)
}

// single returns font number index of a collection as a plain font file; a plain font
// file comes back unchanged. Collections share tables, PDF embeds single fonts.
func single(data []byte, index int) ([]byte, error) {
	if len(data) < 12 || string(data[:4]) != "ttcf" {
		return data, nil
	}
	be := binary.BigEndian
	if n := int(be.Uint32(data[8:])); index >= n {
		return nil, fmt.Errorf("the collection has %d fonts", n)
	}
	head := data[be.Uint32(data[12+4*index:]):]
	n := int(be.Uint16(head[4:]))
	dirLen := 12 + 16*n
	out := append([]byte(nil), head[:dirLen]...)
	for i := range n {
		rec := out[12+16*i:]
		from, size := be.Uint32(rec[8:]), be.Uint32(rec[12:])
		be.PutUint32(rec[8:], uint32(len(out)))
		out = append(out, data[from:from+size]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out, nil
}

// has reports whether the font draws r. Some fonts map a character to an empty glyph.
func (o *outline) has(r rune) bool {
	return o.glyph(r) != 0 && (unicode.IsSpace(r) || len(o.shape(r)) > 0)
}

func (o *outline) glyph(r rune) sfnt.GlyphIndex {
	o.mu.Lock()
	defer o.mu.Unlock()
	if g, ok := o.glyphs[r]; ok {
		return g
	}
	g, err := o.font.GlyphIndex(&o.buf, r)
	if err != nil {
		g = 0
	}
	o.glyphs[r] = g
	return g
}

// advance is the width of r in em.
func (o *outline) advance(r rune) float64 {
	g := o.glyph(r)
	o.mu.Lock()
	defer o.mu.Unlock()
	if a, ok := o.advances[g]; ok {
		return a
	}
	a, err := o.font.GlyphAdvance(&o.buf, g, emPixels, font.HintingNone)
	if err != nil {
		a = emPixels
	}
	em := float64(a) / float64(emPixels)
	o.advances[g] = em
	return em
}

// emPixels is the size at which outlines are read, large enough that the 1/64 grid of
// fixed point does not show.
const emPixels = fixed.Int26_6(1024 << 6)

// shape is the outline of r in em, y down, origin on the baseline.
func (o *outline) shape(r rune) path {
	g := o.glyph(r)
	o.mu.Lock()
	defer o.mu.Unlock()
	if p, ok := o.paths[g]; ok {
		return p
	}
	segs, err := o.font.LoadGlyph(&o.buf, g, emPixels, nil)
	if err != nil {
		segs = nil
	}
	p := make(path, 0, len(segs))
	for _, s := range segs {
		p = append(p, fromSfnt(s))
	}
	o.paths[g] = p
	return p
}
