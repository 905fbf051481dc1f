package calendar

import (
	"fmt"
	"slices"

	"lianshen/internal/errs"
)

// MaxDays is the longest count, some ten years.
const MaxDays = 2500

// Count (期限推算) is a date found by counting working days, with how it was found.
type Count struct {
	// Result is the day that was asked for.
	Result Date
	// Table has every day on the way in order of counting, from the day the count runs from.
	Table []Day
	// Missing are the years without complete data whose days were counted, in order.
	Missing []int
	// Earliest and Latest bound the result whatever the calendars of the missing years turn
	// out to be: every day of theirs off, or every day worked. Nil is no bound. Both equal
	// Result when nothing is missing.
	Earliest, Latest *Date
}

// Provisional (暂定) reports whether the result may change once a calendar is published.
func (c Count) Provisional() bool { return len(c.Missing) > 0 }

// assumption is what an unknown day is taken for.
type assumption int

const (
	asWeek assumption = iota // Monday to Friday
	allOff
	allWorked
)

// direction of a count.
type direction Date

const (
	forward  direction = 1
	backward direction = -1
)

// works reports whether the day counts under the assumption.
func (c *Calendar) works(d Date, a assumption) bool {
	day := c.Day(d)
	if day.Known || a == asWeek {
		return day.Kind.Works()
	}
	return a == allWorked
}

// nth returns the nth working day after from, or before it. It is false when there is none:
// with all unknown days off, no day follows the last known year.
func (c *Calendar) nth(from Date, n int, dir direction, a assumption) (Date, bool) {
	d := from
	for n > 0 {
		d += Date(dir)
		if a == allOff && c.beyond(d, dir) {
			return 0, false
		}
		if c.works(d, a) {
			n--
		}
	}
	return d, true
}

// beyond reports whether no known day is left in the direction. Days listed in an
// incomplete year are days off at its end, as in the shipped file: they add nothing.
func (c *Calendar) beyond(d Date, dir direction) bool {
	if dir == forward {
		return d.Year() > c.last
	}
	return d.Year() < c.first
}

// count runs from a day to the nth working day and fills in the table and the bounds.
func (c *Calendar) count(from Date, n int, dir direction) Count {
	result, _ := c.nth(from, n, dir, asWeek)
	out := Count{Result: result, Table: c.table(from, result, dir)}
	out.Missing = c.missing(out.Table[1:])
	out.Earliest, out.Latest = c.bound(from, n, dir, allWorked), c.bound(from, n, dir, allOff)
	if dir == backward {
		out.Earliest, out.Latest = out.Latest, out.Earliest
	}
	return out
}

func (c *Calendar) bound(from Date, n int, dir direction, a assumption) *Date {
	if d, ok := c.nth(from, n, dir, a); ok {
		return &d
	}
	return nil
}

// table lists the days from one to the other and numbers the working ones.
func (c *Calendar) table(from, to Date, dir direction) []Day {
	start := c.Day(from)
	start.Number = new(int)
	rows, n := []Day{start}, 0
	for d := from; d != to; {
		d += Date(dir)
		row := c.Day(d)
		if row.Kind.Works() {
			n++
			number := n
			row.Number = &number
		}
		rows = append(rows, row)
	}
	return rows
}

func (c *Calendar) missing(days []Day) []int {
	var years []int
	for _, d := range days {
		if year := d.Date.Year(); !c.Complete(year) && !slices.Contains(years, year) {
			years = append(years, year)
		}
	}
	slices.Sort(years)
	return years
}

// checkDays refuses counts that mean nothing. The code is calendar.days.
func checkDays(n int) error {
	if n >= 0 && n <= MaxDays {
		return nil
	}
	return errs.New(errs.Usage, "calendar.days",
		errs.Text{ZH: fmt.Sprintf("工作日数 %d 不在 0 至 %d 之间", n, MaxDays), EN: fmt.Sprintf("%d working days is not between 0 and %d", n, MaxDays)},
		errs.Text{ZH: "请改正天数", EN: "correct the number of days"})
}
