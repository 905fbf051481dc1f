package checker

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"lianshen/ocr"
)

// joinedScore is what a score is multiplied by when a value was put together from several
// lines; looseScore when a value was found without its label; doubtfulScore when a value
// looks like a misreading, which no rule may rest on.
const (
	joinedScore   = 0.95
	looseScore    = 0.95
	doubtfulScore = 0.5
)

// ExtractFields reads the labelled values of a document: by the labels of labelRules, on
// the same line, in the neighbouring cell to the right, or in the column below. Codes that
// prove themselves (a USCC whose check digit fits, outlet codes, a 24-digit MN) are found
// without a label too. The keys are those of the shared vocabulary; the fields of a key
// stand in reading order; what is printed twice stands twice.
func ExtractFields(pages []Page) map[string][]Field {
	e := &extractor{fields: map[string][]Field{}, unit: subjectKey(pages)}
	for i, p := range pages {
		if len(p.Lines) == 0 {
			continue
		}
		e.layout, e.first, e.outer = newLayout(p), i < 2, i == 0 || i == len(pages)-1
		e.used = make([]bool, len(e.layout.lines))
		e.readHeads()
		for k := range e.layout.lines {
			e.readLine(k)
		}
		e.readLoose()
		e.readSentences()
		e.readSections()
		e.readConclusion()
		e.settleValidity()
	}
	for key := range e.fields {
		slices.SortStableFunc(e.fields[key], inReadingOrder)
	}
	return e.fields
}

func inReadingOrder(a, b Field) int {
	return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Box[1], b.Box[1]), cmp.Compare(a.Box[0], b.Box[0]))
}

// extractor collects the fields of a document, page by page.
type extractor struct {
	fields map[string][]Field
	unit   string // key that 单位名称 stands for
	layout *layout
	first  bool   // one of the first two pages
	outer  bool   // the first or the last page
	used   []bool // lines that are the head of a column
}

// mend reports whether misreadings may be undone: not in a text layer, which has none.
func (e *extractor) mend() bool { return e.layout.page.TextSource != TextLayer }

// add stores a field unless the same value was read at the same place; the better score
// stays.
func (e *extractor) add(key string, f Field) {
	f.Page = e.layout.page.Number
	f.Score = math.Round(min(max(f.Score, 0), 1)*1000) / 1000
	for i, old := range e.fields[key] {
		if old.Page == f.Page && sameValue(old.Value, f.Value) && old.Box.Intersect(f.Box).Area() > 0 {
			if f.Score > old.Score {
				e.fields[key][i] = f
			}
			return
		}
	}
	e.fields[key] = append(e.fields[key], f)
}

// has reports whether the page has a value already.
func (e *extractor) has(key string, value any) bool {
	return slices.ContainsFunc(e.fields[key], func(f Field) bool {
		return f.Page == e.layout.page.Number && sameValue(f.Value, value)
	})
}

func sameValue(a, b any) bool {
	ra, isRange := a.(Range)
	rb, isRangeToo := b.(Range)
	if isRange && isRangeToo {
		return formatRange(ra) == formatRange(rb)
	}
	return a == b
}

// put reads text as the value of l and stores it. It reports whether there was one.
func (e *extractor) put(l label, name, hint, text string, box ocr.Box, score float64) bool {
	if l.kind == spanValue {
		return e.putSpan(l, name, text, box, score)
	}
	r, ok := readLabelled(l, text, hint, e.mend())
	if !ok {
		return l.kind == phoneValue && e.putBadPhone(l, name, text, box, score)
	}
	if r.doubtful {
		score *= doubtfulScore
	}
	key := l.key
	if key == unitKey {
		key = e.unit
	}
	f := Field{Value: r.value, Raw: r.raw, Label: name, Box: box, Score: score, CheckDigit: r.fits}
	e.add(key, f)
	if key == "sampled_on" {
		e.addSpan("sampled_from", "sampled_to", f, findDates(text))
	}
	return true
}

// badPhone is a text of digits that stands where a phone number should; localPhone is one
// without its area code.
var (
	badPhone   = regexp.MustCompile(`^[0-9(+][0-9()\-]{6,15}$`)
	localPhone = regexp.MustCompile(`^[2-9][0-9]{6,7}(?:-[0-9]{1,5})?$`)
)

// putBadPhone stores figures that are no number as a reading without value, so that a rule can
// tell them from a number that was not given.
func (e *extractor) putBadPhone(l label, name, text string, box ocr.Box, score float64) bool {
	if s := squeeze(text); !badPhone.MatchString(s) || localPhone.MatchString(s) {
		return false
	}
	e.add(l.key, Field{Raw: strings.TrimSpace(text), Label: name, Box: box, Score: score})
	return true
}

// putSpan stores both ends of a span of days.
func (e *extractor) putSpan(l label, name, text string, box ocr.Box, score float64) bool {
	days := findDates(text)
	if len(days) == 0 {
		return e.putDays(l, name, text, box, score)
	}
	e.addSpan(l.key+"_start", l.key+"_end", Field{Raw: strings.TrimSpace(text), Label: name, Box: box, Score: score}, days)
	return true
}

// addSpan stores the first and, where there is one, the last of some days.
func (e *extractor) addSpan(start, end string, f Field, days []dateHit) {
	f.Value = days[0].iso
	e.add(start, f)
	if len(days) > 1 {
		f.Value = days[len(days)-1].iso
		e.add(end, f)
	}
}

// putDays stores a span of days that names no day: 工期：60天.
func (e *extractor) putDays(l label, name, text string, box ocr.Box, score float64) bool {
	if m := countForm.FindString(squeeze(text)); !strings.ContainsAny(m, "天日d") {
		return false
	}
	n, ok := parseCount(text)
	if ok {
		e.add(l.key+"_days", Field{Value: n, Raw: strings.TrimSpace(text), Label: name, Box: box, Score: score})
	}
	return ok
}
