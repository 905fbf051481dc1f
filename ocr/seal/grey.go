package seal

import "slices"

// On a copy without colour a seal is grey and the print below it black: what is much darker
// than the ring is print. On a copy in black and white, and of a black seal, nothing is.

const (
	// printOverRing is how much darker than the ring something has to be to be print.
	printOverRing = 1.4
	// mostGrey is the darkness of a ring above which print cannot be told from it.
	mostGrey = 165
	// noPrint is above all ink.
	noPrint = 256
)

// printLevel returns the darkness from which ink within c is print and no seal, noPrint where
// that cannot be told.
func (c *found) printLevel() int {
	var seen []float64
	f := c.frame()
	for i := range ringBins {
		best := 0.0
		for _, d := range []float64{1, 2, 3} {
			x, y := f.onRing(i, 1-d/c.radius())
			best = max(best, c.ink.sample(x, y))
		}
		if best > 2*inkFloor {
			seen = append(seen, best)
		}
	}
	if len(seen) < ringBins/4 {
		return noPrint
	}
	slices.Sort(seen)
	if typical := seen[len(seen)/2]; typical < mostGrey {
		return int(printOverRing * typical)
	}
	return noPrint
}

// unprinted takes the print out of a crop that has no colours: sep keeps what is as grey as
// the seal and no border of a black stroke, raw all ink as if print were as grey; black is
// the print.
func (c *crop) unprinted(black *plane, level int) {
	for i, v := range c.raw.pix {
		if int(v) < level {
			continue
		}
		black.pix[i], c.raw.pix[i] = v, uint8(level)
		x, y := i%c.raw.w, i/c.raw.w
		for v := max(0, y-1); v <= min(c.sep.h-1, y+1); v++ {
			clear(c.sep.pix[v*c.sep.w+max(0, x-1) : v*c.sep.w+min(c.sep.w, x+2)])
		}
	}
}
