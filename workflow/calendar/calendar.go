package calendar

import (
	"maps"
	"slices"
	"time"
)

// Calendar (工作日历) is what one data file says. It is safe for concurrent use.
type Calendar struct {
	years map[int]Year
	kinds map[Date]Kind
	// first and last are the outermost years with complete data.
	first, last int
	digest      string
}

// Year is one year of the data file.
type Year struct {
	// Holidays are all days off within holidays, weekends included.
	Holidays []Date `json:"holidays"`
	// MakeUpDays (调休上班日) are weekend days that are worked.
	MakeUpDays []Date `json:"workdays"`
	// Source names the notice.
	Source string `json:"source"`
	// Issued is when the notice came, as far as known: "2022-12-08" or "2023-10".
	Issued *string `json:"issued"`
	// Complete is false for a year of which only single days are known.
	Complete bool `json:"complete"`
}

// Complete reports whether the year's calendar is published and loaded.
func (c *Calendar) Complete(year int) bool { return c.years[year].Complete }

// Years returns the years of the data file, in order.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.years)) }

// Year returns the data of a year, the zero Year for one that is not in the file.
func (c *Calendar) Year(year int) Year { return c.years[year] }

// Digest is "sha256:" and the digest of the data file: counts of equal digests agree.
func (c *Calendar) Digest() string { return c.digest }

// WorkingDays counts the working days of a year.
func (c *Calendar) WorkingDays(year int) int {
	n := 0
	for d := NewDate(year, time.January, 1); d.Year() == year; d++ {
		if c.Day(d).Kind.Works() {
			n++
		}
	}
	return n
}

// Between counts the working days after a up to and with b; 0 when b is not after a.
func (c *Calendar) Between(a, b Date) int {
	n := 0
	for d := a + 1; d <= b; d++ {
		if c.Day(d).Kind.Works() {
			n++
		}
	}
	return n
}

// alarmFrom is the month from whose first day next year's calendar is missed: the notice
// comes between October and December.
const alarmFrom = time.November

// Awaited returns the year whose calendar should be loaded by now and is not: the current
// one, or from 1 November the next. It returns 0 when nothing is missing.
func (c *Calendar) Awaited(today Date) int {
	year := today.Year()
	if !c.Complete(year) {
		return year
	}
	if today >= NewDate(year, alarmFrom, 1) && !c.Complete(year+1) {
		return year + 1
	}
	return 0
}
