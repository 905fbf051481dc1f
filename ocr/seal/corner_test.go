package seal

import (
	"math"
	"testing"
)

// outlined draws the sides of f, two pixels wide, for the given part of each side.
func outlined(p *plane, f frameBox, from, to float64) {
	for t := from; t <= to; t += 0.25 / f.a {
		for _, w := range []float64{1, 1 - 1/f.a, 1 - 2/f.a} {
			for _, at := range [][2]float64{{t, w}, {t, -w}, {w, t}, {-w, t}} {
				if x, y := f.at(at[0], at[1]); x > 0 && y > 0 && int(x) < p.w && int(y) < p.h {
					p.pix[int(y)*p.w+int(x)] = 220
				}
			}
		}
	}
}

var testLimits = limits{leastFrame: 44, mostFrame: 184}

// hasFrame reports whether one of all is f, give or take two pixels.
func hasFrame(all []frameBox, f frameBox) bool {
	for _, o := range all {
		if math.Hypot(o.x-f.x, o.y-f.y) < 2 && math.Abs(o.a-f.a) < 3 && math.Abs(o.b-f.b) < 3 && math.Abs(o.phi-f.phi) < 0.05 {
			return true
		}
	}
	return false
}

func TestFromSidesFindsTurnedFrames(t *testing.T) {
	for _, deg := range []float64{0, 7, -21, 40} {
		p := newPlane(240, 240)
		f := frameBox{120, 118, 40, 40, deg * math.Pi / 180}
		outlined(p, f, -1, 1)
		for y := range 240 { // another line runs into it
			p.pix[y*p.w+84] = 220
		}
		got := fromSides(borders(edges(p), p.w, p.h, leastSide*testLimits.leastFrame), testLimits)
		if !hasFrame(got, f) {
			t.Errorf("turned by %.0f°: %v", deg, got)
		}
	}
}

func TestFromSidesWantsFourSides(t *testing.T) {
	p := newPlane(240, 240)
	f := frameBox{120, 118, 40, 40, 0.2}
	outlined(p, f, -1, 1)
	for v := -1.2; v <= 1.2; v += 0.005 { // rub out the right side
		for u := 0.9; u < 1.15; u += 0.005 {
			x, y := f.at(u, v)
			p.pix[int(y)*p.w+int(x)] = 0
		}
	}
	if got := fromSides(borders(edges(p), p.w, p.h, leastSide*testLimits.leastFrame), testLimits); hasFrame(got, f) {
		t.Error("three sides make a frame")
	}
}

func TestOpenCountsLinesThatGoOn(t *testing.T) {
	f := foundFrame{frameBox: frameBox{120, 120, 40, 40, 0.1}, ink: newPlane(240, 240)}
	outlined(f.ink, f.frameBox, -1, 1)
	if n := f.open(); n != 0 {
		t.Errorf("a frame by itself has %d open ends", n)
	}
	outlined(f.ink, f.frameBox, -1.4, 1.4)
	if n := f.open(); n != 8 {
		t.Errorf("a cell of a table has %d open ends, want 8", n)
	}
}
