package seal

import (
	"fmt"
	"math"
	"slices"
)

// hashSide is the side of the square to which an impression is reduced for its hash.
const hashSide = 32

// hash returns a perceptual hash of the ink: the signs of the 64 lowest frequencies of the
// cosine transform, against their median, as 16 hex digits. Prints that are copies of each
// other differ in few bits; two prints of one rubber stamp differ in turn and ink.
func (c *crop) hash() string {
	var px [hashSide][hashSide]float64
	for y := range px {
		for x := range px[y] {
			px[y][x] = c.sep.mean(x, y)
		}
	}
	low := lowFrequencies(&px)
	sorted := slices.Clone(low[1:])
	slices.Sort(sorted)
	median := sorted[len(sorted)/2]
	var bits uint64
	for i, v := range low {
		if v > median {
			bits |= 1 << i
		}
	}
	return fmt.Sprintf("%016x", bits)
}

// mean returns the mean of the (x, y)-th of hashSide² equal parts of p.
func (p *plane) mean(x, y int) float64 {
	x0, x1 := x*p.w/hashSide, max(x*p.w/hashSide+1, (x+1)*p.w/hashSide)
	y0, y1 := y*p.h/hashSide, max(y*p.h/hashSide+1, (y+1)*p.h/hashSide)
	sum := 0
	for v := y0; v < y1; v++ {
		for u := x0; u < x1; u++ {
			sum += int(p.at(u, v))
		}
	}
	return float64(sum) / float64((x1-x0)*(y1-y0))
}

// lowFrequencies returns the 8×8 lowest terms of the two-dimensional cosine transform.
func lowFrequencies(px *[hashSide][hashSide]float64) (out [64]float64) {
	for v := range 8 {
		for u := range 8 {
			sum := 0.0
			for y := range px {
				cy := math.Cos((float64(y) + 0.5) * float64(v) * math.Pi / hashSide)
				for x, p := range px[y] {
					sum += p * cy * math.Cos((float64(x)+0.5)*float64(u)*math.Pi/hashSide)
				}
			}
			out[v*8+u] = sum
		}
	}
	return out
}
