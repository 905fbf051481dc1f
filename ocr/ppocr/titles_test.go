package ppocr

import "testing"

// The network is part of the program and of every clone: 5 MB is its bound.
func TestTitlesModelIsSmall(t *testing.T) {
	if n := len(titlesModel); n == 0 || n > 5_000_000 {
		t.Errorf("the model of titles has %d bytes, want some and at most 5 MB", n)
	}
}
