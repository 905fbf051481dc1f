package seal

import "testing"

func TestChanceRises(t *testing.T) {
	last := -1.0
	for i := range 1001 {
		c := chance(float64(i) / 1000)
		if c < last || c < 0 || c >= 1 {
			t.Fatalf("chance(%.3f) = %v after %v, want it to rise within [0, 1)", float64(i)/1000, c, last)
		}
		last = c
	}
	if c := chance(2); c != last {
		t.Errorf("chance(2) = %v, want %v", c, last)
	}
}
