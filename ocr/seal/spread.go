package seal

import "slices"

// leastInside is the number of pixels inside strokes from which their spread says anything.
const leastInside = 400

// spread is how much the ink varies inside the strokes of an impression: the distance of its
// tenth and its ninetieth part in a hundred, over full ink. Nil where too little is seen.
func (c *crop) spread() *float64 {
	r := 1
	if c.sep.w > 280 {
		r = 2
	}
	var inside []uint8
	for y := r; y < c.sep.h-r; y++ {
		for x := r; x < c.sep.w-r; x++ {
			if c.sep.least(x, y, r) > 3*inkFloor {
				inside = append(inside, c.sep.at(x, y))
			}
		}
	}
	if len(inside) < leastInside {
		return nil
	}
	slices.Sort(inside)
	out := float64(inside[len(inside)*9/10]-inside[len(inside)/10]) / 255
	return &out
}

// least is the least value of the pixels around (x, y).
func (p *plane) least(x, y, r int) uint8 {
	out := uint8(255)
	for v := y - r; v <= y+r; v++ {
		out = min(out, slices.Min(p.pix[v*p.w+x-r:v*p.w+x+r+1]))
	}
	return out
}
