package seal

import "math"

// column is how probable one character, or the blank, is along a strip: at every step its
// probability over that of the step's likeliest reading, and the logarithm of it. Names have
// most of their characters in common, so columns are kept.
type column struct{ ratio, log []float64 }

// blankColumn is the blank's name among columns.
const blankColumn = ""

func (s *steps) column(char string) column {
	if c, ok := s.columns[char]; ok {
		return c
	}
	n := len(s.floor)
	c := column{make([]float64, n), make([]float64, n)}
	for t := range n {
		_, top := s.best(t)
		p := s.blank(t)
		if char != blankColumn {
			p = s.prob(t, char)
		}
		c.ratio[t] = p / top
		c.log[t] = math.Log(c.ratio[t])
	}
	s.columns[char] = c
	return c
}

// states are the columns of the states that a path through name takes: its characters, with
// a blank between each two.
func (s *steps) states(name []string) []column {
	out := make([]column, 2*len(name)-1)
	for k := range out {
		out[k] = s.column(blankColumn)
		if k%2 == 0 {
			out[k] = s.column(name[k/2])
		}
	}
	return out
}
