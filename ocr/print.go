package ocr

import (
	"encoding/base64"
	"image"
	"math"
	"slices"
)

// printSide is the side of a Print in cells: about 1 mm of a company seal each, fine enough
// for the patches that a pad of ink leaves.
const printSide = 40

// Print is the map of how strong the ink of one impression is, printSide × printSide cells
// of 16 levels, 0 where there is none, as base64. Two impressions of one stamp share the
// outline but not the ink, a copy shares both.
type Print string

// inked is the darkness from which a pixel is ink, and leastInked the share of such pixels
// from which a cell has any.
const inked, leastInked = 40, 0.12

// NewPrint reduces a picture of dark ink on white paper. The strength of a cell is that of its
// stronger half: the edges of strokes are pale on every impression.
func NewPrint(m *image.Gray) Print {
	b := m.Rect
	if b.Empty() {
		return ""
	}
	var cells [printSide * printSide][]uint8
	for y := range b.Dy() {
		row := y * printSide / b.Dy() * printSide
		for x := range b.Dx() {
			i := row + x*printSide/b.Dx()
			cells[i] = append(cells[i], 255-m.Pix[y*m.Stride+x])
		}
	}
	out := make([]byte, printSide*printSide/2)
	for i, c := range cells {
		out[i/2] |= strength(c) << (4 * (i % 2))
	}
	return Print(base64.StdEncoding.EncodeToString(out))
}

// strength is the level of a cell, 0 without ink, else 1 to 15.
func strength(cell []uint8) byte {
	slices.SortFunc(cell, func(a, b uint8) int { return int(b) - int(a) })
	n, _ := slices.BinarySearchFunc(cell, inked, func(v uint8, least int) int { return least - int(v) })
	if n == 0 || float64(n) < leastInked*float64(len(cell)) {
		return 0
	}
	half, sum := max(1, n/2), 0
	for _, v := range cell[:half] {
		sum += int(v)
	}
	return byte(max(1, min(15, sum/half/16)))
}

// cells decodes p; nil when it is no print.
func (p Print) cells() []float64 {
	raw, err := base64.StdEncoding.DecodeString(string(p))
	if err != nil || len(raw) != printSide*printSide/2 {
		return nil
	}
	out := make([]float64, printSide*printSide)
	for i := range out {
		out[i] = float64(raw[i/2] >> (4 * (i % 2)) & 15)
	}
	return out
}

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
func (p Print) Likeness(q Print) float64 {
	a, b := p.cells(), q.cells()
	if a == nil || b == nil {
		return 0
	}
	best := 0.0
	for turn := -mostTurn; turn <= mostTurn; turn += turnStep {
		for dy := -mostShift; dy <= mostShift; dy += shiftStep {
			for dx := -mostShift; dx <= mostShift; dx += shiftStep {
				best = max(best, correlation(a, b, turn*math.Pi/180, dx, dy))
			}
		}
	}
	return best
}

// correlation compares the ink of a with that of b turned and moved, over the cells in which
// both have some.
func correlation(a, b []float64, turn, dx, dy float64) float64 {
	const middle = (printSide - 1) / 2.0
	sin, cos := math.Sincos(turn)
	var all, n, sa, sb, saa, sbb, sab float64
	for y := range printSide {
		for x := range printSide {
			u, v := float64(x)-middle, float64(y)-middle
			c, w := a[y*printSide+x], at(b, middle+cos*u-sin*v+dx, middle+sin*u+cos*v+dy)
			if c > 0 || w > 0 {
				all++
			}
			if c > 0 && w > 0 {
				n, sa, sb, saa, sbb, sab = n+1, sa+c, sb+w, saa+c*c, sbb+w*w, sab+c*w
			}
		}
	}
	va, vb := saa-sa*sa/n, sbb-sb*sb/n
	if n < leastShared*all || n < printSide || va <= 0 || vb <= 0 {
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
