package calendar

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func shipped(t testing.TB) *Calendar {
	t.Helper()
	c, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestShippedYears(t *testing.T) {
	c := shipped(t)
	if diff := cmp.Diff([]int{2022, 2023, 2024, 2025, 2026}, c.Years()); diff != "" {
		t.Errorf("years (-want +got)\n%s", diff)
	}
	for year, want := range map[int]int{2023: 249, 2024: 251, 2025: 248, 2026: 248} {
		if !c.Complete(year) || c.Year(year).Issued == nil {
			t.Errorf("%d is incomplete or its notice has no date", year)
		}
		if got := c.WorkingDays(year); got != want {
			t.Errorf("%d has %d working days, want %d", year, got, want)
		}
	}
	if c.Complete(2022) || c.Complete(2027) {
		t.Error("2022 and 2027 are not known")
	}
}

func TestDaysThatAreEasyToMiss(t *testing.T) {
	c := shipped(t)
	for text, want := range map[string]Kind{
		"2024-02-09": Working, // 除夕
		"2025-01-27": Working,
		"2025-02-03": Holiday,
		"2025-02-04": Holiday,
		"2022-12-31": Holiday,
		"2023-12-30": Weekend,
		"2023-12-31": Weekend,
		"2024-01-01": Holiday,
		"2023-10-07": MakeUp,
		"2026-02-14": MakeUp,
		"2026-02-15": Holiday,
	} {
		if got := c.Day(date(t, text)); got.Kind != want || !got.Known {
			t.Errorf("%s is %+v, want %s", text, got, want)
		}
	}
	for text, want := range map[string]Kind{"2027-01-01": Working, "2027-01-02": Weekend} {
		if got := c.Day(date(t, text)); got.Kind != want || got.Known {
			t.Errorf("%s is %+v, want an unknown %s", text, got, want)
		}
	}
}

// From 1 November on the next year's calendar is missed.
func TestAwaited(t *testing.T) {
	c := shipped(t)
	for text, want := range map[string]int{
		"2025-12-31": 0, "2026-10-31": 0, "2026-11-01": 2027, "2026-12-31": 2027, "2027-01-01": 2027, "2028-06-01": 2028,
	} {
		if got := c.Awaited(date(t, text)); got != want {
			t.Errorf("on %s the year %d is awaited, want %d", text, got, want)
		}
	}
}

func TestBetween(t *testing.T) {
	c := shipped(t)
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"2023-09-25", "2023-10-08", 5},
		{"2023-10-08", "2023-10-08", 0},
		{"2023-10-08", "2023-09-25", 0},
		{"2023-09-28", "2023-10-06", 0},
	} {
		if got := c.Between(date(t, tt.a), date(t, tt.b)); got != tt.want {
			t.Errorf("from %s to %s: %d working days, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}
