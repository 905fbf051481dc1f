package main

import (
	"encoding/json"
	"fmt"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/workflow/calendar"
)

// calendarYearsCmd tells what the calendar covers. With --json it prints the data file in its
// own form, to which a new year can be added.
type calendarYearsCmd struct {
	calendarFile
	JSON bool `name:"json" help:"The data in the form of a calendar file."`
}

// Run ends with 0 even where a year is missing: counts still work, provisionally.
func (c *calendarYearsCmd) Run(p *program) error {
	cal, err := c.open(p)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeYears(p, cal)
	}
	for _, year := range cal.Years() {
		fmt.Fprintf(p.stdout, "%d  %s  %s%s\n", year, coverage(cal, year).In(p.lang), cal.Year(year).Source, issued(cal.Year(year)))
	}
	if year := cal.Awaited(calendar.DateOf(clock.System{}.Now())); year != 0 {
		fmt.Fprintln(p.stdout, awaited(year).In(p.lang))
	}
	return nil
}

func writeYears(p *program, cal *calendar.Calendar) error {
	years := map[int]calendar.Year{}
	for _, year := range cal.Years() {
		years[year] = cal.Year(year)
	}
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(years)
}

func coverage(cal *calendar.Calendar, year int) errs.Text {
	if !cal.Complete(year) {
		return errs.Text{ZH: "不完整", EN: "incomplete"}
	}
	n := cal.WorkingDays(year)
	return errs.Text{ZH: fmt.Sprintf("%d个工作日", n), EN: fmt.Sprintf("%d working days", n)}
}

func awaited(year int) errs.Text {
	return errs.Text{
		ZH: fmt.Sprintf("注意：尚无%d年日历，涉及该年的期限均为暂定；请将国务院办公厅的放假安排加入日历文件并用 LIANSHEN_CALENDAR 指明", year),
		EN: fmt.Sprintf("note: the calendar of %d is missing, counts that cross into it are provisional; add the State Council's notice to a calendar file and name it in LIANSHEN_CALENDAR", year),
	}
}
