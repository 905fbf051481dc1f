package sample

import (
	"fmt"
	"strings"
	"time"
)

// Date is a day; dossiers carry no zones.
type Date struct{ Year, Month, Day int }

// day reads "2026-09-12"; it serves constants of this package only.
func day(s string) Date {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err) // a constant is misspelt
	}
	return fromTime(t)
}

func fromTime(t time.Time) Date { return Date{t.Year(), int(t.Month()), t.Day()} }

// Time is midnight of the day, UTC.
func (d Date) Time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// Add moves by days.
func (d Date) Add(days int) Date { return fromTime(d.Time().AddDate(0, 0, days)) }

// String is the ISO form, 2026-09-12.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Chinese is the office form, 2026年9月12日.
func (d Date) Chinese() string { return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day) }

// Dotted is the short form, 2026.9.12.
func (d Date) Dotted() string { return fmt.Sprintf("%d.%d.%d", d.Year, d.Month, d.Day) }

// Formal is the form in characters, 二〇二六年九月十二日.
func (d Date) Formal() string {
	var b strings.Builder
	for _, r := range fmt.Sprint(d.Year) {
		b.WriteRune(digits[r-'0'])
	}
	return b.String() + "年" + small(d.Month) + "月" + small(d.Day) + "日"
}

var digits = []rune("〇一二三四五六七八九")

// small writes 1–99 in characters.
func small(n int) string {
	tens, ones := n/10, n%10
	s := ""
	if tens > 1 {
		s = string(digits[tens])
	}
	if tens > 0 {
		s += "十"
	}
	if ones > 0 {
		s += string(digits[ones])
	}
	return s
}

// form writes the date in one of the four ways in use, by number.
func (d Date) form(n int) string {
	switch n % 4 {
	case 1:
		return d.Formal()
	case 2:
		return d.String()
	case 3:
		return d.Dotted()
	}
	return d.Chinese()
}
