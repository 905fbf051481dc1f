package sample

import (
	"image"
	"image/color"
)

// A4 in points (1/72 inch).
const (
	pageWidth  = 595.28
	pageHeight = 841.89
)

// pt converts millimetres to points.
func pt(mm float64) float64 { return mm * 72 / 25.4 }

var (
	black  = color.RGBA{20, 20, 22, 255}
	bluish = color.RGBA{25, 40, 110, 255}
)

// item is one thing on a page. Positions are points from the top-left corner.
type item interface{ draw(*canvas) }

// text is one line as a reader would see it; Y is the baseline.
type text struct {
	X, Y, Size float64
	Face       *Typeface
	S          string
	Colour     color.RGBA
}

func (t text) width() float64 { return t.Face.width(t.S, t.Size) }

// colour is what a person calls the colour of the print, "" for black.
func (t text) colour() string {
	if t.Colour == flagRed {
		return "red"
	}
	return ""
}

// box is what an OCR engine would draw around the line.
func (t text) box() Box {
	return Box{t.X, t.Y - 0.86*t.Size, t.X + t.width(), t.Y + 0.16*t.Size}
}

// rule is a straight line of a table or under a heading.
type rule struct{ X0, Y0, X1, Y1, W float64 }

// shape is a filled outline: logos and pen strokes.
type shape struct {
	Path   path
	Colour color.RGBA
}

// picture is a photograph on the page, kept as the JPEG file a camera wrote.
type picture struct {
	X, Y, W, H float64
	JPEG       []byte
	Img        image.Image
}

// impression is one print of a seal with its centre on the page. Of a paging seal (骑缝章)
// each page has a slice: From and To are shares of the width, 0 and 0 for all of it.
type impression struct {
	CX, CY   float64
	Seal     Seal
	From, To float64
}

// sliced reports whether only a part of the seal met this page.
func (i impression) sliced() bool { return i.To > 0 }

// page is a display list with the truth that only the layout knows.
type page struct {
	Items   []item
	Fields  []placedField
	Marks   []Mark
	Photos  []PhotoTruth
	Digital bool // stays born-digital in a mixed document
	// Distractors are the names of the red things on the page that are no seals.
	Distractors []string
}

// placedField is a labelled value as the page prints it.
type placedField struct {
	Key   string
	Value any
}

func (p *page) add(i ...item) { p.Items = append(p.Items, i...) }
