package workflow_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"lianshen/internal/clock"
	"lianshen/workflow"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

// counter counts working days by hand: it reads the data file itself and walks day by day,
// sharing nothing with workflow/calendar.
type counter struct {
	off, on map[string]bool
	years   map[string]bool // complete
}

func newCounter(t testing.TB) *counter {
	t.Helper()
	raw, err := os.ReadFile("calendar/holidays.json")
	if err != nil {
		t.Fatal(err)
	}
	var years map[string]struct {
		Holidays, Workdays []string
		Complete           bool
	}
	if err := json.Unmarshal(raw, &years); err != nil {
		t.Fatal(err)
	}
	c := &counter{off: map[string]bool{}, on: map[string]bool{}, years: map[string]bool{}}
	for name, y := range years {
		c.years[name] = y.Complete
		for _, d := range y.Holidays {
			c.off[d] = true
		}
		for _, d := range y.Workdays {
			c.on[d] = true
		}
	}
	return c
}

func (c *counter) works(d time.Time) bool {
	day := d.Format(time.DateOnly)
	weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
	return c.on[day] || (!weekend && !c.off[day])
}

// walk goes n working days from a day, not counting it, forward or back; known is false when
// it stepped on a day of a year without a calendar.
func (c *counter) walk(from time.Time, n, step int) (day time.Time, known bool) {
	y, m, d := from.In(clock.Shanghai).Date()
	at := time.Date(y, m, d, 12, 0, 0, 0, clock.Shanghai)
	known = true
	for n > 0 {
		at = at.AddDate(0, 0, step)
		known = known && c.years[at.Format("2006")]
		if c.works(at) {
			n--
		}
	}
	return at, known
}

// midnight is 00:00 of the day after.
func midnight(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, clock.Shanghai)
}

// The worked examples of the field, through a real submission.
func TestReviewDueExamples(t *testing.T) {
	examples := []struct{ received, due string }{
		{"2023-09-25 10:00", "2023-10-08"}, {"2023-09-27 10:00", "2023-10-10"}, {"2023-09-28 10:00", "2023-10-11"},
		{"2023-09-29 10:00", "2023-10-11"}, {"2023-09-30 10:00", "2023-10-11"}, {"2023-10-06 10:00", "2023-10-11"},
		{"2023-10-07 16:59", "2023-10-12"}, {"2023-10-07 23:50", "2023-10-12"}, {"2023-10-08 10:00", "2023-10-13"},
		{"2024-02-02 10:00", "2024-02-08"}, {"2024-02-04 10:00", "2024-02-09"}, {"2024-02-05 10:00", "2024-02-18"},
		{"2024-02-08 10:00", "2024-02-21"}, {"2024-02-09 10:00", "2024-02-22"}, {"2024-02-10 10:00", "2024-02-22"},
		{"2023-10-17 10:00", "2023-10-24"}, {"2023-08-07 10:00", "2023-08-14"},
	}
	hand := newCounter(t)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorldAt(t, s, time.Date(2023, time.August, 1, 9, 0, 0, 0, clock.Shanghai))
		for _, tt := range examples {
			at, err := time.ParseInLocation("2006-01-02 15:04", tt.received, clock.Shanghai)
			if err != nil {
				t.Fatal(err)
			}
			w.clock.Set(at)
			r := w.read(w.submitted()).Receipts[0]
			byHand, _ := hand.walk(at, 5, +1)
			if r.Due.String() != tt.due || byHand.Format(time.DateOnly) != tt.due {
				t.Errorf("received %s: due %s, by hand %s, want %s", tt.received, r.Due, byHand.Format(time.DateOnly), tt.due)
			}
			if !r.Deemed.Equal(midnight(byHand)) || r.Provisional {
				t.Errorf("received %s: deemed at %s, provisional %v", tt.received, r.Deemed, r.Provisional)
			}
		}
	})
}

func TestProjectClockExamples(t *testing.T) {
	w := newWorld(t, storetest.SQLite(t))
	for deadline, want := range map[string][2]string{
		"2023-10-31": {"2023-10-17", "2023-10-24"}, "2023-10-13": {"2023-09-25", "2023-10-08"}, "2023-10-15": {"2023-09-26", "2023-10-09"},
		"2024-02-29": {"2024-02-09", "2024-02-22"}, "2023-12-31": {"2023-12-18", "2023-12-25"},
	} {
		p := must(w.OpenProject(t.Context(), w.bureau, workflow.Project{
			Enterprise: w.company.ID, Kind: "rebuild", UnitClass: "general",
			Deadline: &workflow.TaskDeadline{Date: date(t, deadline), Source: "通知"},
		}))(t)
		c := must(w.Dossier(t.Context(), p.ID))(t).Clock
		if c.LastDay.String() != want[0] || c.WindowFrom.String() != want[1] || c.WindowTo.String() != deadline || c.Provisional {
			t.Errorf("T = %s: %+v, want %v", deadline, c, want)
		}
	}
}
