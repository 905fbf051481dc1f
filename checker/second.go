package checker

import (
	"context"
	"image"
	"slices"
	"strings"
	"time"

	"lianshen/ocr"
)

// SecondReader reads again, with another engine, what the first was unsure of. It sees only
// the lines of critical fields; see doubted.
type SecondReader interface {
	ocr.StripReader
	Name() string
}

// SecondReading is what the second reader saw at the place of a field. When it disagrees,
// both readings stay, and which one the field's own Value is follows from settle.
type SecondReading struct {
	Value  any     `json:"value"` // nil when what it saw is no value of the field's type
	Raw    string  `json:"raw"`
	Score  float64 `json:"score"`
	Engine string  `json:"engine"`
}

// criticalKeys are the fields that a wrong character turns into another company, instrument
// or day: names, codes, permits, dates, models, serials, ranges, MN and CMA numbers.
var criticalKeys = map[string]bool{
	"enterprise_name": true, "contractor_name": true, "commissioner_name": true, "laboratory_name": true, "party_a": true, "party_b": true,
	"uscc": true, "permit_no": true, "report_no": true, "document_date": true, "signed_on": true, "acceptance_date": true,
	"commissioning_start": true, "commissioning_end": true, "sampled_on": true, "sampled_from": true, "sampled_to": true, "issued_on": true,
	"certificate_no": true, "certificate_valid_to": true, "model": true, "serial": true, "range": true, "mn": true, "cma_no": true,
}

// Thresholds of the two readers, calibrated on generated scans; docs/decisions/0009.
const (
	// askScore is the score of the first reader below which the second is asked.
	askScore = 0.97
	// believedSecond is the score of the second reader from which its disagreement counts.
	believedSecond = 0.75
	// agreedScore is the least score of a value on which both readers agree.
	agreedScore = 0.97
	// mostAsked bounds the lines of one page that are read twice.
	mostAsked = 24
)

// doubted reports whether the second reader is asked about a field.
func doubted(key string, f Field) bool {
	return criticalKeys[key] && (f.Score < askScore || f.CheckDigit != nil && !*f.CheckDigit)
}

// secondLine is one line as the second reader saw it.
type secondLine struct {
	first  Line
	second ocr.Reading
}

// readAgain lets the second reader see the doubted lines of a page, while its picture is
// there; what it saw is used when the fields of the whole document are known.
func (r *pageReader) readAgain(ctx context.Context, upright *image.RGBA, dpi float64, p Page) error {
	second := r.inspector.Second
	if second == nil || p.TextSource != TextOCR {
		return nil
	}
	lines := doubtedLines(p)
	if len(lines) == 0 {
		return nil
	}
	strips := make([]image.Image, len(lines))
	for i, l := range lines {
		strips[i] = cropLine(upright, l.Box, dpi)
	}
	readings, err := second.ReadStrips(ctx, strips)
	if err != nil {
		return err
	}
	for i, l := range lines {
		r.inspection.second[p.Number] = append(r.inspection.second[p.Number], secondLine{l, readings[i]})
	}
	return nil
}

// readSecond calls readAgain with the lines of the page as they stand upright.
func (r *pageReader) readSecond(ctx context.Context, s *sheet, upright *image.RGBA, p Page) error {
	if t, ok := r.inspection.turned[p.Number]; ok {
		p.Lines = t.lines
	}
	begin := time.Now()
	defer func() { r.inspection.ocr += time.Since(begin) }()
	return r.readAgain(ctx, upright, s.dpi, p)
}

// doubtedLines are the lines of a page that hold doubted values.
func doubtedLines(p Page) []Line {
	var boxes []ocr.Box
	for key, fields := range ExtractFields([]Page{p}) {
		for _, f := range fields {
			if doubted(key, f) {
				boxes = append(boxes, f.Box)
			}
		}
	}
	var out []Line
	for _, l := range p.Lines {
		if len(out) < mostAsked && slices.ContainsFunc(boxes, func(b ocr.Box) bool { return holds(l.Box, b) }) {
			out = append(out, l)
		}
	}
	return out
}

// holds reports whether a line carries a value, or a part of it.
func holds(line, value ocr.Box) bool {
	return line.Intersect(value).Area() > 0.5*min(line.Area(), value.Area())
}

// settleFields brings both readings of doubted fields together.
func (in *Inspection) settleFields(fields map[string][]Field, engine string) {
	for key, list := range fields {
		for i := range list {
			f := &list[i]
			if lines := in.second[f.Page]; len(lines) > 0 && doubted(key, *f) {
				if s, ok := secondReading(key, *f, lines); ok {
					s.Engine = engine
					settle(f, s)
				}
			}
		}
	}
}

// secondAnswer is a second reading with what only settle needs.
type secondAnswer struct {
	SecondReading
	fits *bool
}

// secondReading takes the part of the second reader's lines that stands where f does. It
// reports false when the second reader did not see all of f's lines.
func secondReading(key string, f Field, lines []secondLine) (secondAnswer, bool) {
	var first, second string
	score, found := 1.0, 0
	for _, l := range lines {
		if holds(l.first.Box, f.Box) {
			first, second = first+l.first.Text, second+l.second.Text
			score, found = min(score, l.second.Score), found+1
		}
	}
	raw := squeeze(f.Raw)
	at := strings.Index(squeeze(first), raw)
	if found == 0 || at < 0 || second == "" {
		return secondAnswer{}, false
	}
	from := len([]rune(squeeze(first)[:at]))
	text := counterpart([]rune(squeeze(first)), []rune(squeeze(second)), from, from+len([]rune(raw)))
	a := secondAnswer{SecondReading: SecondReading{Raw: text, Score: round(score, 1000)}}
	kind := kindOf(key)
	if kind == rangeValue {
		text = rangeSlips.Replace(text)
	}
	if r, ok := readLabelled(label{key: key, kind: kind}, text, "", true); ok && !r.doubtful {
		a.Value, a.fits = r.value, r.fits
	}
	return a, true
}

// kindOf is the type of a key's values.
func kindOf(key string) valueType {
	switch key { // keys that spans give
	case "commissioning_start", "commissioning_end", "sampled_from", "sampled_to":
		return dateValue
	case "certificate_valid_to":
		return validValue
	}
	for _, rule := range labelRules {
		if rule.key == key {
			return rule.kind
		}
	}
	return textValue
}

// settle decides between two readings. A check digit that fits decides; agreement makes the
// value sure; a disagreement makes it unsure only when the second reader is sure of its own.
func settle(f *Field, s secondAnswer) {
	agree := s.Value != nil && sameReading(f.Value, s.Value)
	proven := func(fits *bool) bool { return fits != nil && *fits }
	switch {
	case agree:
		f.Score = max(f.Score, agreedScore)
		return
	case proven(f.CheckDigit):
		f.Score = max(f.Score, agreedScore)
	case proven(s.fits):
		first := SecondReading{Value: f.Value, Raw: f.Raw, Score: f.Score, Engine: "first"}
		f.Value, f.Raw, f.Score, f.CheckDigit = s.Value, s.Raw, agreedScore, s.fits
		f.Second = &first
		return
	case s.Value != nil && s.Score >= believedSecond:
		f.Score = min(f.Score, doubtfulScore)
	}
	f.Second = &s.SecondReading
}

// sameReading compares values as their readers mean them: brackets and case of names and
// codes are alike.
func sameReading(a, b any) bool {
	x, isText := a.(string)
	y, isTextToo := b.(string)
	if isText && isTextToo {
		return strings.EqualFold(ocr.NormaliseName(x), ocr.NormaliseName(y))
	}
	if p, ok := a.(Range); ok {
		if q, ok := b.(Range); ok && (q.Unit == nil || p.Unit == nil) { // the second reader often loses signs like ³
			p.Unit, q.Unit = nil, nil
			return formatRange(p) == formatRange(q)
		}
	}
	return sameValue(a, b)
}

// rangeSlips are what the second reader makes of a nought and of the sign between two figures.
var rangeSlips = strings.NewReplacer("O", "0", "o", "0", "一", "~", "〇", "0")
