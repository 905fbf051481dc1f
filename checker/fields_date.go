package checker

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dateHit is one date in a folded text; start and end are byte offsets.
type dateHit struct {
	iso        string // "2026-09-12"
	start, end int
}

const (
	digit   = `[0-9OoIl|]` // O and I are what OCR makes of 0 and 1
	numeral = `[〇○零Oo0一二三四五六七八九]`
)

var (
	dateDigits  = regexp.MustCompile(`(` + digit + `{4})(?:年|[-./])(` + digit + `{1,2})(?:月|[-./])(` + digit + `{1,2})[日号]?`)
	dateHan     = regexp.MustCompile(`(` + numeral + `{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]`)
	dateCompact = regexp.MustCompile(`^[0-9]{8}$`)
	// dateTail is the end of a span of days that leaves out what does not change.
	dateTail = regexp.MustCompile(`^(?:至|到|-|~|—|–|－|～)+(?:(` + digit + `{1,2})月)?(` + digit + `{1,2})[日号]`)
	digitFix = strings.NewReplacer("O", "0", "o", "0", "I", "1", "l", "1", "|", "1", "〇", "0", "○", "0",
		"零", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
)

// findDates returns the dates of a text in any form that Chinese documents use, in their
// order. What looks like a date but is no day of the calendar is left out.
func findDates(text string) []dateHit {
	s := squeeze(text)
	if dateCompact.MatchString(s) {
		if iso, ok := calendarDay(s[:4], s[4:6], s[6:]); ok {
			return []dateHit{{iso, 0, len(s)}}
		}
		return nil
	}
	var hits []dateHit
	for _, form := range []struct {
		re   *regexp.Regexp
		read func(string) string
	}{{dateDigits, digitFix.Replace}, {dateHan, hanDatePart}} {
		for _, m := range form.re.FindAllStringSubmatchIndex(s, -1) {
			year := digitFix.Replace(s[m[2]:m[3]])
			iso, ok := calendarDay(year, form.read(s[m[4]:m[5]]), form.read(s[m[6]:m[7]]))
			if ok && !midNumber(s, m[0], m[1]) {
				hits = append(hits, dateHit{iso, m[0], m[1]})
			}
		}
		if len(hits) > 0 {
			break
		}
	}
	return withTails(s, hits)
}

// hanDatePart reads a month or a day in Chinese numerals.
func hanDatePart(s string) string { return strconv.Itoa(hanNumber(s)) }

// midNumber reports whether a match is cut out of a longer number.
func midNumber(s string, start, end int) bool {
	isDigit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	return isDigit(start-1) || isDigit(end-1) && isDigit(end)
}

// withTails adds the short second date of a span: 2026年6月23日至24日.
func withTails(s string, hits []dateHit) []dateHit {
	var out []dateHit
	for i, h := range hits {
		out = append(out, h)
		if i+1 < len(hits) && hits[i+1].start <= h.end+8 {
			continue
		}
		m := dateTail.FindStringSubmatchIndex(s[h.end:])
		if m == nil {
			continue
		}
		month := h.iso[5:7]
		if m[2] >= 0 {
			month = digitFix.Replace(s[h.end+m[2] : h.end+m[3]])
		}
		if iso, ok := calendarDay(h.iso[:4], month, digitFix.Replace(s[h.end+m[4]:h.end+m[5]])); ok {
			out = append(out, dateHit{iso, h.end + m[4], h.end + m[1]})
		}
	}
	return out
}

// calendarDay returns the ISO form of a day between 1990 and 2099.
func calendarDay(year, month, day string) (string, bool) {
	y, err1 := strconv.Atoi(year)
	m, err2 := strconv.Atoi(month)
	d, err3 := strconv.Atoi(day)
	if err1 != nil || err2 != nil || err3 != nil || y < 1990 || y > 2099 {
		return "", false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Month() != time.Month(m) || t.Day() != d {
		return "", false
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d), true
}

// parseDate returns the first date of a text.
func parseDate(text string) (string, bool) {
	hits := findDates(text)
	if len(hits) == 0 {
		return "", false
	}
	return hits[0].iso, true
}

// isBareDate reports whether a text is nothing but a date.
func isBareDate(text string) bool {
	hits := findDates(text)
	return len(hits) == 1 && hits[0].start == 0 && hits[0].end == len(squeeze(text))
}
