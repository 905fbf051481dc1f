// Package ocr is the vocabulary that readers of page images share: pages, boxes, lines,
// strips, seals, and the interfaces behind which the engines stand. It is pure Go and
// imports no engine; ocr/ppocr, ocr/tesseract and ocr/seal implement what is declared here.
//
// All coordinates in this package are pixels of the page image, origin top-left, x to the
// right, y down. package checker converts them to points of the displayed page.
package ocr

import (
	"context"
	"errors"
	"image"
)

// ErrNoEngine means that neither OCR engine can be used on this machine.
var ErrNoEngine = errors.New("no OCR engine is installed")

// Box is [x0, y0, x1, y1] with x0 <= x1 and y0 <= y1; x1 and y1 are exclusive.
type Box [4]float64

// Width returns x1 - x0.
func (b Box) Width() float64 { return b[2] - b[0] }

// Height returns y1 - y0.
func (b Box) Height() float64 { return b[3] - b[1] }

// Area returns the area of b, 0 when b is empty.
func (b Box) Area() float64 { return max(0, b.Width()) * max(0, b.Height()) }

// Centre returns the middle of b.
func (b Box) Centre() (x, y float64) { return (b[0] + b[2]) / 2, (b[1] + b[3]) / 2 }

// Intersect returns the common part of b and o; its Area is 0 when there is none.
func (b Box) Intersect(o Box) Box {
	return Box{max(b[0], o[0]), max(b[1], o[1]), min(b[2], o[2]), min(b[3], o[3])}
}

// Union returns the smallest box that contains b and o.
func (b Box) Union(o Box) Box {
	return Box{min(b[0], o[0]), min(b[1], o[1]), max(b[2], o[2]), max(b[3], o[3])}
}

// IoU returns intersection over union of b and o, in [0, 1].
func (b Box) IoU(o Box) float64 {
	i := b.Intersect(o).Area()
	if i == 0 {
		return 0
	}
	return i / (b.Area() + o.Area() - i)
}

// Scale returns b with every coordinate multiplied by f.
func (b Box) Scale(f float64) Box { return Box{b[0] * f, b[1] * f, b[2] * f, b[3] * f} }

// Rect returns the smallest integer rectangle that contains b.
func (b Box) Rect() image.Rectangle {
	return image.Rect(floor(b[0]), floor(b[1]), ceil(b[2]), ceil(b[3]))
}

func floor(f float64) int {
	i := int(f)
	if float64(i) > f {
		i--
	}
	return i
}

func ceil(f float64) int { return -floor(-f) }

// Page is one page image to read. Image is upright (upside-down scans are turned first).
type Page struct {
	Image *image.RGBA
	// DPI is the resolution of Image: pixels per inch of the page as displayed.
	DPI float64
	// Seals are the impressions on Image, so that text is read without their ink; nil when
	// nobody looked for them.
	Seals []Seal
}

// Char is one read character of a line with its own probability.
type Char struct {
	Text  string  // one character
	Score float64 // probability in [0, 1]
	X0    float64 // horizontal span within the page, estimated from the decoder's steps
	X1    float64
}

// Line is one line of text, left to right (a vertical line is read top to bottom).
type Line struct {
	Text  string
	Box   Box
	Score float64 // mean character probability in [0, 1]
	Chars []Char  // nil when the engine gives none
}

// Engine reads the text of a page.
type Engine interface {
	// Name identifies engine and model version, for example "ppocr-v4-mobile".
	Name() string
	// ReadPage returns the lines of p in reading order. It honours ctx between steps.
	// An unreadable page gives no lines and no error; errors are faults of the engine.
	ReadPage(ctx context.Context, p Page) ([]Line, error)
	Close() error
}

// Orienter is an optional ability of an Engine: it says how a page stands.
type Orienter interface {
	// Orient returns by how many quarter turns clockwise the page must be turned to be
	// upright (0–3), and the share of lines that agree, in [0, 1]. 0, 0 when it cannot tell.
	Orient(ctx context.Context, p Page) (quarterTurns int, score float64, err error)
}

// StripReader is an optional ability of an Engine: it reads cut-out single lines, such as
// a straightened seal title or a crop of one field.
type StripReader interface {
	// ReadStrips reads every strip; the result has the length and order of strips.
	ReadStrips(ctx context.Context, strips []image.Image) ([]Reading, error)
}

// Titler is an optional ability of an Engine: a network of its own for titles of seals, on
// strips that have one separation of the inks in each colour (package seal cuts them).
type Titler interface {
	Titles() StripReader
}

// Reading is what a StripReader saw in one strip.
type Reading struct {
	Text  string
	Score float64 // mean character probability in [0, 1]; 0 for an empty text
	Chars []Char  // X0, X1 in pixels of the strip
	// Posteriors are the recogniser's step-by-step probabilities, nil when the engine has
	// none. They allow a name that is not known yet to be verified later.
	Posteriors *Posteriors
}
