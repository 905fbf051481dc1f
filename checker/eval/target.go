package eval

import (
	"fmt"
	"strings"
)

// Goal is the figure that the target of a metric is stated for: the cases at its condition,
// all of them where there is none.
func (r *Result) Goal(m Metric) Figure {
	if goals[m.Key] != nil {
		return r.Figure(m.Key, AtGoal)
	}
	return r.Figure(m.Key, All)
}

// Met reports whether a figure reaches the target of its metric; known is false where there
// is no target or nothing was counted.
func (m Metric) Met(f Figure) (met, known bool) {
	rest, atLeast := strings.CutPrefix(m.Target, "≥ ")
	rest = strings.TrimPrefix(rest, "≤ ")
	var bound float64
	if _, err := fmt.Sscanf(rest, "%g", &bound); err != nil || f.N == 0 {
		return false, false
	}
	if strings.HasSuffix(rest, "%") {
		bound /= 100
	}
	if atLeast {
		return f.Value() >= bound, true
	}
	return f.Value() <= bound, true
}
