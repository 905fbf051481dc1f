// Package spreadsheet has what the readers of spreadsheets share.
package spreadsheet

import (
	"regexp"
	"time"
)

// written are dates as people write them, in plain characters.
var written = regexp.MustCompile(`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?00:00:00)?$|^(\d{4})(\d{2})(\d{2})$`)

// ParseDate reads a date in words as 2026-12-31; it reports whether it is one.
func ParseDate(text string) (string, bool) {
	m := written.FindStringSubmatch(text)
	if m == nil {
		return "", false
	}
	year, month, day := m[1]+m[4], m[2]+m[5], m[3]+m[6]
	t, err := time.Parse("2006-1-2", year+"-"+month+"-"+day)
	return t.Format(time.DateOnly), err == nil
}
