package seal

import (
	"cmp"
	"math"
	"slices"
)

// Frames are also put together from their four sides: where a frame touches another
// impression or a line, it is no connected piece of ink of its own.

const (
	// sideShare is the part of a side that must show as one straight border.
	sideShare = 0.3
	// overrun is by how much of the frame a side may reach beyond its corner: the lines of a
	// table go on.
	overrun = 0.12
	// mostFlat is the longest frame for its width.
	mostFlat = 3.2
)

// fromSides returns the rectangles that four straight borders enclose.
func fromSides(all []border, lim limits) []frameBox {
	var out []frameBox
	for i, p := range all {
		for _, q := range all[i+1:] {
			d, ok := p.facing(q)
			if !ok || d > lim.mostFrame || d < lim.leastFrame/mostFlat {
				continue
			}
			out = append(out, closed(p, q, d, all, lim)...)
		}
	}
	return out
}

// closed returns the rectangles that two sides d apart make with two others across.
func closed(p, q border, d float64, all []border, lim limits) []frameBox {
	// v runs from p to q, u to the left of it; both from the middle between the two.
	vx, vy := p.nx*p.half-q.nx*q.half, p.ny*p.half-q.ny*q.half
	size := math.Hypot(vx, vy)
	vx, vy = vx/size, vy/size
	cx, cy := (p.x+q.x)/2, (p.y+q.y)/2
	local := func(b border) (u, v float64) {
		return (b.x-cx)*vy - (b.y-cy)*vx, (b.x-cx)*vx + (b.y-cy)*vy
	}
	var left, right []border
	for _, b := range all {
		if _, v := local(b); math.Abs(v)+b.half > (0.5+overrun)*d || 2*b.half < sideShare*d {
			continue
		}
		switch n := b.nx*vy - b.ny*vx; {
		case n > parallel:
			left = append(left, b)
		case n < -parallel:
			right = append(right, b)
		}
	}
	var out []frameBox
	for _, l := range left {
		for _, r := range right {
			u0, _ := local(l)
			u1, _ := local(r)
			if wide := u1 - u0; !fits(wide, d, lim) || !spans(p, q, u0, u1, local) {
				continue
			}
			mid := (u0 + u1) / 2
			out = append(out, frameBox{cx + mid*vy, cy - mid*vx, (u1 - u0) / 2, d / 2, math.Atan2(-vx, vy)}.upright())
		}
	}
	return out
}

// fits reports whether a frame of these sides may be a seal's.
func fits(a, b float64, lim limits) bool {
	long, short := max(a, b), min(a, b)
	return short > 0 && long >= lim.leastFrame && long <= lim.mostFrame && long <= mostFlat*short
}

// spans reports whether p and q are sides of a frame from u0 to u1: long enough, and not
// going on beyond it.
func spans(p, q border, u0, u1 float64, local func(border) (u, v float64)) bool {
	for _, b := range []border{p, q} {
		u, _ := local(b)
		slack := overrun * (u1 - u0)
		if u-b.half < u0-slack || u+b.half > u1+slack || 2*b.half < sideShare*(u1-u0) {
			return false
		}
	}
	return true
}

// surest keeps of frames that lie on each other the one with the best score.
func surest(all []foundFrame) []foundFrame {
	slices.SortStableFunc(all, func(a, b foundFrame) int { return cmp.Compare(b.score, a.score) })
	var out []foundFrame
	for _, f := range all {
		if !slices.ContainsFunc(out, func(o foundFrame) bool { return o.box().Intersect(f.box()).Area() > 0.3*f.box().Area() }) {
			out = append(out, f)
		}
	}
	return out
}
