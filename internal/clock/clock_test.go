package clock

import (
	"testing"
	"time"
)

func TestTodayIsShanghaiDate(t *testing.T) {
	tests := []struct {
		at, want string
	}{
		{"2026-09-12T15:59:59Z", "2026-09-12"},
		{"2026-09-12T16:00:00Z", "2026-09-13"},
		{"2026-09-12T00:00:00+08:00", "2026-09-12"},
	}
	for _, tt := range tests {
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := Today(Fixed(at).Now()); got != tt.want {
			t.Errorf("Today(%s) = %s, want %s", tt.at, got, tt.want)
		}
	}
}

func TestFake(t *testing.T) {
	start := time.Date(2026, time.November, 2, 9, 0, 0, 0, Shanghai)
	c := NewFake(start)
	c.Advance(time.Hour)
	if got := c.Now(); !got.Equal(start.Add(time.Hour)) || got.Location() != time.UTC {
		t.Errorf("Now = %s", got)
	}
	if c.Set(start); !c.Now().Equal(start) {
		t.Errorf("set back: %s", c.Now())
	}
}
