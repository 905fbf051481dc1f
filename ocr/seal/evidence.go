package seal

import (
	"slices"
	"unicode"
)

// evidence is what a strip says about one name.
type evidence struct {
	chars    []float64 // the best probability of every character at its place
	rivals   int       // other characters in the name's place
	clear    int       // of them, those that speak against the name
	certain  int       // of these, those that do so alone
	outside  int       // characters right before and after that make it a longer name
	shadowed bool      // something illegible stands right beside the name
	widest   float64   // widest step between characters over the usual one
	loss     float64   // log of how much less probable the name is than the best reading
	readMean float64   // mean probability of the best reading
}

// weigh gathers what s says about name.
func (s *steps) weigh(name []string) evidence {
	spent, loss := s.align(name)
	e := evidence{chars: make([]float64, len(name)), loss: loss}
	for t, k := range spent {
		if k >= 0 {
			e.chars[k] = max(e.chars[k], s.prob(t, name[k]))
		}
	}
	all, sum := s.segments(), 0.0
	for _, g := range all {
		sum += g.p
		s.note(&e, g, spent, name)
	}
	e.outside, e.widest = neighbours(all, spent, name), widest(spent, len(name))
	e.shadowed = s.shadows(spent, name)
	e.readMean = sum / float64(max(1, len(all)))
	return e
}

// segment is one character of the best free reading.
type segment struct {
	char     string
	p        float64
	from, to int // steps, to exclusive
}

func (s *steps) segments() []segment {
	var out []segment
	last := ""
	for t := range s.p {
		char, p := s.best(t)
		if char != "" && char == last {
			g := &out[len(out)-1]
			g.p, g.to = max(g.p, p), t+1
		} else if char != "" {
			out = append(out, segment{char, p, t, t + 1})
		}
		last = char
	}
	return out
}

// note counts a character of the free reading for or against the name.
func (s *steps) note(e *evidence, g segment, spent []int, name []string) {
	if g.p < anyOther || !weighty(g.char) {
		return
	}
	inside := false
	for t := max(0, g.from-1); t < min(len(spent), g.to+1); t++ {
		if k := spent[t]; k >= 0 && same(name[k], g.char) {
			return
		}
		inside = inside || t >= g.from && t < g.to && spent[t] != -2
	}
	if inside {
		e.rivals++
		left := s.support(g, spent, name)
		if g.p >= clearlyOther && left < doubtful {
			e.clear++
		}
		if g.p >= surelyOther && left < noDoubt {
			e.certain++
		}
	}
}

// neighbours counts the characters that stand so near before or after the name that they
// belong to the same text: a longer name. Where a title fills the whole ring, the name
// itself may begin again.
func neighbours(all []segment, spent []int, name []string) (n int) {
	from := slices.IndexFunc(spent, func(k int) bool { return k != -2 })
	to := len(spent)
	for to > 0 && spent[to-1] == -2 {
		to--
	}
	reach := reachPitch * float64(to-from) / float64(len(name))
	end, i := to, 0
	for _, g := range all {
		if g.from >= to && weighty(g.char) && float64(g.from-end) < reach {
			n += differs(g.char, name, i)
			end, i = g.to, i+1
		}
	}
	start, i := from, len(name)-1
	for _, g := range slices.Backward(all) {
		if g.to <= from && weighty(g.char) && float64(start-g.to) < reach {
			n += differs(g.char, name, i)
			start, i = g.from, i-1
		}
	}
	return n
}

// shadows reports whether a character that was not read, but left a trace, stands right
// before or after the name: half a character may make it another name.
func (s *steps) shadows(spent []int, name []string) bool {
	from := slices.IndexFunc(spent, func(k int) bool { return k != -2 })
	to := len(spent)
	for to > 0 && spent[to-1] == -2 {
		to--
	}
	reach := int(reachPitch * float64(to-from) / float64(len(name)))
	first, last := name[0], name[len(name)-1]
	for t := max(0, from-reach); t < min(len(spent), to+reach); t++ {
		outside := t < from || t >= to
		if outside && s.blank(t) < clearBlank && s.prob(t, first) < anyTrace && s.prob(t, last) < anyTrace {
			return true
		}
	}
	return false
}

func differs(char string, name []string, i int) int {
	if i >= 0 && i < len(name) && same(char, name[i]) {
		return 0
	}
	return 1
}

// widest returns the widest step from one character of the name to the next as a multiple
// of the usual one: characters stand evenly on a seal, and a wide step hides another one.
func widest(spent []int, n int) float64 {
	at, count := make([]float64, n), make([]float64, n)
	for t, k := range spent {
		if k >= 0 {
			at[k], count[k] = at[k]+float64(t), count[k]+1
		}
	}
	gaps := make([]float64, n-1)
	for k := range gaps {
		gaps[k] = at[k+1]/max(1, count[k+1]) - at[k]/max(1, count[k])
	}
	most := slices.Max(gaps)
	slices.Sort(gaps)
	return most / max(1, gaps[len(gaps)/2])
}

// support is the probability that the name's characters next to a segment still have there.
func (s *steps) support(g segment, spent []int, name []string) float64 {
	best := 0.0
	for t := max(0, g.from-1); t < min(len(spent), g.to+1); t++ {
		if k := spent[t]; k >= 0 {
			for u := g.from; u < g.to; u++ {
				best = max(best, s.prob(u, name[k]))
			}
		}
	}
	return best
}

// weighty leaves out punctuation: specks are read as dots.
func weighty(c string) bool {
	for _, r := range c {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return false
}
