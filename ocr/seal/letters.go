package seal

import "math"

const (
	// lettersFrom and lettersTo are the part of the radius in which an arc of text stands,
	// clear of the ring and of a second ring within it.
	lettersFrom, lettersTo = 0.5, 0.86
	// alongRing is the cosine from which a border counts as running along the ring, or across it.
	alongRing = 0.7
)

// leastMix and mostMix bound the share of strokes across the ring among all in the band.
const leastMix, mostMix = 0.2, 0.88

// lettered reports whether the band looks like text. A ring that shows crisply must show its
// characters as well; a worn one may have lost some of them.
func (l look) lettered() bool {
	least := 0.33 + 0.3*max(0, l.ring-0.55)
	if l.pale {
		least = 0.24
	}
	if min(l.across, l.along) < least {
		return false
	}
	switch crisp := l.ring > 0.95; {
	case l.mix < leastMix, l.mix > mostMix:
		return false
	case crisp && l.band < 0.04, crisp && l.mix > 0.77 && l.band < 0.18 && l.along < 0.65: // hands and hours; the ticks of a dial, which has few strokes along the ring
		return false
	}
	return l.mix > 0.42 || l.along-l.across < 0.2
}

// letters returns in which shares of the visible ring's directions the band of the title
// holds borders of strokes that run across the ring, and of strokes that run along it, and
// what share the former are of all.
// Characters have both, nearly everywhere in their arc. The ticks of a dial only run across,
// the ridges of a finger and contour lines only along; a word in the middle of a circle, a
// globe's meridians or the hands of a clock leave most directions empty.
func (c *found) letters(seen binSet) (across, along, mix float64) {
	var a, b binSet
	var na, nb float64
	f, reach := c.frame(), max(c.a, c.b)
	for _, p := range near(c.edges, c.y, reach) {
		if math.Abs(float64(p.x)-c.x) > reach {
			continue
		}
		u, v, rho := f.unit(p)
		if rho < lettersFrom || rho > lettersTo {
			continue
		}
		at := bin(math.Atan2(v, u))
		if math.Abs(f.facing(p, u, v)) > alongRing {
			b.add(at)
			nb += float64(p.weight)
		} else {
			a.add(at)
			na += float64(p.weight)
		}
	}
	n := float64(max(1, seen.count()))
	a, b = a.widened(), b.widened()
	return float64(a.meet(seen)) / n, float64(b.meet(seen)) / n, na / max(1, na+nb)
}

// widened adds the neighbours of every bin.
func (s binSet) widened() (out binSet) {
	for i := range ringBins {
		if s.has(i) || s.has((i+1)%ringBins) || s.has((i+ringBins-1)%ringBins) {
			out.add(i)
		}
	}
	return out
}
