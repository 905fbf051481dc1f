package seal

import (
	"slices"
	"strings"
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

// shadows reports whether characters that were not read, but left a trace, stand right
// before or after the name: they may make it another name.
//
// After 公司 one trace is not enough: a longer name goes on with two characters at least
// (分厂, 分公司), while the ends of the text in the middle of the seal reach into the band.
func (s *steps) shadows(spent []int, name []string) bool {
	from, to := span(spent)
	pitch := float64(to-from) / float64(len(name))
	reach := int(reachPitch * pitch)
	if len(s.traces(from-reach, from, name)) > 0 {
		return true
	}
	if !strings.HasSuffix(strings.Join(name, ""), "公司") {
		return len(s.traces(to, to+reach, name)) > 0
	}
	after := s.traces(to, to+int(3*pitch), name)
	return len(after) > 0 && float64(after[len(after)-1]-after[0]) >= pitch
}

// span returns the steps from the first to the last that a name takes, to exclusive.
func span(spent []int) (from, to int) {
	from, to = slices.IndexFunc(spent, func(k int) bool { return k != -2 }), len(spent)
	for to > 0 && spent[to-1] == -2 {
		to--
	}
	return from, to
}

// traces returns the steps of [from, to) at which something stands that may not be the
// name's own first or last character.
func (s *steps) traces(from, to int, name []string) []int {
	first, last := name[0], name[len(name)-1]
	var out []int
	for t := max(0, from); t < min(len(s.p), to); t++ {
		if s.blank(t) < clearBlank && s.prob(t, first) < anyTrace && s.prob(t, last) < anyTrace {
			out = append(out, t)
		}
	}
	return out
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
