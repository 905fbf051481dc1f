package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"lianshen/internal/errs"
)

func date(t testing.TB, text string) Date {
	t.Helper()
	d, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// anyDate is a date that a user may name.
func anyDate() *rapid.Generator[Date] {
	return rapid.Map(rapid.IntRange(int(firstDate), int(lastDate)), func(n int) Date { return Date(n) })
}

func TestDateRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "date")
		back, err := ParseDate(d.String())
		if err != nil || back != d {
			t.Fatalf("%v is read back as %v, %v", d, back, err)
		}
		if DateOf(d.Start()) != d || DateOf(d.Start().Add(-time.Nanosecond)) != d-1 {
			t.Fatalf("%v does not begin at %v", d, d.Start())
		}
		if next := d + 1; (int(d.Weekday())+1)%7 != int(next.Weekday()) {
			t.Fatalf("%v is a %v, the day after a %v", d, d.Weekday(), next.Weekday())
		}
	})
}

func TestParseDateRefuses(t *testing.T) {
	for _, text := range []string{"", "2026-02-30", "2026-13-01", "2026-1-1", "31.12.2026", "2026-12-31T00:00:00Z", "二〇二六", "0226-12-31", "2226-12-31"} {
		_, err := ParseDate(text)
		if e := errs.As(err); e == nil || e.Category != errs.Usage || e.Code != "calendar.date" {
			t.Errorf("ParseDate(%q): %v, want calendar.date", text, err)
		}
	}
}

// The day changes at midnight in Shanghai, eight hours before UTC.
func TestDateOfIsShanghai(t *testing.T) {
	for text, want := range map[string]string{
		"2023-10-07T15:59:59Z":      "2023-10-07",
		"2023-10-07T16:00:00Z":      "2023-10-08",
		"2023-10-07T23:50:00+08:00": "2023-10-07",
	} {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		if got := DateOf(at).String(); got != want {
			t.Errorf("DateOf(%s) = %s, want %s", text, got, want)
		}
	}
}

func TestDatesBeforeTheEpoch(t *testing.T) {
	if d := NewDate(1969, time.December, 31); d != -1 || d.String() != "1969-12-31" {
		t.Errorf("the eve of the epoch is %d, %v", int(d), d)
	}
}
