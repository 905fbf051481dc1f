package calendar

import (
	"fmt"

	"lianshen/internal/errs"
)

// Receipt is how a receipt on a non-working day counts; on a working day both agree.
type Receipt string

// Readings of a receipt on a non-working day. Source: 民法典 第201条 leaves out the day on
// which a period begins; A leaves out no more than that, B moves that day to the next
// working day and so gives the reviewer one day more.
const (
	ReceiptA Receipt = "A"
	ReceiptB Receipt = "B"
)

// Strictness is how an open end of a period counted backward is read.
type Strictness string

// Readings of 前10个工作日前 and of the window before a task deadline.
const (
	Lenient Strictness = "lenient" // the day itself is still in time
	Strict  Strictness = "strict"  // it is not
)

// Readings (读法) are the choices where the texts leave a count open. They are rule data.
type Readings struct {
	Receipt    Receipt    `json:"receipt"`
	Submission Strictness `json:"submission"`
	Networking Strictness `json:"networking"`
}

// ParseReceipt reads "A" or "B"; the error is of use, with the code calendar.reading.
func ParseReceipt(text string) (Receipt, error) {
	switch r := Receipt(text); r {
	case ReceiptA, ReceiptB:
		return r, nil
	}
	return "", readingError(text, "A, B")
}

// ParseStrictness reads "lenient" or "strict"; the error is as above.
func ParseStrictness(text string) (Strictness, error) {
	switch s := Strictness(text); s {
	case Lenient, Strict:
		return s, nil
	}
	return "", readingError(text, "lenient, strict")
}

func readingError(text, choices string) error {
	return errs.New(errs.Usage, "calendar.reading",
		errs.Text{ZH: fmt.Sprintf("没有读法「%s」", text), EN: fmt.Sprintf("there is no reading %q", text)},
		errs.Text{ZH: "可用:" + choices, EN: "choose one of " + choices})
}

// Due (到期日) returns the last day of a period of n working days from a receipt, which is
// day 0. The period ends at 24:00 of the result, so that what is deemed to follow follows
// at (Result + 1).Start(). Source: 民法典 第201条, 第203条.
func (c *Calendar) Due(received Date, n int, r Receipt) (Count, error) {
	if err := checkDays(n); err != nil {
		return Count{}, err
	}
	if r == ReceiptB && (!c.Day(received).Known || !c.Day(received).Kind.Works()) {
		return c.dueB(received, n), nil
	}
	return c.count(received, n, forward), nil
}

// dueB counts from the first working day at or after the receipt. As any n days from there
// are n+1 days from the eve of the receipt, that is how they are counted.
func (c *Calendar) dueB(received Date, n int) Count {
	out := c.count(received-1, n+1, forward)
	out.Table = out.Table[1:]
	for i, day := range out.Table {
		if day.Number != nil {
			number := *day.Number - 1
			out.Table[i].Number = &number
		}
	}
	return out
}

// LastDay (最迟提交日) returns the last day to act when that must be n working days before a
// deadline, which is itself not counted. The nth working day back is still in time in the
// lenient reading; in the strict one the calendar day before it is the last, working day or
// not, because a filing may arrive on any day. Source: 东环办函〔2023〕42号 附件1 三(五);
// no law has a rule for counting backward, so this is our reading.
func (c *Calendar) LastDay(deadline Date, n int, s Strictness) (Count, error) {
	if err := checkDays(n); err != nil {
		return Count{}, err
	}
	out := c.count(deadline, n, backward)
	if s == Strict {
		out.Result--
		out.Table = append(out.Table, c.Day(out.Result))
		out.Earliest, out.Latest = before(out.Earliest), before(out.Latest)
	}
	return out, nil
}

func before(d *Date) *Date {
	if d == nil {
		return nil
	}
	eve := *d - 1
	return &eve
}

// Window (联网时段) are the days in which something must be done before a deadline.
type Window struct {
	From Count
	// To is the deadline itself in the lenient reading, the working day before it in the
	// strict one. It ends at 24:00.
	To Date
}

// Window returns the n working days before a deadline. Source: 东环办函〔2023〕42号 附件1
// 三(七); whether the deadline itself is one of them is open.
func (c *Calendar) Window(deadline Date, n int, s Strictness) (Window, error) {
	if err := checkDays(n); err != nil {
		return Window{}, err
	}
	w := Window{From: c.count(deadline, n, backward), To: deadline}
	if s == Strict && n > 0 {
		w.To, _ = c.nth(deadline, 1, backward, asWeek)
	}
	return w, nil
}
