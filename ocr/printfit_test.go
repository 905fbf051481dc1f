package ocr

import (
	"image"
	"math"
	"math/rand/v2"
	"testing"
)

// ringPrint is the print of a ring of patches of ink; the same patch seed with another grain
// is the same impression scanned again.
func ringPrint(patch, grain uint64) Print {
	patches, noise := rand.New(rand.NewPCG(patch, 1)), rand.New(rand.NewPCG(grain, 2))
	var strength [8][8]int
	for y := range strength {
		for x := range strength[y] {
			strength[y][x] = 80 + patches.IntN(160)
		}
	}
	m := image.NewGray(image.Rect(0, 0, 160, 160))
	for i := range m.Pix {
		x, y := i%160-80, i/160-80
		m.Pix[i] = 255
		if d := x*x + y*y; d < 75*75 && d > 45*45 {
			m.Pix[i] = uint8(min(255, max(0, 255-strength[i/160/20][i%160/20]+noise.IntN(30))))
		}
	}
	return NewPrint(m)
}

// plainLikeness is Likeness as its definition says, a pair and a place at a time.
func plainLikeness(p, q Print) float64 {
	a, b := p.cells(), q.cells()
	best := 0.0
	for turn := -mostTurn; turn <= mostTurn; turn += turnStep {
		sin, cos := math.Sincos(turn * math.Pi / 180)
		for dy := -mostShift; dy <= mostShift; dy += shiftStep {
			for dx := -mostShift; dx <= mostShift; dx += shiftStep {
				var all, n, sa, sb, saa, sbb, sab float64
				for i, c := range a {
					u, v := float64(i%printSide)-19.5, float64(i/printSide)-19.5
					w := at(b, 19.5+cos*u-sin*v+dx, 19.5+sin*u+cos*v+dy)
					if c > 0 || w > 0 {
						all++
					}
					if c > 0 && w > 0 {
						n, sa, sb, saa, sbb, sab = n+1, sa+c, sb+w, saa+c*c, sbb+w*w, sab+c*w
					}
				}
				if n >= leastShared*all && n >= printSide {
					best = max(best, (sab-sa*sb/n)/math.Sqrt((saa-sa*sa/n)*(sbb-sb*sb/n)))
				}
			}
		}
	}
	return best
}

func TestLikenessesAreThoseOfPairs(t *testing.T) {
	held := []Print{ringPrint(1, 2), ringPrint(2, 3), "no print", ringPrint(3, 4)}
	moved := ringPrint(1, 5)
	got := moved.Likenesses(held)
	for i, h := range held {
		want := 0.0
		if h.cells() != nil {
			want = plainLikeness(h, moved)
		}
		if math.Abs(got[i]-want) > 1e-9 || math.Abs(h.Likeness(moved)-want) > 1e-9 {
			t.Errorf("print %d: likeness %v, alone %v, want %v", i, got[i], h.Likeness(moved), want)
		}
	}
	if got[0] < 0.9 || got[1] > 0.6 {
		t.Errorf("a copy has the likeness %.2f, another impression %.2f", got[0], got[1])
	}
	if n := Print("").Likenesses(held); len(n) != len(held) || n[0] != 0 {
		t.Errorf("likenesses to no print: %v", n)
	}
}

// A dossier has some thirty impressions.
func BenchmarkLikenesses(b *testing.B) {
	held := make([]Print, 30)
	for i := range held {
		held[i] = ringPrint(uint64(i%4), uint64(i))
	}
	for b.Loop() {
		for i, p := range held {
			p.Likenesses(held[i+1:])
		}
	}
}
