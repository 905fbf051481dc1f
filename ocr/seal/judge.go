package seal

import "math"

// look is what an impression shows along its ring and inside it.
type look struct {
	ring    float64 // share of the visible ring whose border is there
	visible float64 // share of the ring that lies on the page
	line    float64 // share of the ring's directions in which it is a line, not the rim of a disc
	outside float64 // share of the directions with ink just outside
	band    float64 // share of ink where the title stands
	fill    float64 // share of ink inside the ring
	paper   float64 // share of what is not ink inside the ring that is bare paper or black text
	stripes float64 // changes between ink and paper on the way around the title band
	pale    bool    // the ring's ink shows little colour
	across  float64 // share of directions with strokes across the ring in the title band
	along   float64 // the same of strokes along the ring
	mix     float64 // share of such strokes that run across
}

// paleInk is the strongInk below which the colour of thin strokes is lost in JPEG's blocks:
// the ring shows better than the characters.
const paleInk = 20

// judge fills in how sure it is that c is an impression and reports whether it may be one.
func (k *inkMap) judge(c *found) bool {
	l := k.look(c)
	c.look = l
	c.ring, c.visible = l.ring, l.visible
	switch {
	case l.ring < c.needs(), l.visible < leastVisible:
		return false
	case l.line < 0.35, l.outside > 0.75:
		return false
	case l.fill < 0.02, l.fill > 0.62, l.band < 0.02, l.band > 0.75:
		return false
	case l.paper < 0.35, l.stripes < 12*l.visible:
		return false
	case !l.lettered():
		return false
	}
	c.score = l.ring * (0.6 + 0.4*l.line) * (1 - 0.4*l.outside) * min(1, 0.5+l.stripes/60) * (0.6 + 0.4*l.visible)
	if c.ink == k.dark { // among black text only what leaves no doubt
		return l.ring > 0.72 && l.line > 0.65 && l.outside < 0.4 && l.visible > 0.98 && l.stripes >= 36
	}
	return c.score > leastScore
}

func (k *inkMap) look(c *found) look {
	var l look
	seen := c.ellipse.visible(c.ink.w, c.ink.h)
	_, filled := c.support(c.edges, c.tolerance(), sureFacing)
	l.ring = float64(filled.meet(seen)) / float64(max(1, seen.count()))
	l.visible = float64(seen.count()) / ringBins
	least := k.strongInk(c)
	l.pale = least < paleInk
	l.line, l.outside = k.rim(c, seen, least)
	k.inside(c, least, &l)
	l.across, l.along, l.mix = c.letters(seen)
	return l
}

// strongInk is half the typical strength of the ring's ink.
func (k *inkMap) strongInk(c *found) float64 {
	sum, n, f := 0.0, 0.0, c.frame()
	for i := range ringBins {
		best := 0.0
		for _, d := range []float64{0.5, 1.5, 2.5} {
			x, y := f.onRing(i, 1-d/c.radius())
			best = max(best, c.ink.sample(x, y))
		}
		if best > inkFloor {
			sum, n = sum+best, n+1
		}
	}
	return max(inkFloor, 0.3*sum/max(1, n))
}

// rim looks across the ring: ink must end a little further in, and not go on outside.
func (k *inkMap) rim(c *found, seen binSet, least float64) (line, outside float64) {
	f := c.frame()
	for i := range ringBins {
		if !seen.has(i) {
			continue
		}
		inner := 255.0
		for rho := 0.86; rho < 0.98; rho += 1 / c.radius() {
			x, y := f.onRing(i, rho)
			inner = min(inner, c.ink.sample(x, y))
		}
		if inner < least {
			line++
		}
		x, y := f.onRing(i, 1+max(0.05, 2.5/c.radius()))
		if c.ink.sample(x, y) > least {
			outside++
		}
	}
	n := float64(max(1, seen.count()))
	return line / n, outside / n
}

// inside measures what lies within the ring.
func (k *inkMap) inside(c *found, least float64, l *look) {
	var all, inked, bare, band, bandInk, stripes float64
	for rho := 0.1; rho < 0.91; rho += max(0.02, 1/c.radius()) {
		n := max(24, int(2*math.Pi*rho*c.radius()))
		changes, was := 0.0, false
		for i := range n {
			x, y := c.at(float64(i)*2*math.Pi/float64(n), rho)
			px, py := floor(x), floor(y)
			if px < 0 || py < 0 || px >= c.ink.w || py >= c.ink.h {
				continue
			}
			is := float64(c.ink.at(px, py)) > least
			all++
			switch {
			case is:
				inked++
			case k.plain(px, py):
				bare++
			}
			if is != was {
				changes++
			}
			was = is
			if rho > 0.6 {
				band++
				if is {
					bandInk++
				}
			}
		}
		if rho > 0.55 {
			stripes = max(stripes, changes)
		}
	}
	l.fill, l.band = inked/max(1, all), bandInk/max(1, band)
	l.paper, l.stripes = bare/max(1, all-inked), stripes
}

// plain reports whether a spot without ink is bare paper or plain black.
func (k *inkMap) plain(x, y int) bool {
	return k.warm.at(x, y) < 2*inkFloor && k.cool.at(x, y) < 2*inkFloor && (k.dark.at(x, y) < 60 || k.dark.at(x, y) > 120)
}
