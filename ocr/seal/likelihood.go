package seal

import "math"

// leastLikely bounds likelihoods: what is less likely cannot be told from the impossible.
const leastLikely = 1e-300

// likelihood is the natural logarithm of how likely the strip carries name, over how likely
// its best free reading is: 0 where nothing speaks for another text. The name may stand
// anywhere; what is before and behind it is read freely.
//
// It is the forward algorithm of CTC (Graves et al., ICML 2006) over the states of name. A
// path may enter at the first character at any step, and leave after the last.
func (s *steps) likelihood(name []string) float64 {
	along := s.states(name)
	now, next := make([]float64, len(along)), make([]float64, len(along))
	best := 0.0
	for t := range s.floor {
		for k := range along {
			in := now[k]
			if k > 0 {
				in += now[k-1]
			}
			if k > 1 && k%2 == 0 && name[k/2] != name[k/2-1] {
				in += now[k-2]
			}
			if k == 0 {
				in = max(in, 1)
			}
			next[k] = in * along[k].ratio[t]
		}
		now, next = next, now
		best = max(best, now[len(now)-1])
	}
	return math.Log(max(best, leastLikely))
}
