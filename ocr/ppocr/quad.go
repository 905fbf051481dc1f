package ppocr

import (
	"cmp"
	"math"
	"slices"

	"lianshen/ocr"
)

// point is a place in a picture, in pixels.
type point struct{ x, y float64 }

// quad is a rectangle at any angle: top left, top right, bottom right, bottom left as the
// text reads.
type quad struct {
	corners [4]point
	score   float64
}

func (q quad) width() float64  { return distance(q.corners[0], q.corners[1]) }
func (q quad) height() float64 { return distance(q.corners[1], q.corners[2]) }

func distance(a, b point) float64 { return math.Hypot(a.x-b.x, a.y-b.y) }

// runsDown reports whether q is a line that runs down the page.
func (q quad) runsDown() bool { return q.height() >= tallText*q.width() }

// box is the upright box around q.
func (q quad) box() ocr.Box {
	b := ocr.Box{q.corners[0].x, q.corners[0].y, q.corners[0].x, q.corners[0].y}
	for _, p := range q.corners[1:] {
		b = b.Union(ocr.Box{p.x, p.y, p.x, p.y})
	}
	return b
}

func (q quad) scale(f float64) quad {
	for i := range q.corners {
		q.corners[i].x *= f
		q.corners[i].y *= f
	}
	return q
}

// grow moves every side of q outwards by d.
func (q quad) grow(d float64) quad {
	w, h := q.width(), q.height()
	if w == 0 || h == 0 {
		return q
	}
	c := q.corners
	ux, uy := (c[1].x-c[0].x)/w*d, (c[1].y-c[0].y)/w*d // along the line
	vx, vy := (c[3].x-c[0].x)/h*d, (c[3].y-c[0].y)/h*d // down
	q.corners = [4]point{
		{c[0].x - ux - vx, c[0].y - uy - vy}, {c[1].x + ux - vx, c[1].y + uy - vy},
		{c[2].x + ux + vx, c[2].y + uy + vy}, {c[3].x - ux + vx, c[3].y - uy + vy},
	}
	return q
}

// minRect is the smallest rectangle, at any angle, around points. One side of it lies on a
// side of the convex hull.
func minRect(points []point) quad {
	hull := convexHull(points)
	best, bestArea := quad{}, math.Inf(1)
	for i := range hull {
		q := rectAlong(hull, hull[i], hull[(i+1)%len(hull)])
		if area := q.width() * q.height(); area < bestArea {
			best, bestArea = q, area
		}
	}
	return best.ordered()
}

// rectAlong is the rectangle around the hull with a side parallel to a–b.
func rectAlong(hull []point, a, b point) quad {
	n := distance(a, b)
	if n == 0 {
		n, b = 1, point{a.x + 1, a.y}
	}
	ux, uy := (b.x-a.x)/n, (b.y-a.y)/n
	lowU, highU, lowV, highV := math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, p := range hull {
		u, v := p.x*ux+p.y*uy, -p.x*uy+p.y*ux
		lowU, highU = min(lowU, u), max(highU, u)
		lowV, highV = min(lowV, v), max(highV, v)
	}
	at := func(u, v float64) point { return point{u*ux - v*uy, u*uy + v*ux} }
	return quad{corners: [4]point{at(lowU, lowV), at(highU, lowV), at(highU, highV), at(lowU, highV)}}
}

// ordered names the corners as the text reads, taking it to run to the right, more than down or
// up, whatever the longer side: a long line that runs down the page stays one when it leans.
func (q quad) ordered() quad {
	first, most := 0, math.Inf(-1)
	for i, c := range q.corners {
		next := q.corners[(i+1)%4]
		if right := (next.x - c.x) / max(1e-9, distance(c, next)); right > most {
			first, most = i, right
		}
	}
	c := q.corners
	for i := range c {
		q.corners[i] = c[(first+i)%4]
	}
	return q
}

// convexHull goes around points once, by monotone chains.
func convexHull(points []point) []point {
	slices.SortFunc(points, func(a, b point) int {
		return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y))
	})
	points = slices.Compact(points)
	if len(points) < 3 {
		return points
	}
	var hull []point
	for range 2 {
		start := len(hull)
		for _, p := range points {
			for len(hull) >= start+2 && turn(hull[len(hull)-2], hull[len(hull)-1], p) <= 0 {
				hull = hull[:len(hull)-1]
			}
			hull = append(hull, p)
		}
		hull = hull[:len(hull)-1]
		slices.Reverse(points)
	}
	return hull
}

// turn is positive when a–b–c turns to the left.
func turn(a, b, c point) float64 { return (b.x-a.x)*(c.y-a.y) - (b.y-a.y)*(c.x-a.x) }
