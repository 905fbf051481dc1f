package checker

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Where the time of a photograph comes from.
const (
	fromEXIF      = "exif"
	fromWatermark = "watermark"
)

// readPhotos adds what captions and the text within the pictures say. A view comes from
// nothing else: a picture without such words has none until its uploader names it.
func readPhotos(photos []Photo, lines []Line) {
	for i := range photos {
		p := &photos[i]
		inside := linesWithin(*p, lines)
		if p.TakenAt != nil {
			p.TakenAtSource = known(fromEXIF)
		} else if at, ok := stampTime(inside); ok {
			p.TakenAt, p.TakenAtSource = known(at), known(fromWatermark)
		}
		p.Place = known(stampPlace(inside))
		p.Nameplate = readPlate(inside)
		p.Views = []string{}
		if p.Caption != nil {
			p.Views = ViewsOf(*p.Caption)
		}
		if plate := p.Nameplate; len(p.Views) == 0 && plate.Model != nil && plate.Serial != nil {
			p.Views = []string{viewNameplate}
		}
		if len(p.Views) > 0 {
			p.View = known(p.Views[0])
		}
	}
}

func linesWithin(p Photo, lines []Line) []Line {
	var out []Line
	for _, l := range lines {
		if l.Box.Intersect(p.Box).Area() > 0.6*l.Box.Area() {
			out = append(out, l)
		}
	}
	return out
}

var (
	stampForm  = regexp.MustCompile(`(20[0-9]{2})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?(?:星期[一二三四五六日])?([0-2]?[0-9])[:.]([0-5][0-9])(?:[:.]([0-5][0-9]))?`)
	stampTown  = regexp.MustCompile(`(?:广东省)?\p{Han}{2,4}市\p{Han}{0,12}`)
	latinModel = regexp.MustCompile(`(?i)^(?:model|type)(?:no)?[.:]*([A-Z0-9][A-Z0-9\-_/.()]{1,24})$`)
	latinNo    = regexp.MustCompile(`(?i)^(?:s/n|sn|serial(?:no|number)?)[.:]*([A-Z0-9][A-Z0-9\-_/]{2,24})$`)
	bareNo     = regexp.MustCompile(`^(?:产品)?编号[:]([A-Za-z0-9][A-Za-z0-9\-_/]{2,24})$`)
	madeOn     = regexp.MustCompile(`(?:出厂|制造|生产)(?:日期|年月)[:]?(20[0-9]{2})[年./-](1[0-2]|0?[1-9])(?:[^0-9]|$)`)
)

// stampTime finds the time that a phone prints into a corner of a picture.
func stampTime(lines []Line) (string, bool) {
	for _, l := range lines {
		m := stampForm.FindStringSubmatch(squeeze(l.Text))
		if m == nil {
			continue
		}
		day, ok := calendarDay(m[1], m[2], m[3])
		hour := wholeNumber(m[4])
		if !ok || hour > 23 {
			continue
		}
		second := m[6]
		if second == "" {
			second = "00"
		}
		return day + "T" + twoDigits(m[4]) + ":" + m[5] + ":" + second, true
	}
	return "", false
}

func twoDigits(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

// stampPlace finds the place that stands beside or below the time in a corner.
func stampPlace(lines []Line) string {
	for i, l := range lines {
		if !stampForm.MatchString(squeeze(l.Text)) {
			continue
		}
		for _, near := range lines[i:min(len(lines), i+2)] {
			if town := stampTown.FindString(squeeze(near.Text)); town != "" {
				return town
			}
		}
	}
	return ""
}

// readPlate reads a nameplate: labelled values within one picture. Without a model or a
// serial there is none.
func readPlate(lines []Line) Nameplate {
	if len(lines) == 0 {
		return Nameplate{}
	}
	fields := ExtractFields([]Page{{Number: 1, TextSource: TextOCR, Lines: lines}})
	first := func(key string) *string {
		for _, f := range fields[key] {
			if s, ok := f.Value.(string); ok && f.Label != "" {
				return &s
			}
		}
		return nil
	}
	n := Nameplate{Model: first("model"), Serial: first("serial"), Maker: first("maker"), MN: first("mn")}
	for _, l := range lines {
		text := squeeze(l.Text)
		n.Model = orMatch(n.Model, latinModel, text)
		n.Serial = orMatch(n.Serial, latinNo, text)
		n.Serial = orMatch(n.Serial, bareNo, text)
		if m := madeOn.FindStringSubmatch(text); m != nil && n.MadeOn == nil {
			n.MadeOn = known(m[1] + "-" + twoDigits(m[2]))
		}
	}
	if n.Model == nil && n.Serial == nil {
		return Nameplate{}
	}
	if n.Maker == nil {
		n.Maker = companyOn(lines)
	}
	return n
}

// orMatch keeps what is known, else takes the first group of form.
func orMatch(value *string, form *regexp.Regexp, text string) *string {
	if m := form.FindStringSubmatch(text); value == nil && m != nil {
		return known(m[1])
	}
	return value
}

// companyOn is the line that is the name of a company and nothing else.
func companyOn(lines []Line) *string {
	for _, l := range lines {
		if s := squeeze(l.Text); strings.HasSuffix(s, "公司") && utf8.RuneCountInString(s) >= 6 && countHan(s) >= 6 && !strings.Contains(s, ":") {
			name := bracketed.Replace(s)
			return &name
		}
	}
	return nil
}
