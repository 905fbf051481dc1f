package calendar

import (
	"fmt"
	"time"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
)

// Date (日期) is a calendar date in Asia/Shanghai, as days since 1970-01-01, so that dates
// compare and count like numbers.
type Date int

// Dates that a user may name. China kept daylight-saving time until 1991, and a year far
// off is a typing error.
var (
	firstDate = NewDate(1992, time.January, 1)
	lastDate  = NewDate(2199, time.December, 31)
)

// NewDate returns the date of a year, month and day; days beyond the month run on into the
// next as in time.Date.
func NewDate(year int, month time.Month, day int) Date {
	return fromUTC(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf returns the date of an instant in Asia/Shanghai.
func DateOf(t time.Time) Date {
	y, m, d := t.In(clock.Shanghai).Date()
	return NewDate(y, m, d)
}

// ParseDate reads "2026-12-31". The error is one of use, with the code calendar.date.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, dateError(text, "不是有效日期", "is not a date").Wrap(err)
	}
	d := fromUTC(t)
	if d < firstDate || d > lastDate {
		span := fmt.Sprintf("%s … %s", firstDate, lastDate)
		return 0, dateError(text, "超出范围 "+span, "is out of range, "+span)
	}
	return d, nil
}

func dateError(text, zh, en string) *errs.Error {
	return errs.New(errs.Usage, "calendar.date",
		errs.Text{ZH: fmt.Sprintf("日期「%s」%s", text, zh), EN: fmt.Sprintf("the date %q %s", text, en)},
		errs.Text{ZH: "请写作 2026-12-31 的形式", EN: "write it like 2026-12-31"})
}

const secondsPerDay = 24 * 60 * 60

func fromUTC(t time.Time) Date {
	seconds := t.Unix()
	days := seconds / secondsPerDay
	if seconds%secondsPerDay < 0 {
		days--
	}
	return Date(days)
}

func (d Date) utc() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// Start is the instant at which the day begins in Asia/Shanghai.
func (d Date) Start() time.Time {
	y, m, day := d.utc().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, clock.Shanghai)
}

// Year is the calendar year.
func (d Date) Year() int { return d.utc().Year() }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// String is the ISO form, "2026-12-31".
func (d Date) String() string { return d.utc().Format(time.DateOnly) }

// MarshalText is the ISO form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form.
func (d *Date) UnmarshalText(text []byte) error {
	var err error
	*d, err = ParseDate(string(text))
	return err
}
