package calendar

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/internal/errs"
)

const (
	applyBefore  = 10 // 附件1 三(五)
	reviewWithin = 5  // 附件1 三(六)
)

// counted are the numbered days of a table without the day from which it runs.
func counted(c Count) []string {
	var out []string
	for _, d := range c.Table {
		if d.Number != nil && *d.Number > 0 {
			out = append(out, d.Date.String()[5:])
		}
	}
	return out
}

// Worked examples of receipts: the reference of this project, section 7.3.
func TestReviewsDue(t *testing.T) {
	for _, tt := range []struct{ received, counted, a, b string }{
		{"2023-09-25", "09-26 09-27 09-28 10-07 10-08", "2023-10-08", "2023-10-08"},
		{"2023-09-27", "09-28 10-07 10-08 10-09 10-10", "2023-10-10", "2023-10-10"},
		{"2023-09-28", "10-07 10-08 10-09 10-10 10-11", "2023-10-11", "2023-10-11"},
		{"2023-09-29", "10-07 10-08 10-09 10-10 10-11", "2023-10-11", "2023-10-12"},
		{"2023-09-30", "10-07 10-08 10-09 10-10 10-11", "2023-10-11", "2023-10-12"},
		{"2023-10-06", "10-07 10-08 10-09 10-10 10-11", "2023-10-11", "2023-10-12"},
		{"2023-10-07", "10-08 10-09 10-10 10-11 10-12", "2023-10-12", "2023-10-12"},
		{"2023-10-08", "10-09 10-10 10-11 10-12 10-13", "2023-10-13", "2023-10-13"},
		{"2024-02-02", "02-04 02-05 02-06 02-07 02-08", "2024-02-08", "2024-02-08"},
		{"2024-02-04", "02-05 02-06 02-07 02-08 02-09", "2024-02-09", "2024-02-09"},
		{"2024-02-05", "02-06 02-07 02-08 02-09 02-18", "2024-02-18", "2024-02-18"},
		{"2024-02-08", "02-09 02-18 02-19 02-20 02-21", "2024-02-21", "2024-02-21"},
		{"2024-02-09", "02-18 02-19 02-20 02-21 02-22", "2024-02-22", "2024-02-22"},
		{"2024-02-10", "02-18 02-19 02-20 02-21 02-22", "2024-02-22", "2024-02-23"},
		{"2023-10-17", "10-18 10-19 10-20 10-23 10-24", "2023-10-24", "2023-10-24"},
		{"2023-08-07", "08-08 08-09 08-10 08-11 08-14", "2023-08-14", "2023-08-14"},
	} {
		t.Run(tt.received, func(t *testing.T) {
			c := shipped(t)
			a := must(t)(c.Due(date(t, tt.received), reviewWithin, ReceiptA))
			b := must(t)(c.Due(date(t, tt.received), reviewWithin, ReceiptB))
			if got := strings.Join(counted(a), " "); got != tt.counted {
				t.Errorf("counted %s, want %s", got, tt.counted)
			}
			if got := fmt.Sprint(a.Result, b.Result); got != tt.a+" "+tt.b {
				t.Errorf("due %s, want A %s, B %s", got, tt.a, tt.b)
			}
			if n := len(counted(b)); n != reviewWithin {
				t.Errorf("reading B counts %d days", n)
			}
			if a.Provisional() || b.Provisional() {
				t.Error("provisional in a year with a calendar")
			}
		})
	}
}

// Approval by default begins at midnight in Shanghai after the due day.
func TestDeemedFromMidnight(t *testing.T) {
	due := must(t)(shipped(t).Due(date(t, "2023-09-25"), reviewWithin, ReceiptA))
	if got := (due.Result + 1).Start().Format("2006-01-02T15:04:05Z07:00"); got != "2023-10-09T00:00:00+08:00" {
		t.Errorf("deemed from %s", got)
	}
}

// Worked examples of task deadlines: section 7.3.
func TestDaysBeforeTaskDeadlines(t *testing.T) {
	for _, tt := range []struct{ deadline, counted, last, strict, from, to string }{
		{"2023-10-31", "10-30 10-27 10-26 10-25 10-24 10-23 10-20 10-19 10-18 10-17", "2023-10-17", "2023-10-16", "2023-10-24", "2023-10-30"},
		{"2023-10-13", "10-12 10-11 10-10 10-09 10-08 10-07 09-28 09-27 09-26 09-25", "2023-09-25", "2023-09-24", "2023-10-08", "2023-10-12"},
		{"2023-10-15", "10-13 10-12 10-11 10-10 10-09 10-08 10-07 09-28 09-27 09-26", "2023-09-26", "2023-09-25", "2023-10-09", "2023-10-13"},
		{"2024-02-29", "02-28 02-27 02-26 02-23 02-22 02-21 02-20 02-19 02-18 02-09", "2024-02-09", "2024-02-08", "2024-02-22", "2024-02-28"},
		{"2023-12-31", "12-29 12-28 12-27 12-26 12-25 12-22 12-21 12-20 12-19 12-18", "2023-12-18", "2023-12-17", "2023-12-25", "2023-12-29"},
	} {
		t.Run(tt.deadline, func(t *testing.T) {
			c, deadline := shipped(t), date(t, tt.deadline)
			last := must(t)(c.LastDay(deadline, applyBefore, Lenient))
			strict := must(t)(c.LastDay(deadline, applyBefore, Strict))
			if got := strings.Join(counted(last), " "); got != tt.counted {
				t.Errorf("counted %s, want %s", got, tt.counted)
			}
			if got := fmt.Sprint(last.Result, strict.Result); got != tt.last+" "+tt.strict {
				t.Errorf("submit by %s, want %s, in the strict reading %s", got, tt.last, tt.strict)
			}
			if end := strict.Table[len(strict.Table)-1]; end.Date != strict.Result || end.Number != nil {
				t.Errorf("the strict table ends with %+v", end)
			}
			narrow, wide := mustWindow(t, c, deadline, Strict), mustWindow(t, c, deadline, Lenient)
			if got := fmt.Sprint(narrow.From.Result, narrow.To, wide.From.Result, wide.To); got != fmt.Sprintf("%s %s %s %s", tt.from, tt.to, tt.from, tt.deadline) {
				t.Errorf("windows %s, want %s to %s or %s", got, tt.from, tt.to, tt.deadline)
			}
		})
	}
}

func mustWindow(t *testing.T, c *Calendar, deadline Date, s Strictness) Window {
	t.Helper()
	w, err := c.Window(deadline, reviewWithin, s)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func must(t testing.TB) func(Count, error) Count {
	return func(c Count, err error) Count {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
}

// The table says of every day what it is and whether it counted.
func TestDayTable(t *testing.T) {
	show := func(c Count) []string {
		var out []string
		for _, d := range c.Table {
			number := "-"
			if d.Number != nil {
				number = fmt.Sprint(*d.Number)
			}
			out = append(out, fmt.Sprintf("%s %s %s", d.Date, d.Kind, number))
		}
		return out
	}
	c, received := shipped(t), date(t, "2023-10-05")
	a := []string{"2023-10-05 holiday 0", "2023-10-06 holiday -", "2023-10-07 make-up 1", "2023-10-08 make-up 2"}
	if diff := cmp.Diff(a, show(must(t)(c.Due(received, 2, ReceiptA)))); diff != "" {
		t.Errorf("reading A (-want +got)\n%s", diff)
	}
	b := []string{"2023-10-05 holiday -", "2023-10-06 holiday -", "2023-10-07 make-up 0", "2023-10-08 make-up 1", "2023-10-09 working 2"}
	if diff := cmp.Diff(b, show(must(t)(c.Due(received, 2, ReceiptB)))); diff != "" {
		t.Errorf("reading B (-want +got)\n%s", diff)
	}
	back := []string{"2023-10-09 working 0", "2023-10-08 make-up 1", "2023-10-07 make-up 2"}
	if diff := cmp.Diff(back, show(must(t)(c.LastDay(date(t, "2023-10-09"), 2, Lenient)))); diff != "" {
		t.Errorf("lenient (-want +got)\n%s", diff)
	}
	back = append(back, "2023-10-06 holiday -")
	if diff := cmp.Diff(back, show(must(t)(c.LastDay(date(t, "2023-10-09"), 2, Strict)))); diff != "" {
		t.Errorf("strict (-want +got)\n%s", diff)
	}
}

// No day is day 0: the receipt itself, and in reading B the next working day.
func TestNoDays(t *testing.T) {
	c, holiday := shipped(t), date(t, "2023-10-01")
	for r, want := range map[Receipt]string{ReceiptA: "2023-10-01", ReceiptB: "2023-10-07"} {
		if got := must(t)(c.Due(holiday, 0, r)).Result.String(); got != want {
			t.Errorf("reading %s: %s, want %s", r, got, want)
		}
	}
}

func TestCountsRefuse(t *testing.T) {
	c, d := shipped(t), date(t, "2026-01-05")
	for _, n := range []int{-1, MaxDays + 1} {
		_, due := c.Due(d, n, ReceiptA)
		_, last := c.LastDay(d, n, Lenient)
		_, window := c.Window(d, n, Lenient)
		for _, err := range []error{due, last, window} {
			if e := errs.As(err); e == nil || e.Code != "calendar.days" || e.Category != errs.Usage {
				t.Errorf("%d days: %v", n, err)
			}
		}
	}
}

func TestParseReadings(t *testing.T) {
	if r, err := ParseReceipt("B"); r != ReceiptB || err != nil {
		t.Error(r, err)
	}
	if s, err := ParseStrictness("strict"); s != Strict || err != nil {
		t.Error(s, err)
	}
	_, receipt := ParseReceipt("lenient")
	_, strictness := ParseStrictness("A")
	for _, err := range []error{receipt, strictness} {
		if e := errs.As(err); e == nil || e.Code != "calendar.reading" {
			t.Errorf("%v, want calendar.reading", err)
		}
	}
}

// A count that needs 2027 says so, and how far off it can be.
func TestProvisional(t *testing.T) {
	c := shipped(t)
	for name, tt := range map[string]struct {
		count                    Count
		result, earliest, latest string
		missing                  []int
	}{
		"forward into the year": {must(t)(c.Due(date(t, "2026-12-30"), 5, ReceiptA)), "2027-01-06", "2027-01-04", "-", []int{2027}},
		"up to its eve":         {must(t)(c.Due(date(t, "2026-12-24"), 5, ReceiptA)), "2026-12-31", "2026-12-31", "2026-12-31", nil},
		"backward out of it":    {must(t)(c.LastDay(date(t, "2027-01-08"), 10, Lenient)), "2026-12-25", "2026-12-18", "2026-12-29", []int{2027}},
		"from its first day":    {must(t)(c.LastDay(date(t, "2027-01-01"), 10, Lenient)), "2026-12-18", "2026-12-18", "2026-12-18", nil},
		"strict":                {must(t)(c.LastDay(date(t, "2027-01-08"), 10, Strict)), "2026-12-24", "2026-12-17", "2026-12-28", []int{2027}},
		"before all years":      {must(t)(c.LastDay(date(t, "2022-06-15"), 10, Lenient)), "2022-06-01", "-", "2022-06-05", []int{2022}},
		"received in it, B":     {must(t)(c.Due(date(t, "2027-06-01"), 0, ReceiptB)), "2027-06-01", "2027-06-01", "-", []int{2027}},
	} {
		t.Run(name, func(t *testing.T) {
			got := fmt.Sprintf("%s %s %s", tt.count.Result, shown(tt.count.Earliest), shown(tt.count.Latest))
			if want := fmt.Sprintf("%s %s %s", tt.result, tt.earliest, tt.latest); got != want {
				t.Errorf("result and bounds %s, want %s", got, want)
			}
			if diff := cmp.Diff(tt.missing, tt.count.Missing); diff != "" || tt.count.Provisional() != (tt.missing != nil) {
				t.Errorf("missing years (-want +got)\n%s", diff)
			}
		})
	}
}

func shown(d *Date) string {
	if d == nil {
		return "-"
	}
	return d.String()
}
