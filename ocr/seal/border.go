package seal

import (
	"cmp"
	"math"
	"slices"
)

// border is a straight piece of the border of ink: its middle, its half length and the unit
// normal that points into the ink.
type border struct{ x, y, half, nx, ny float64 }

const (
	// bent is the cosine to which neighbouring points of one border look the same way.
	bent = 0.94
	// strayed is how far, in pixels on the mean, points may lie off a straight border.
	strayed = 1.1
	// mostBorders bounds the pairs that are tried; the longest are kept.
	mostBorders = 240
)

// borders joins points into straight borders of at least the given length, longest first.
func borders(points []edge, w, h int, least float64) []border {
	at := make([]int32, w*h) // 1 + index of the point in a pixel that belongs to no border yet
	for i, p := range points {
		at[int(p.y)*w+int(p.x)] = int32(i) + 1
	}
	var out []border
	var run []edge
	for i := range points {
		if at[int(points[i].y)*w+int(points[i].x)] != int32(i)+1 {
			continue
		}
		run = grow(points, at, w, h, i, run[:0])
		if float64(len(run)) < 0.7*least {
			continue
		}
		if b, ok := straight(run); ok && 2*b.half >= least {
			out = append(out, b)
		}
	}
	slices.SortStableFunc(out, func(a, b border) int { return cmp.Compare(b.half, a.half) })
	return out[:min(len(out), mostBorders)]
}

// grow appends to run the points that go on from points[first] in the same direction, and
// takes them out of at.
func grow(points []edge, at []int32, w, h, first int, run []edge) []edge {
	take := func(i int) {
		run = append(run, points[i])
		at[int(points[i].y)*w+int(points[i].x)] = 0
	}
	take(first)
	nx, ny := run[0].nx, run[0].ny    // sum of the normals so far
	for next := 0; next < len(run); { // run grows as it is walked
		x, y := int(run[next].x), int(run[next].y)
		next++
		size := float32(math.Hypot(float64(nx), float64(ny)))
		for v := max(0, y-2); v <= min(h-1, y+2); v++ {
			for u := max(0, x-2); u <= min(w-1, x+2); u++ {
				if i := at[v*w+u] - 1; i >= 0 && points[i].nx*nx+points[i].ny*ny > bent*size {
					take(int(i))
					nx, ny = nx+points[i].nx, ny+points[i].ny
				}
			}
		}
	}
	return run
}

// straight fits a line to the points of a run and reports whether they follow it.
func straight(run []edge) (border, bool) {
	n := float64(len(run))
	var mx, my, nx, ny, xx, xy, yy float64
	for _, p := range run {
		mx, my, nx, ny = mx+float64(p.x)/n, my+float64(p.y)/n, nx+float64(p.nx), ny+float64(p.ny)
	}
	for _, p := range run {
		dx, dy := float64(p.x)-mx, float64(p.y)-my
		xx, xy, yy = xx+dx*dx, xy+dx*dy, yy+dy*dy
	}
	sin, cos := math.Sincos(math.Atan2(2*xy, xx-yy) / 2)
	low, high, off := 0.0, 0.0, 0.0
	for _, p := range run {
		dx, dy := float64(p.x)-mx, float64(p.y)-my
		along := cos*dx + sin*dy
		low, high, off = min(low, along), max(high, along), off+math.Abs(cos*dy-sin*dx)/n
	}
	b := border{mx + cos*(low+high)/2, my + sin*(low+high)/2, (high - low) / 2, -sin, cos}
	if b.nx*nx+b.ny*ny < 0 {
		b.nx, b.ny = -b.nx, -b.ny
	}
	return b, off < strayed
}

// facing returns how far o lies in front of b if the two look at each other, and whether they
// stand side by side.
func (b border) facing(o border) (apart float64, ok bool) {
	if b.nx*o.nx+b.ny*o.ny > -parallel {
		return 0, false
	}
	dx, dy := o.x-b.x, o.y-b.y
	apart = dx*b.nx + dy*b.ny
	along := math.Abs(dy*b.nx - dx*b.ny)
	return apart, apart > 0 && along < b.half+o.half
}

// parallel is the cosine from which two sides of a frame are parallel: a slanted photograph
// bends a square.
const parallel = 0.985
