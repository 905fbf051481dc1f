package seal_test

import (
	"testing"

	"lianshen/ocr"
)

// tally counts what was found and read against labels.
type tally struct {
	seals, found, wrong int
	titles, exact       int
	likeness            float64 // sum of 1 − normalised edit distance
}

func (c *tally) add(t *testing.T, name string, labels []label, seals []ocr.Seal) {
	t.Helper()
	used := make([]bool, len(seals))
	for _, l := range labels {
		if at := nearest(l.box, seals); at >= 0 {
			used[at] = true
			c.match(t, name, l, &seals[at])
		} else {
			c.match(t, name, l, nil)
		}
	}
	for i, s := range seals {
		if !used[i] {
			c.wrong++
			t.Logf("%s: false seal at %.0f, score %.2f", name, s.Box, s.Score)
		}
	}
}

// match counts one labelled seal; s is nil when it was missed.
func (c *tally) match(t *testing.T, name string, l label, s *ocr.Seal) {
	t.Helper()
	if l.ignore {
		return
	}
	c.seals++
	read := ""
	if s != nil {
		c.found++
		read = s.Title
		t.Logf("%s: %s/%s %s, %q inner %q code %q kind %s, score %.2f/%.2f, angle %.0f", name, l.shape, s.Shape, s.Colour, s.Title, s.Inner, s.Code, s.Kind, s.Score, s.TitleScore, s.AngleDeg)
	} else {
		t.Logf("%s: missed %s %.0f", name, l.shape, l.box)
	}
	if l.title == "" || l.shape == "square" {
		return
	}
	c.titles++
	near := 1 - ocr.NED(read, l.title)
	c.likeness += near
	if near == 1 {
		c.exact++
	} else {
		t.Logf("%s: read %q, want %q: %.2f", name, read, l.title, near)
	}
}

func (c *tally) report(t *testing.T) {
	t.Helper()
	t.Logf("found %d of %d, %d false; titles exact %d of %d, 1−NED %.3f", c.found, c.seals, c.wrong, c.exact, c.titles, c.likeness/float64(max(1, c.titles)))
}

// nearest returns the seal that overlaps box by at least half, or -1.
func nearest(box ocr.Box, seals []ocr.Seal) int {
	best, at := 0.5, -1
	for i, s := range seals {
		if v := s.Box.IoU(box); v > best {
			best, at = v, i
		}
	}
	return at
}
