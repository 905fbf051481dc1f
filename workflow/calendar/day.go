package calendar

import (
	"time"

	"lianshen/internal/errs"
)

// Kind is what a day is.
type Kind string

// Kinds of day. Holiday covers every day off within a holiday, weekends included.
const (
	Working Kind = "working" // 工作日
	MakeUp  Kind = "make-up" // 调休上班日: a weekend day that is worked
	Weekend Kind = "weekend" // 周末
	Holiday Kind = "holiday" // 节假日
)

// Works reports whether a day of the kind counts.
func (k Kind) Works() bool { return k == Working || k == MakeUp }

var kindNames = map[Kind]errs.Text{
	Working: {ZH: "工作日", EN: "working day"},
	MakeUp:  {ZH: "调休上班日", EN: "make-up working day"},
	Weekend: {ZH: "周末", EN: "weekend"},
	Holiday: {ZH: "节假日", EN: "holiday"},
}

// Name is the kind in the words of both languages.
func (k Kind) Name() errs.Text { return kindNames[k] }

// Day is one row of a day table (日历表).
type Day struct {
	Date Date `json:"date"`
	Kind Kind `json:"kind"`
	// Known is false for a day of a year without a complete calendar that its data does not
	// list: its kind is then only that of its weekday.
	Known bool `json:"known"`
	// Number is 0 for the day from which the count runs, 1 for the first day counted; nil
	// for a day passed over.
	Number *int `json:"number"`
}

// Day says what a day is. Listed days go first, then the week decides.
func (c *Calendar) Day(d Date) Day {
	kind, listed := c.kinds[d]
	if !listed {
		kind = ofWeek(d)
	}
	return Day{Date: d, Kind: kind, Known: listed || c.Complete(d.Year())}
}

func ofWeek(d Date) Kind {
	if day := d.Weekday(); day == time.Saturday || day == time.Sunday {
		return Weekend
	}
	return Working
}
