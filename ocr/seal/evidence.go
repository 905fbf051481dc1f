package seal

import "math"

// evidence is what all strips of a title say together about one name.
type evidence struct {
	chars    []joined // by character of the name
	fit      float64  // best fit of a strip
	outside  float64  // share of the strips with characters that make it a longer name
	shadowed float64  // share of the strips with traces beside the name
	widest   float64  // widest step between characters over the usual one, in the best strip
}

// joined is what stands where a character of the name should, over all strips that show
// anything there: means, each strip weighed by how well it fits the name.
type joined struct {
	own     float64 // of the name's character
	other   float64 // of the likeliest other one
	best    float64 // of the name's own in the strip that says so most
	seen    float64 // strongest sign of anything
	rival   float64 // of the likeliest one that would make it another place
	implied bool    // follows from its neighbours
}

// weigh holds all strips of a title against name.
func weigh(strips []*steps, name []string) evidence {
	e := evidence{chars: make([]joined, len(name))}
	views, total := make([]view, len(strips)), 0.0
	for i, s := range strips {
		v := s.look(name)
		views[i] = v
		if v.fit > e.fit {
			e.fit, e.widest = v.fit, v.widest
		}
		w := v.weight()
		total += w
		if v.outside {
			e.outside += w
		}
		if v.shadowed {
			e.shadowed += w
		}
	}
	e.outside, e.shadowed = e.outside/total, e.shadowed/total
	known := implied(name)
	for k := range name {
		e.chars[k] = join(views, k, known[k].rivals)
		e.chars[k].implied = known[k].implied
	}
	return e
}

func (v view) weight() float64 { return max(1e-6, v.fit*v.fit) }

// join takes the strips together at one character; rivals are those that it must not be.
func join(views []view, k int, rivals []string) joined {
	var j joined
	all, total := map[string]float64{}, 1e-12
	for _, v := range views {
		p, w := v.places[k], v.weight()
		w *= p.seen
		total += w
		j.own += w * p.own
		j.seen, j.best = max(j.seen, p.seen), max(j.best, p.own)
		for c, q := range p.chars {
			all[c] += w * q
		}
	}
	j.own = max(leastP, j.own/total)
	for _, q := range all {
		j.other = max(j.other, q/total)
	}
	for _, c := range rivals {
		j.rival = max(j.rival, all[c]/total)
	}
	return j
}

// margin is the logarithm of how much likelier the name's character is than any other.
func (j joined) margin() float64 { return math.Log(j.own / max(leastP, j.other)) }
