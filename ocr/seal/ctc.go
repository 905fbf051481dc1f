package seal

import (
	"math"
	"slices"
	"strings"

	"lianshen/ocr"
)

const (
	// maxSteps and maxName bound the work on posteriors that come from outside, mostStrips
	// the strips of one title.
	maxSteps, maxName, mostStrips = 2000, 120, 24
	// leastP stands for probabilities that the recogniser did not keep.
	leastP = 1e-7
)

// twins are characters that registers write one way and recognisers another.
var twins = map[string]string{
	"(": "（", ")": "）", "[": "（", "]": "）", "〔": "（", "〕": "）", "【": "（", "】": "）",
}

// steps gives the probabilities of one strip as name comparison needs them.
type steps struct {
	p       *ocr.Posteriors // folded
	floor   []float64       // probability of a character that a step did not keep
	columns map[string]column
	twice   *steps // once it was asked for
}

func newSteps(p *ocr.Posteriors) *steps {
	s := &steps{p: folded(p), floor: make([]float64, len(p.Steps)), columns: map[string]column{}}
	for t, step := range p.Steps {
		rest := 1 - float64(step.Blank)
		for _, c := range step.Chars {
			rest -= float64(c.P)
		}
		s.floor[t] = max(leastP, rest/float64(max(1, p.Classes)))
	}
	return s
}

// stripsOf returns the strips of p that can be compared with a name.
func stripsOf(p *ocr.Posteriors) []*steps {
	if p == nil {
		return nil
	}
	var out []*steps
	for _, q := range append([]*ocr.Posteriors{p}, p.Also...) {
		if q != nil && len(q.Steps) > 0 && len(q.Steps) <= maxSteps && len(out) < mostStrips {
			out = append(out, newSteps(q))
		}
	}
	return out
}

// folded returns p with its characters as names have them, twins taken together, most
// probable first.
func folded(p *ocr.Posteriors) *ocr.Posteriors {
	out := &ocr.Posteriors{Steps: make([]ocr.Step, len(p.Steps)), Classes: p.Classes}
	for t, step := range p.Steps {
		q := ocr.Step{Blank: step.Blank, Chars: make([]ocr.CharProb, 0, len(step.Chars))}
		for _, c := range step.Chars {
			char := fold(c.Char)
			if i := slices.IndexFunc(q.Chars, func(o ocr.CharProb) bool { return o.Char == char }); i >= 0 {
				q.Chars[i].P += c.P
			} else if char != "" {
				q.Chars = append(q.Chars, ocr.CharProb{Char: char, P: c.P})
			}
		}
		slices.SortStableFunc(q.Chars, func(a, b ocr.CharProb) int { return compareP(b.P, a.P) })
		out.Steps[t] = q
	}
	return out
}

func compareP(a, b float32) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// prob returns the probability of a character at step t.
func (s *steps) prob(t int, char string) float64 {
	for _, c := range s.p.Steps[t].Chars {
		if c.Char == char {
			return max(s.floor[t], float64(c.P))
		}
	}
	return s.floor[t]
}

func (s *steps) blank(t int) float64 { return max(leastP, float64(s.p.Steps[t].Blank)) }

// best returns the most probable character at step t, "" for the blank.
func (s *steps) best(t int) (char string, p float64) {
	p = s.blank(t)
	if all := s.p.Steps[t].Chars; len(all) > 0 && float64(all[0].P) > p {
		return all[0].Char, float64(all[0].P)
	}
	return "", p
}

// fold brings a character into the form of ocr.NormaliseName.
func fold(c string) string {
	if t, ok := twins[c]; ok {
		return t
	}
	if len(c) == 3 && c[0] >= 0xe4 && c[0] <= 0xe9 { // a Han character stays as it is
		return c
	}
	return strings.ToUpper(ocr.NormaliseName(c))
}

// align finds the most probable place of name in s (Viterbi over CTC states, what stands
// before and after being free) and returns, for every step, the index of the character it
// is spent on, -1 for a blank within the name, -2 outside of it.
func (s *steps) align(name []string) (spent []int) {
	along := s.states(name)
	states, n := len(along), len(s.floor)
	score := make([]float64, states)
	for k := range score {
		score[k] = math.Inf(-1)
	}
	back := make([]int8, n*states) // states to go back: 0 stay, 1, 2; -1 begin here
	endAt, endScore := -1, math.Inf(-1)
	for t := range n {
		for k := states - 1; k >= 0; k-- {
			from, move := score[k], int8(0)
			if k >= 1 && score[k-1] > from {
				from, move = score[k-1], 1
			}
			if k >= 2 && k%2 == 0 && name[k/2] != name[k/2-1] && score[k-2] > from {
				from, move = score[k-2], 2
			}
			if k == 0 && from < 0 {
				from, move = 0, -1
			}
			score[k] = from + along[k].log[t]
			back[t*states+k] = move
		}
		if score[states-1] > endScore {
			endAt, endScore = t, score[states-1]
		}
	}
	return trace(back, n, states, endAt)
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
