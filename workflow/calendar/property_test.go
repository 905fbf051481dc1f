package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// knownDate is a date from which some hundred working days lie within the shipped years.
func knownDate() *rapid.Generator[Date] {
	from, to := NewDate(2023, time.July, 1), NewDate(2026, time.June, 30)
	return rapid.Map(rapid.IntRange(int(from), int(to)), func(n int) Date { return Date(n) })
}

// worked is a known date that is a working day.
func worked(c *Calendar) *rapid.Generator[Date] {
	return knownDate().Filter(func(d Date) bool { return c.Day(d).Kind.Works() })
}

var someDays = rapid.IntRange(0, 100)

func TestForwardAndBackwardAreInverse(t *testing.T) {
	c := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		d, n := worked(c).Draw(t, "day"), someDays.Draw(t, "n")
		there, _ := c.Due(d, n, ReceiptA)
		if back, _ := c.LastDay(there.Result, n, Lenient); back.Result != d {
			t.Errorf("%d days after %v is %v, and back %v", n, d, there.Result, back.Result)
		}
		there, _ = c.LastDay(d, n, Lenient)
		if back, _ := c.Due(there.Result, n, ReceiptA); back.Result != d {
			t.Errorf("%d days before %v is %v, and back %v", n, d, there.Result, back.Result)
		}
	})
}

func TestCountsAreMonotone(t *testing.T) {
	c := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		d, n := knownDate().Draw(t, "day"), someDays.Draw(t, "n")
		later := d + Date(rapid.IntRange(0, 30).Draw(t, "later"))
		for _, r := range []Receipt{ReceiptA, ReceiptB} {
			a, _ := c.Due(d, n, r)
			b, _ := c.Due(later, n, r)
			more, _ := c.Due(d, n+1, r)
			if a.Result > b.Result || a.Result >= more.Result {
				t.Errorf("reading %s: %v from %v, %v from %v, %v with a day more", r, a.Result, d, b.Result, later, more.Result)
			}
		}
		a, _ := c.LastDay(d, n, Lenient)
		b, _ := c.LastDay(later, n, Lenient)
		more, _ := c.LastDay(d, n+1, Lenient)
		if a.Result > b.Result || a.Result <= more.Result {
			t.Errorf("back: %v from %v, %v from %v, %v with a day more", a.Result, d, b.Result, later, more.Result)
		}
	})
}

// The last day counted is a working day, and as many lie behind the start as were asked for.
func TestCountsAreRight(t *testing.T) {
	c := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		d, n := knownDate().Draw(t, "day"), rapid.IntRange(1, 100).Draw(t, "n")
		due, _ := c.Due(d, n, ReceiptA)
		last, _ := c.LastDay(d, n, Lenient)
		if !c.Day(due.Result).Kind.Works() || c.Between(d, due.Result) != n {
			t.Errorf("%d days after %v: %v, with %d between", n, d, due.Result, c.Between(d, due.Result))
		}
		if !c.Day(last.Result).Kind.Works() || c.Between(last.Result-1, d-1) != n {
			t.Errorf("%d days before %v: %v, with %d between", n, d, last.Result, c.Between(last.Result-1, d-1))
		}
	})
}

// Reading B gives one working day more after a receipt on a day off, and none otherwise.
func TestReadingB(t *testing.T) {
	c := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		d, n := knownDate().Draw(t, "day"), someDays.Draw(t, "n")
		a, _ := c.Due(d, n, ReceiptA)
		b, _ := c.Due(d, n, ReceiptB)
		want := 1
		if c.Day(d).Kind.Works() {
			want = 0
		}
		if got := c.Between(a.Result, b.Result); got != want {
			t.Errorf("from %v: A %v, B %v, %d working days apart", d, a.Result, b.Result, got)
		}
	})
}

// A review of an application of the last day is due when the networking window opens.
func TestTheThreeDeadlinesTile(t *testing.T) {
	c := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		deadline := knownDate().Draw(t, "deadline")
		last, _ := c.LastDay(deadline, applyBefore, Lenient)
		review, _ := c.Due(last.Result, reviewWithin, ReceiptA)
		window, _ := c.Window(deadline, applyBefore-reviewWithin, Lenient)
		if review.Result != window.From.Result {
			t.Errorf("deadline %v: review due %v, window from %v", deadline, review.Result, window.From.Result)
		}
	})
}

// A deadline that moves from a day off to the next working day (民法典 第203条) moves nothing
// that is counted back from it.
func TestAMovedDeadlineChangesNothing(t *testing.T) {
	c := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		deadline := knownDate().Filter(func(d Date) bool { return !c.Day(d).Kind.Works() }).Draw(t, "deadline")
		moved, _ := c.Due(deadline, 1, ReceiptA)
		a, _ := c.LastDay(deadline, applyBefore, Lenient)
		b, _ := c.LastDay(moved.Result, applyBefore, Lenient)
		if a.Result != b.Result {
			t.Errorf("%v: %v, moved to %v: %v", deadline, a.Result, moved.Result, b.Result)
		}
	})
}

// Every day of the table follows the one before, and those that count are numbered in turn.
func TestTablesAreWhole(t *testing.T) {
	c := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate().Draw(t, "day"), someDays.Draw(t, "n")
		due, _ := c.Due(d, n, ReceiptA)
		last, _ := c.LastDay(d, n, Lenient)
		for step, rows := range map[Date][]Day{1: due.Table, -1: last.Table} {
			next := 0
			for i, row := range rows {
				if row.Date != d+step*Date(i) || (i > 0 && row.Kind.Works() != (row.Number != nil)) {
					t.Fatalf("row %d from %v is %+v", i, d, row)
				}
				if row.Number == nil {
					continue
				}
				if *row.Number != next {
					t.Fatalf("%v is number %d, want %d", row.Date, *row.Number, next)
				}
				next++
			}
			if next != n+1 {
				t.Fatalf("%d days are numbered, want %d", next, n+1)
			}
		}
	})
}

// Whatever the calendar of a missing year turns out to be, the result lies in the bounds.
func TestBoundsHold(t *testing.T) {
	c := shipped(t)
	near := rapid.IntRange(int(NewDate(2026, time.September, 1)), int(NewDate(2027, time.October, 31)))
	rapid.Check(t, func(t *rapid.T) {
		d, n := Date(near.Draw(t, "day")), rapid.IntRange(0, 40).Draw(t, "n")
		published := withYear(c, 2027, func(d Date) Kind {
			return rapid.SampledFrom([]Kind{Working, MakeUp, Weekend, Holiday}).Draw(t, d.String())
		})
		for _, r := range []Receipt{ReceiptA, ReceiptB} {
			guess, _ := c.Due(d, n, r)
			truth, _ := published.Due(d, n, r)
			within(t, guess, truth.Result)
		}
		for _, s := range []Strictness{Lenient, Strict} {
			guess, _ := c.LastDay(d, n, s)
			truth, _ := published.LastDay(d, n, s)
			within(t, guess, truth.Result)
		}
	})
}

func within(t *rapid.T, guess Count, truth Date) {
	t.Helper()
	if guess.Earliest != nil && truth < *guess.Earliest || guess.Latest != nil && truth > *guess.Latest {
		t.Errorf("%v lies outside %s … %s", truth, shown(guess.Earliest), shown(guess.Latest))
	}
	if !guess.Provisional() && truth != guess.Result {
		t.Errorf("%v was called certain and is %v", guess.Result, truth)
	}
}

// withYear is the calendar with a further year of chosen days.
func withYear(c *Calendar, year int, kind func(Date) Kind) *Calendar {
	out := &Calendar{years: map[int]Year{year: {Complete: true}}, kinds: map[Date]Kind{}, first: c.first, last: year}
	for y, data := range c.years {
		out.years[y] = data
	}
	for d, k := range c.kinds {
		out.kinds[d] = k
	}
	for d := NewDate(year, time.January, 1); d.Year() == year; d++ {
		out.kinds[d] = kind(d)
	}
	return out
}
