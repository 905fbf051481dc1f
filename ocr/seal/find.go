package seal

import (
	"cmp"
	"math"
	"slices"
)

// found is one impression on the ink map, before it is read.
type found struct {
	ellipse        // on the ink map
	ink     *plane // the plane that holds its ink
	edges   []edge // of ink
	rim     []edge // those of them that the ring is fitted to
	ring    float64
	visible float64 // share of the ring that lies on the page
	score   float64
	look    look
}

const (
	// leastRing is the share of the visible ring that must be seen.
	leastRing = 0.5
	// leastVisible is the share of the ring that must lie on the page.
	leastVisible = 0.22
	// leastScore is where candidates end.
	leastScore = 0.5
	// sureScore is where the search around a candidate stops.
	sureScore = 0.85
)

// level is one step of a pyramid of ever smaller images.
type level struct {
	*plane
	edges []edge
	f     float64 // pixels of the ink map for one of the level
	least float64 // share of a ring at which a centre is followed up
}

// pyramid returns the levels on which impressions within lim may show, smallest last; points
// are the edges of ink.
func pyramid(ink *plane, points []edge, lim limits) []level {
	out := []level{{ink, points, 1, 0.3}}
	for {
		last := out[len(out)-1]
		if 2*mostRadius*last.f > lim.most || min(last.w, last.h) < leastRadius {
			return out
		}
		small := last.halve()
		out = append(out, level{small, edges(small), 2 * last.f, last.least})
	}
}

// findRings returns the round and oval impressions of one ink, surest first.
func (k *inkMap) findRings(ink *plane, lim limits) []found {
	if ink == k.dark {
		return k.findDark(lim)
	}
	points := k.edges(ink)
	return k.search(pyramid(ink, points, lim), found{ink: ink, rim: points}, forms, lim)
}

// findDark is findRings among black text: every letter is ink there, so that only rings of the
// usual sizes are worth the time, and they are looked for in what is larger than letters.
func (k *inkMap) findDark(lim limits) []found {
	lim = lim.usual()
	large := k.dark.without(leastPiece * lim.least)
	rim := edges(large)
	levels := slices.DeleteFunc(pyramid(large, rim, lim), func(l level) bool { return 2*mostRadius*l.f < lim.least })
	for i := range levels {
		levels[i].edges, levels[i].least = oblique(levels[i].edges), 0.45
	}
	return k.search(levels, found{ink: k.dark, rim: rim}, darkForms, lim)
}

// search looks on all levels for impressions of the given forms, the largest first; blank is a
// found without its ellipse.
func (k *inkMap) search(levels []level, blank found, shapes []form, lim limits) []found {
	var all []found
	for _, l := range slices.Backward(levels) {
		for _, shape := range shapes {
			if len(l.edges) > 0 {
				all = k.findLevel(all, l, blank, shape, lim)
			}
		}
	}
	return k.distinct(all)
}

// findLevel votes on one level and adds to all the centres that hold on the base level.
func (k *inkMap) findLevel(all []found, l level, blank found, shape form, lim limits) []found {
	acc := vote(l.edges, l.w, l.h, shape, leastRadius)
	acc.sharpen()
	for _, p := range acc.peaks() {
		e, share := outerRadius(l.edges, p.x, p.y, shape, l.w, l.h)
		if share < l.least || known(all, e.scaled(l.f)) {
			continue
		}
		e, ok := e.refine(l.edges, 0.08*e.a+1, 2.5)
		if !ok {
			continue
		}
		if e, ok = e.scaled(l.f).refine(blank.rim, 2*l.f+1, 2, 1.5); !ok {
			continue
		}
		c := blank
		c.ellipse, c.edges = e.upright(), k.edges(blank.ink)
		if d := c.diameter(); d >= lim.least && d <= lim.most && k.judge(&c) {
			all = append(all, c)
		}
	}
	return all
}

// known reports whether e is, or lies within, an impression that is already sure: most
// peaks are echoes of one seal in other levels and aspects.
func known(all []found, e ellipse) bool {
	return slices.ContainsFunc(all, func(o found) bool {
		rho, _ := o.polar(e.x, e.y)
		return o.score > sureScore && rho < 0.6 && e.radius() < 1.15*o.radius()
	})
}

// distinct keeps the surest impressions. What lies inside one that is kept is its own text
// and star: a further impression must show a ring of its own outside of it.
func (k *inkMap) distinct(all []found) []found {
	slices.SortFunc(all, func(a, b found) int { return cmp.Compare(b.score, a.score) })
	var out []found
	for _, c := range all {
		if !slices.ContainsFunc(out, c.repeats) && k.ownRing(c, out) {
			out = append(out, c)
		}
	}
	return out
}

// repeats reports whether c and o are one impression: two prints may touch and overlap, but
// their centres stay apart.
func (c found) repeats(o found) bool {
	apart := math.Hypot(c.x-o.x, c.y-o.y)
	return apart < 0.6*max(c.radius(), o.radius()) || c.box().IoU(o.box()) > 0.4
}

// ownRing reports whether enough of c's ring is seen outside the impressions already kept.
func (k *inkMap) ownRing(c found, kept []found) bool {
	seen := c.ellipse.visible(c.ink.w, c.ink.h)
	all := seen.count()
	for _, o := range kept {
		seen = c.outsideOf(o, seen)
	}
	_, filled := c.support(c.edges, c.tolerance(), sureFacing)
	own := seen.count()
	return own > all/2 && float64(filled.meet(seen)) >= c.needs()*float64(own)
}

// outsideOf removes from seen the bins of c that lie in or on o.
func (c found) outsideOf(o found, seen binSet) (out binSet) {
	for i := range ringBins {
		x, y := c.at(angle(i), 1)
		if rho, _ := o.polar(x, y); seen.has(i) && rho > 1.06 {
			out.add(i)
		}
	}
	return out
}

// needs is the share of the visible ring that must be there: the smaller the visible piece,
// the more chance can bend other ink into an arc.
func (c found) needs() float64 { return leastRing + 0.4*(1-c.visible) }

// tolerance is how far, in map pixels, a border may stray from the fitted ring.
func (c found) tolerance() float64 { return min(3, max(1.5, 0.03*c.radius())) }
