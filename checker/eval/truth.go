package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"lianshen/ocr"
)

// TruthSchema names the version of the truth file, X.truth.json beside X.pdf.
const TruthSchema = "lianshen.truth/1"

// Truth is what a PDF really says. Boxes are in points from the top-left corner of the page
// as displayed. A nil list of seals or lines means none, not unknown.
type Truth struct {
	Schema string                 `json:"schema"`
	File   string                 `json:"file"` // beside the truth file
	Kind   string                 `json:"kind"` // slug of the document
	Pages  []TruePage             `json:"pages"`
	Seals  []TrueSeal             `json:"seals"`
	Fields map[string][]TrueField `json:"fields"`
	Marks  []TrueMark             `json:"marks"`
	// Tables is nil in a document that was labelled without its tables.
	Tables []TrueTable `json:"tables"`
	Photos []TruePhoto `json:"photos"`
}

// TrueMark is a mark that is neither line nor seal: "handwriting" or "cma".
type TrueMark struct {
	Kind string  `json:"kind"`
	Page int     `json:"page"`
	Box  ocr.Box `json:"box"`
}

// TruePage is one page with its printed lines; handwriting and seals are no lines.
type TruePage struct {
	Number int        `json:"number"`
	Source string     `json:"source"` // Scanned, BornDigital, Pictured
	DPI    *int       `json:"dpi"`    // nil on a born-digital page
	Colour bool       `json:"colour"`
	Turn   int        `json:"turn"` // by how many degrees clockwise the page lies wrongly
	Lines  []TrueLine `json:"lines"`
	// Conditions say how the page was made, nil when that is not known.
	Conditions *PageConditions `json:"conditions"`
	// Ignore are regions that are not judged: what is found there is neither right nor wrong.
	Ignore []ocr.Box `json:"ignore"`
}

// Sources of pages.
const (
	Scanned     = "scan"
	BornDigital = "born-digital"
	Pictured    = "picture" // a PNG or JPEG file; boxes are in its pixels
)

// PageConditions say what happened to a page on its way from the printer.
type PageConditions struct {
	Tone    string  `json:"tone"`         // colour, grey, black-white
	Paper   string  `json:"paper"`        // white, cream, yellow, blue
	Quality int     `json:"jpeg_quality"` // 1 … 100
	SkewDeg float64 `json:"skew_deg"`
	// Slant is the relative difference of opposite edges, as a camera held askew makes it.
	Slant  float64 `json:"slant"`
	Shadow float64 `json:"shadow"` // darkening of one side, 0 … 1
	Wear   float64 `json:"wear"`   // 0 clean … 1 worn
	// Distractors are the red or round things on the page that are no seals.
	Distractors []string `json:"distractors"`
}

// SealConditions say how one impression was made and what lies beneath it.
type SealConditions struct {
	Ink      string   `json:"ink"`       // red, dark-red, orange, pink, purple, blue, black
	AngleDeg *float64 `json:"angle_deg"` // clockwise from upright
	// Overlap lists what the impression lies over: text, table, signature, seal. nil means
	// unknown, empty that it stands free.
	Overlap []string `json:"overlap"`
	Rings   int      `json:"rings"`
	// Legibility, as a person judges it: clear, partial, bad; "" when nobody did.
	Legibility string `json:"legibility"`
}

// TrueLine is one printed line.
type TrueLine struct {
	Text string  `json:"text"`
	Box  ocr.Box `json:"box"`
	// Colour of the print, "" for black.
	Colour string `json:"colour,omitempty"`
}

// TrueSeal is one impression.
type TrueSeal struct {
	Page       int          `json:"page"`
	Box        ocr.Box      `json:"box"`
	Title      string       `json:"title"`
	Inner      *string      `json:"inner"`
	Code       *string      `json:"code"`
	Kind       ocr.SealKind `json:"kind"`
	Shape      ocr.Shape    `json:"shape"`
	Colour     ocr.Colour   `json:"colour"`
	DiameterMM float64      `json:"diameter_mm"`
	Complete   bool         `json:"complete"`
	Role       string       `json:"role"`
	// Conditions say how the impression was made, nil when that is not known.
	Conditions *SealConditions `json:"conditions"`
}

// TrueField is one labelled value, normalised as in the facts.
type TrueField struct {
	Value any `json:"value"`
	Page  int `json:"page"`
}

// ParseTruth reads a truth file. The PDF that it names must lie beside it.
func ParseTruth(raw []byte) (*Truth, error) {
	var t Truth
	if err := json.Unmarshal(raw, &t); err != nil {
		return nil, fmt.Errorf("truth file: %w", err)
	}
	if t.Schema != TruthSchema {
		return nil, fmt.Errorf("truth file: schema %q is not %q", t.Schema, TruthSchema)
	}
	if t.File == "" || t.File != filepath.Base(t.File) {
		return nil, errors.New("truth file: \"file\" must name the PDF beside it")
	}
	return &t, nil
}

// page returns a page by its number; an unlisted one has no known source.
func (t *Truth) page(number int) TruePage {
	for _, p := range t.Pages {
		if p.Number == number {
			return p
		}
	}
	return TruePage{Number: number, Source: "unknown"}
}
