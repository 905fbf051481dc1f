package ocr

import (
	"math"
	"strings"
)

// leastProb is the least probability that anything has: a model that is certain may still
// be wrong, and one bad step must not forbid a name for ever.
const leastProb = 1e-7

// LogLikelihoodWithin is the natural logarithm of the probability that name stands somewhere
// in the strip, whatever is before and behind it: the best place, where the steps outside are
// read freely, each at the cost of its most probable class. Characters that a step did not
// keep share the mass that it lost. It suits seal titles, which may
// start anywhere on the ring. Compare it with FreeLogLikelihood: near it the strip reads
// name, far below it something else.
func (p *Posteriors) LogLikelihoodWithin(name string) float64 {
	return newForward(p, name).anywhere()
}

// FreeLogLikelihood is the logarithm of the probability of the best path: what the strip
// reads when nothing is expected.
func (p *Posteriors) FreeLogLikelihood() float64 {
	sum := 0.0
	for _, s := range p.Steps {
		sum += s.best()
	}
	return sum
}

// Best is the free reading: the best path with repeats merged and blanks dropped, and the
// mean probability of its characters, 0 for an empty text.
func (p *Posteriors) Best() (text string, score float64) {
	var b strings.Builder
	last, n := "", 0
	for _, s := range p.Steps {
		c, prob := s.top()
		if c != "" && c != last {
			b.WriteString(c)
			score += prob
			n++
		}
		last = c
	}
	if n == 0 {
		return "", 0
	}
	return b.String(), score / float64(n)
}

// top is the most probable character of s, "" for the blank.
func (s Step) top() (char string, prob float64) {
	if len(s.Chars) == 0 || s.Blank >= s.Chars[0].P {
		return "", float64(s.Blank)
	}
	return s.Chars[0].Char, float64(s.Chars[0].P)
}

// best is the logarithm of the probability of the step's most probable class.
func (s Step) best() float64 {
	_, p := s.top()
	return logProb(p)
}

func logProb(p float64) float64 { return math.Log(min(1, max(p, leastProb))) }

// prob is the probability of char at s. A character that was not kept gets an even share
// of the missing mass, never more than the least one kept.
func (s Step) prob(char string, classes int) float64 {
	rest := 1 - float64(s.Blank)
	for _, c := range s.Chars {
		if c.Char == char {
			return float64(c.P)
		}
		rest -= float64(c.P)
	}
	share := max(0, rest) / float64(max(1, classes-1-len(s.Chars)))
	if n := len(s.Chars); n > 0 {
		share = min(share, float64(s.Chars[n-1].P))
	}
	return share
}
