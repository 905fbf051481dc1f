package seal

import (
	"math"
	"strings"

	"lianshen/ocr"
)

const (
	// maxSteps and maxName bound the work on posteriors that come from outside.
	maxSteps, maxName = 2000, 120
	// leastP stands for probabilities that the recogniser did not keep.
	leastP = 1e-7
)

// twins are characters that registers write one way and recognisers another.
var twins = map[string]string{
	"(": "（", ")": "）", "[": "（", "]": "）", "〔": "（", "〕": "）", "【": "（", "】": "）",
}

// steps gives the probabilities of p as name comparison needs them.
type steps struct {
	p     []ocr.Step
	floor []float64 // probability of a character that a step did not keep
}

func newSteps(p *ocr.Posteriors) *steps {
	s := &steps{p: p.Steps, floor: make([]float64, len(p.Steps))}
	for t, step := range p.Steps {
		rest := 1 - float64(step.Blank)
		for _, c := range step.Chars {
			rest -= float64(c.P)
		}
		s.floor[t] = max(leastP, rest/float64(max(1, p.Classes)))
	}
	return s
}

// prob returns the probability of a character at step t.
func (s *steps) prob(t int, char string) float64 {
	sum := 0.0
	for _, c := range s.p[t].Chars {
		if same(c.Char, char) {
			sum += float64(c.P)
		}
	}
	return max(s.floor[t], sum)
}

func (s *steps) blank(t int) float64 { return max(leastP, float64(s.p[t].Blank)) }

// best returns the most probable character at step t, "" for the blank.
func (s *steps) best(t int) (char string, p float64) {
	p = s.blank(t)
	for _, c := range s.p[t].Chars {
		if float64(c.P) > p {
			char, p = c.Char, float64(c.P)
		}
	}
	return char, p
}

// same compares two characters, brackets and letter case aside.
func same(a, b string) bool { return a == b || fold(a) == fold(b) }

func fold(c string) string {
	if t, ok := twins[c]; ok {
		return t
	}
	return strings.ToUpper(ocr.NormaliseName(c))
}

// align finds the most probable place of name in s (Viterbi over CTC states, what stands
// before and after being free) and returns, for every step, the index of the character it
// is spent on, -1 for a blank within the name, -2 outside of it; and the logarithm of how
// much less probable that is than the best free reading.
func (s *steps) align(name []string) (spent []int, loss float64) {
	states := 2*len(name) - 1 // character, blank, character, …
	n := len(s.p)
	score := make([]float64, states)
	for k := range score {
		score[k] = math.Inf(-1)
	}
	back := make([]int8, n*states) // states to go back: 0 stay, 1, 2; -1 begin here
	endAt, endScore := -1, math.Inf(-1)
	for t := range n {
		_, top := s.best(t)
		for k := states - 1; k >= 0; k-- {
			from, move := score[k], int8(0)
			if k >= 1 && score[k-1] > from {
				from, move = score[k-1], 1
			}
			if k >= 2 && k%2 == 0 && !same(name[k/2], name[k/2-1]) && score[k-2] > from {
				from, move = score[k-2], 2
			}
			if k == 0 && from < 0 {
				from, move = 0, -1
			}
			score[k] = from + math.Log(s.state(t, k, name)/top)
			back[t*states+k] = move
		}
		if score[states-1] > endScore {
			endAt, endScore = t, score[states-1]
		}
	}
	return trace(back, n, states, endAt), endScore
}

func (s *steps) state(t, k int, name []string) float64 {
	if k%2 == 1 {
		return s.blank(t)
	}
	return s.prob(t, name[k/2])
}

// trace follows the best path back from its end.
func trace(back []int8, n, states, end int) []int {
	spent := make([]int, n)
	for t := range spent {
		spent[t] = -2
	}
	for t, k := end, states-1; t >= 0 && k >= 0; t-- {
		if spent[t] = -1; k%2 == 0 {
			spent[t] = k / 2
		}
		move := back[t*states+k]
		if move < 0 {
			break
		}
		k -= int(move)
	}
	return spent
}
