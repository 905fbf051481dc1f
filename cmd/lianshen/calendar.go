package main

import (
	"fmt"

	"lianshen/checker/engine"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow/calendar"
)

// calendarCmd counts working days.
type calendarCmd struct {
	Due     calendarDueCmd     `cmd:"" help:"Last day of a period that runs from a receipt."`
	LastDay calendarLastDayCmd `cmd:"" name:"last-day" help:"Last day to apply before a task deadline."`
	Explain calendarExplainCmd `cmd:"" help:"One of both, with the reading used and the day table."`
	Years   calendarYearsCmd   `cmd:"" help:"The years of the calendar, and whether one is missing."`
}

// calendarFile names the data; without it LIANSHEN_CALENDAR does, or what the program carries.
type calendarFile struct {
	Calendar string `help:"File with days off and make-up days, instead of LIANSHEN_CALENDAR or the one in the program." placeholder:"FILE"`
}

func (f calendarFile) open(p *program) (*calendar.Calendar, error) {
	switch {
	case f.Calendar != "":
		return calendar.Open(f.Calendar)
	case p.config.Calendar != "":
		return calendar.Open(p.config.Calendar)
	default:
		return calendar.Default()
	}
}

// countFlags are common to the commands that count.
type countFlags struct {
	calendarFile
	JSON bool `name:"json" help:"As an object."`
}

type calendarDueCmd struct {
	countFlags
	From    string `help:"Day of receipt, which is day 0." placeholder:"DATE" required:""`
	Days    int    `help:"Working days." placeholder:"N" required:""`
	Reading string `help:"A: count from the first working day after a receipt on a day off; B: take it for received on that day (default: rule data)." placeholder:"A|B"`
}

// Run prints the date alone on the first line.
func (c *calendarDueCmd) Run(p *program) error {
	n, err := c.count(p)
	if err != nil {
		return err
	}
	return n.write(p, c.JSON, false)
}

func (c *calendarDueCmd) count(p *program) (*counting, error) {
	n, err := newCounting("due", c.calendarFile, p)
	if err != nil {
		return nil, err
	}
	reading := n.readings.Receipt
	if c.Reading != "" {
		if reading, err = calendar.ParseReceipt(c.Reading); err != nil {
			return nil, err
		}
	}
	if n.start, err = calendar.ParseDate(c.From); err != nil {
		return nil, err
	}
	n.days, n.reading = c.Days, string(reading)
	n.count, err = n.calendar.Due(n.start, n.days, reading)
	return n, err
}

type calendarLastDayCmd struct {
	countFlags
	Deadline string `help:"Task deadline, which is not counted." placeholder:"DATE" required:""`
	Days     *int   `help:"Working days before it (default: the notice's)." placeholder:"N"`
	Reading  string `help:"lenient: the last working day counted is in time; strict: the day before it is the last (default: rule data)." placeholder:"lenient|strict"`
}

// Run prints the date alone on the first line.
func (c *calendarLastDayCmd) Run(p *program) error {
	n, err := c.count(p)
	if err != nil {
		return err
	}
	return n.write(p, c.JSON, false)
}

func (c *calendarLastDayCmd) count(p *program) (*counting, error) {
	n, err := newCounting("last-day", c.calendarFile, p)
	if err != nil {
		return nil, err
	}
	reading := n.readings.Submission
	if c.Reading != "" {
		if reading, err = calendar.ParseStrictness(c.Reading); err != nil {
			return nil, err
		}
	}
	if n.start, err = calendar.ParseDate(c.Deadline); err != nil {
		return nil, err
	}
	n.days, n.reading = n.deadlines.ApplyBefore, string(reading)
	if c.Days != nil {
		n.days = *c.Days
	}
	if n.count, err = n.calendar.LastDay(n.start, n.days, reading); err != nil {
		return nil, err
	}
	window, err := n.calendar.Window(n.start, n.deadlines.NetworkWithin, n.readings.Networking)
	n.window = &window
	return n, err
}

type calendarExplainCmd struct {
	countFlags
	What     string `arg:"" optional:"" enum:"due,last-day," default:"" help:"due or last-day; the flags tell as well."`
	From     string `help:"Day of receipt, as for due." placeholder:"DATE" xor:"from"`
	Deadline string `help:"Task deadline, as for last-day." placeholder:"DATE" xor:"from"`
	Days     *int   `help:"Working days (default: the notice's)." placeholder:"N"`
	Reading  string `help:"As for due or last-day." placeholder:"READING"`
}

// Run prints the date alone on the first line, then how it was found.
func (c *calendarExplainCmd) Run(p *program) error {
	n, err := c.count(p)
	if err != nil {
		return err
	}
	return n.write(p, c.JSON, true)
}

func (c *calendarExplainCmd) count(p *program) (*counting, error) {
	switch {
	case c.From == "" && c.Deadline == "", c.From != "" && c.What == "last-day", c.Deadline != "" && c.What == "due":
		return nil, usageError(fmt.Errorf("expected [due] --from DATE --days N or [last-day] --deadline DATE"))
	case c.Deadline != "":
		last := calendarLastDayCmd{countFlags: c.countFlags, Deadline: c.Deadline, Days: c.Days, Reading: c.Reading}
		return last.count(p)
	case c.Days == nil:
		return nil, usageError(fmt.Errorf("missing flags: --days=N"))
	}
	due := calendarDueCmd{countFlags: c.countFlags, From: c.From, Days: *c.Days, Reading: c.Reading}
	return due.count(p)
}

// counting is one count and what is needed to tell how it went.
type counting struct {
	kind      string // due, last-day
	calendar  *calendar.Calendar
	readings  calendar.Readings
	deadlines notice.Deadlines

	start   calendar.Date
	days    int
	reading string
	count   calendar.Count
	window  *calendar.Window // of a task deadline
}

func newCounting(kind string, file calendarFile, p *program) (*counting, error) {
	n := &counting{kind: kind}
	var err error
	if n.calendar, err = file.open(p); err != nil {
		return nil, err
	}
	var data struct {
		Calendar calendar.Readings `json:"calendar"`
	}
	if err := engine.RuleData(engine.Options{}, &data); err != nil {
		return nil, err
	}
	n.readings = data.Calendar
	rules, err := notice.Default()
	if err != nil {
		return nil, err
	}
	n.deadlines = rules.Deadlines
	return n, nil
}

// readingWords say what a reading means, by kind of count and name.
var readingWords = map[string]errs.Text{
	"due A":            {ZH: "非工作日收到的，自其后第一个工作日起算", EN: "received on a day off, counted from the first working day after it"},
	"due B":            {ZH: "非工作日收到的，视为其后第一个工作日收到", EN: "received on a day off, taken for received on the next working day"},
	"last-day lenient": {ZH: "往前数到的最后一个工作日，当日提交仍属按时", EN: "the last working day counted is still in time"},
	"last-day strict":  {ZH: "往前数到的最后一个工作日的前一日为最后一天", EN: "the day before the last working day counted is the last"},
}

func (n *counting) readingWords() errs.Text { return readingWords[n.kind+" "+n.reading] }
