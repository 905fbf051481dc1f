package sample

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
)

// TruthSchema names the version of the truth file.
const TruthSchema = "lianshen.truth/1"

// Box is [x0, y0, x1, y1] in points from the top-left corner of the page as displayed.
type Box [4]float64

// Truth is what a PDF really says, written beside it as X.truth.json.
type Truth struct {
	Schema string                  `json:"schema"`
	File   string                  `json:"file"`
	Kind   string                  `json:"kind"` // slug of the document
	Pages  []PageTruth             `json:"pages"`
	Seals  []SealTruth             `json:"seals"`
	Fields map[string][]FieldTruth `json:"fields"`
	Marks  []Mark                  `json:"marks"`
	Tables []TableTruth            `json:"tables"`
	Photos []PhotoTruth            `json:"photos"`
}

// PageTruth is one page. Turn is by how many degrees clockwise the page lies wrongly.
type PageTruth struct {
	Number int         `json:"number"`
	Source string      `json:"source"` // scan, born-digital
	DPI    *int        `json:"dpi"`    // nil on a born-digital page
	Colour bool        `json:"colour"`
	Turn   int         `json:"turn"`
	Lines  []LineTruth `json:"lines"`
	// Conditions of a scanned page, nil for a born-digital one.
	Conditions *PageConditions `json:"conditions"`
}

// LineTruth is one printed line; handwriting and seals are no lines.
type LineTruth struct {
	Text string `json:"text"`
	Box  Box    `json:"box"`
	// Colour of the print, "" for black.
	Colour string `json:"colour,omitempty"`
}

// SealTruth is one impression. Complete is false when it reaches beyond the page.
type SealTruth struct {
	Page       int     `json:"page"`
	Box        Box     `json:"box"`
	Title      string  `json:"title"`
	Inner      *string `json:"inner"`
	Code       *string `json:"code"`
	Kind       string  `json:"kind"`
	Shape      string  `json:"shape"`
	Colour     string  `json:"colour"`
	DiameterMM float64 `json:"diameter_mm"`
	Complete   bool    `json:"complete"`
	Role       string  `json:"role"`

	Conditions *SealConditions `json:"conditions"`
}

// FieldTruth is one labelled value, normalised as in the facts.
type FieldTruth struct {
	Value any `json:"value"`
	Page  int `json:"page"`
}

// RangeValue is the value of a 量程 field.
type RangeValue struct {
	Low  float64 `json:"low" yaml:"low"`
	High float64 `json:"high" yaml:"high"`
	Unit string  `json:"unit" yaml:"unit"`
}

// Mark is a signature by hand or the CMA mark.
type Mark struct {
	Kind  string `json:"kind"` // handwriting, cma
	Page  int    `json:"page"`
	Box   Box    `json:"box"`
	Value string `json:"value"`
}

// PhotoTruth is one photograph with what its EXIF block says.
type PhotoTruth struct {
	Page    int         `json:"page"`
	Box     Box         `json:"box"`
	Caption string      `json:"caption"`
	TakenAt *string     `json:"taken_at"`
	GPS     *[2]float64 `json:"gps"` // latitude, longitude
	View    string      `json:"view"`
	// Nameplate is nil on other pictures.
	Nameplate *PlateTruth `json:"nameplate"`
}

// PlateTruth is what a nameplate says.
type PlateTruth struct {
	Model  string `json:"model"`
	Serial string `json:"serial"`
}

// truthOf collects the truth of a document from its display lists and scans; scans[i] is
// nil for a born-digital page.
func truthOf(file, kind string, pages []*page, scans []*Scan) Truth {
	t := Truth{Schema: TruthSchema, File: file, Kind: kind, Seals: []SealTruth{}, Fields: map[string][]FieldTruth{}, Marks: []Mark{}, Tables: []TableTruth{}, Photos: []PhotoTruth{}}
	for i, p := range pages {
		t.addPage(i+1, p, scans[i])
	}
	return t
}

func (t *Truth) addPage(n int, p *page, s *Scan) {
	move := func(b Box) Box { return b.round() }
	pt := PageTruth{Number: n, Source: "born-digital", Colour: true, Lines: []LineTruth{}}
	if s != nil {
		move = func(b Box) Box { return s.box(b).round() }
		dpi := s.DPI
		pt.Source, pt.DPI, pt.Colour, pt.Turn = "scan", &dpi, !s.Grey, s.Turn
	}
	for _, it := range p.Items {
		switch it := it.(type) {
		case text:
			if strings.TrimSpace(it.S) != "" {
				pt.Lines = append(pt.Lines, LineTruth{Text: it.S, Box: move(it.box()), Colour: it.colour()})
			}
		case impression:
			t.Seals = append(t.Seals, it.truth(n, move, p, s != nil && s.Grey))
		}
	}
	pt.Conditions = s.conditions(p)
	t.Pages = append(t.Pages, pt)
	t.addLabels(n, p, move, s != nil)
}

func (t *Truth) addLabels(n int, p *page, move func(Box) Box, scanned bool) {
	for _, f := range p.Fields {
		t.Fields[f.Key] = append(t.Fields[f.Key], FieldTruth{Value: f.Value, Page: n})
	}
	t.Tables = append(t.Tables, tableTruths(n, p.Rows)...)
	for _, m := range p.Marks {
		m.Page, m.Box = n, move(m.Box)
		t.Marks = append(t.Marks, m)
	}
	for _, ph := range p.Photos {
		ph.Page, ph.Box = n, move(ph.Box)
		if scanned { // paper keeps nothing of the EXIF block
			ph.TakenAt, ph.GPS = nil, nil
		}
		t.Photos = append(t.Photos, ph)
	}
}

func (i impression) truth(n int, move func(Box) Box, p *page, grey bool) SealTruth {
	b := i.box()
	s := SealTruth{
		Page: n, Box: move(b), Title: i.Seal.Title, Inner: optional(i.Seal.Inner), Code: optional(i.Seal.Code),
		Kind: i.Seal.Kind, Shape: i.Seal.Shape, Colour: i.Seal.Colour, DiameterMM: i.Seal.WidthMM, Role: i.Seal.Role,
		Conditions: i.conditions(p, grey),
		Complete:   !i.sliced() && b[0] >= 0 && b[1] >= 0 && b[2] <= pageWidth && b[3] <= pageHeight,
	}
	if grey {
		s.Colour = "black"
	}
	return s
}

func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// round keeps a tenth of a point: enough, and stable in a file.
func (b Box) round() Box {
	for i, v := range b {
		b[i] = math.Round(v*10) / 10
	}
	return b
}

// encode is the truth file's bytes.
func (t Truth) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(t)
	return breakLines(b.Bytes()), err
}

// breakLines starts a new line before each object of a list, so that a diff can be read.
func breakLines(b []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(b, []byte(",{"), []byte(",\n{")), []byte("[{"), []byte("[\n{"))
}
