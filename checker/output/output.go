package output

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"lianshen/checker"
	"lianshen/checker/engine"
	"lianshen/internal/errs"
)

// Report (报告) is a judgement with what its forms show besides.
type Report struct {
	*checker.Report
	Lang string // "zh" or "en"
	// Enterprise is the name of the 排污单位; "" when it was not given.
	Enterprise string
	// Kinds names every kind of document of the notice, filed or not, by slug.
	Kinds map[string]errs.Text
	// Documents are the filled slots, in the notice's order.
	Documents []Document
	// Rules is the catalogue that was judged by.
	Rules []engine.Rule
	// Pictures are pages that findings are seen on, for HTML.
	Pictures map[PageOf]Picture
	// Version of the program.
	Version string
	// Colours lets text use the colours of a terminal.
	Colours bool
}

// Document is one filled slot.
type Document struct {
	Slug string
	File string // base name
}

// PageOf names one page of a document of the report.
type PageOf struct {
	Slug   string
	Number int // from 1
}

// Picture is a page as displayed, as a JPEG file.
type Picture struct {
	JPEG              []byte
	WidthPt, HeightPt float64
}

// Formats are the forms of a report by name.
var Formats = []string{"text", "json", "sarif", "junit", "html"}

var writers = map[string]func(*Report, io.Writer) error{
	"text": (*Report).writeText, "json": (*Report).writeJSON, "sarif": (*Report).writeSARIF,
	"junit": (*Report).writeJUnit, "html": (*Report).writeHTML,
}

// Write writes the report in one of Formats.
func Write(w io.Writer, format string, r *Report) error {
	write, ok := writers[format]
	if !ok {
		return fmt.Errorf("no form of a report is called %q", format)
	}
	return write(r, w)
}

func (r *Report) writeJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r.Report)
}

// kind is the name of a kind of document, its slug where the notice has none.
func (r *Report) kind(slug string) string {
	if name, ok := r.Kinds[slug]; ok {
		return name.In(r.Lang)
	}
	return slug
}

// file is the name of the file in a slot, "" when the slot is empty.
func (r *Report) file(slug string) string {
	i := slices.IndexFunc(r.Documents, func(d Document) bool { return d.Slug == slug })
	if i < 0 {
		return ""
	}
	return r.Documents[i].File
}

func (r *Report) rule(code string) *engine.Rule {
	i := slices.IndexFunc(r.Rules, func(rule engine.Rule) bool { return rule.Code == code })
	if i < 0 {
		return nil
	}
	return &r.Rules[i]
}
