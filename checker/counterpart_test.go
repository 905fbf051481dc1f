package checker

import (
	"strings"
	"testing"
)

func TestCounterpart(t *testing.T) {
	for _, tt := range []struct{ first, second, value, want string }{
		{"报告编号:ZC2026O60123", "报告编号:ZC2026060123", "ZC2026O60123", "ZC2026060123"},
		{"报告编号:ZC2026", "报吿编弓:ZC2026", "ZC2026", "ZC2026"},
		{"日期:2026-07-22签发", "日期2026-07-22签发", "2026-07-22", "2026-07-22"},
		{"QP-1000C", "QP-1000C", "QP-1000C", "QP-1000C"},
		{"MN:010A", "", "010A", ""},
	} {
		before, _, found := strings.Cut(tt.first, tt.value)
		if !found {
			t.Fatalf("%q does not hold %q", tt.first, tt.value)
		}
		from := len([]rune(before))
		got := counterpart([]rune(tt.first), []rune(tt.second), from, from+len([]rune(tt.value)))
		if got != tt.want {
			t.Errorf("counterpart of %q in %q is %q, want %q", tt.value, tt.second, got, tt.want)
		}
	}
}

// FuzzCounterpart: what is returned is a part of the second reading.
func FuzzCounterpart(f *testing.F) {
	f.Add("报告编号:ZC1", "报告编号ZC1", 5, 8)
	f.Fuzz(func(t *testing.T, a, b string, from, to int) {
		x := []rune(a)
		if from < 0 || to < from || to > len(x) {
			t.Skip()
		}
		if got := counterpart(x, []rune(b), from, to); !strings.Contains(string([]rune(b)), got) {
			t.Errorf("%q is no part of %q", got, b)
		}
	})
}
