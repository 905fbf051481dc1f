package ocr

import (
	"math"
	"math/bits"
)

// How far two prints are moved over each other in search of the best fit: what the finder of
// seals and the feed of a scanner leave. In cells and degrees.
const (
	mostShift, shiftStep = 1.5, 0.5
	mostTurn, turnStep   = 2.0, 1.0
)

// leastShared is the share of inked cells that two prints must have in common.
const leastShared = 0.7

// Likeness is the correlation of the ink of two prints at the best fit of their outlines, at
// most 1; 0 when the outlines do not fit or one of them is no print.
func (p Print) Likeness(q Print) float64 { return q.Likenesses([]Print{p})[0] }

// Likenesses is the Likeness of every one of held to p. p is moved for all of them together:
// moving is what takes time.
func (p Print) Likenesses(held []Print) []float64 {
	best := make([]float64, len(held))
	moving := p.cells()
	if moving == nil {
		return best
	}
	still := make([]*inkCells, len(held))
	for i, h := range held {
		still[i] = newInkCells(h.cells())
	}
	var moved inkCells
	for turn := -mostTurn; turn <= mostTurn; turn += turnStep {
		for dy := -mostShift; dy <= mostShift; dy += shiftStep {
			for dx := -mostShift; dx <= mostShift; dx += shiftStep {
				moved.place(moving, turn*math.Pi/180, dx, dy)
				for i, s := range still {
					if s != nil {
						best[i] = max(best[i], s.correlation(&moved))
					}
				}
			}
		}
	}
	return best
}

// inkCells are the cells of a print, and which of them are inked, a bit each.
type inkCells struct {
	cells [printSide * printSide]float64
	inked [printSide * printSide / 64]uint64
}

// newInkCells takes the cells of a print, nil when it is none.
func newInkCells(cells []float64) *inkCells {
	if cells == nil {
		return nil
	}
	out := &inkCells{}
	for i, v := range cells {
		out.set(i, v)
	}
	return out
}

func (k *inkCells) set(i int, v float64) {
	k.cells[i] = v
	if v > 0 {
		k.inked[i/64] |= 1 << (i % 64)
	}
}

// place fills k with cells turned and moved.
func (k *inkCells) place(cells []float64, turn, dx, dy float64) {
	const middle = (printSide - 1) / 2.0
	sin, cos := math.Sincos(turn)
	clear(k.inked[:])
	for y := range printSide {
		for x := range printSide {
			u, v := float64(x)-middle, float64(y)-middle
			k.set(y*printSide+x, at(cells, middle+cos*u-sin*v+dx, middle+sin*u+cos*v+dy))
		}
	}
}

// correlation compares the ink of two prints over the cells in which both have some; 0 where
// their outlines do not fit, which most do not.
func (k *inkCells) correlation(o *inkCells) float64 {
	var all, n, sa, sb, saa, sbb, sab float64
	for i, a := range k.inked {
		n += float64(bits.OnesCount64(a & o.inked[i]))
		all += float64(bits.OnesCount64(a | o.inked[i]))
	}
	if n < leastShared*all || n < printSide {
		return 0
	}
	for i, a := range k.inked {
		for both := a & o.inked[i]; both != 0; both &= both - 1 {
			at := 64*i + bits.TrailingZeros64(both)
			c, w := k.cells[at], o.cells[at]
			sa, sb, saa, sbb, sab = sa+c, sb+w, saa+c*c, sbb+w*w, sab+c*w
		}
	}
	va, vb := saa-sa*sa/n, sbb-sb*sb/n
	if va <= 0 || vb <= 0 {
		return 0
	}
	return (sab - sa*sb/n) / math.Sqrt(va*vb)
}

// at is the strength of the ink at a point between cells: the mean of the inked ones around,
// 0 where most have none.
func at(cells []float64, x, y float64) float64 {
	ix, iy := int(math.Floor(x)), int(math.Floor(y))
	if ix < 0 || iy < 0 || ix+1 >= printSide || iy+1 >= printSide {
		return 0
	}
	tx, ty := x-float64(ix), y-float64(iy)
	sum, weight := 0.0, 0.0
	i := iy*printSide + ix
	for k, w := range [4]float64{(1 - tx) * (1 - ty), tx * (1 - ty), (1 - tx) * ty, tx * ty} {
		if v := cells[i+k%2+k/2*printSide]; v > 0 {
			sum, weight = sum+w*v, weight+w
		}
	}
	if weight < 0.5 {
		return 0
	}
	return sum / weight
}
