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
	Photos []TruePhoto            `json:"photos"`
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
	Source string     `json:"source"` // scan, born-digital
	DPI    *int       `json:"dpi"`    // nil on a born-digital page
	Colour bool       `json:"colour"`
	Turn   int        `json:"turn"` // by how many degrees clockwise the page lies wrongly
	Lines  []TrueLine `json:"lines"`
}

// TrueLine is one printed line.
type TrueLine struct {
	Text string  `json:"text"`
	Box  ocr.Box `json:"box"`
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

// group is the condition of a page, for the breakdown. An unlisted page is its own group.
func (t *Truth) group(page int) Group {
	for _, p := range t.Pages {
		if p.Number == page {
			return groupOf(p)
		}
	}
	return Group{Source: "unknown"}
}
