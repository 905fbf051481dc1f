package eval

import (
	"math"

	"lianshen/checker"
)

// curveBins is how many bins the scores from 0 to 1 fall into.
const curveBins = 10

// Names of the curves.
const (
	LineCurve  = "line"
	SealCurve  = "seal"
	TitleCurve = "title"
	FieldCurve = "field"
	// VerdictCurve holds the verdicts on a seal and a name, but for "cannot tell".
	VerdictCurve = "verdict"
)

// Curves lists the curves in the order of the report.
var Curves = []string{LineCurve, SealCurve, TitleCurve, FieldCurve, VerdictCurve}

// Curve holds what scores promised against what came true. A score is calibrated when of
// all readings with a score near 0.9, nine in ten are right.
type Curve struct {
	Bins [curveBins]Bin
}

// Bin is one tenth of the scores: how many there were, what they add up to, how many were
// right.
type Bin struct {
	N      int     `json:"n"`
	Scores float64 `json:"scores"`
	Right  int     `json:"right"`
}

// Promised is the mean score of the bin, 0 when it is empty.
func (b Bin) Promised() float64 { return Figure{b.Scores, b.N}.Value() }

// Came is the share that was right, with its interval.
func (b Bin) Came() Figure { return Figure{float64(b.Right), b.N} }

// Add counts one scored reading.
func (c *Curve) Add(score float64, right bool) {
	at := min(curveBins-1, max(0, int(score*curveBins)))
	c.Bins[at].N++
	c.Bins[at].Scores += score
	if right {
		c.Bins[at].Right++
	}
}

// N is how many readings were counted.
func (c *Curve) N() int {
	n := 0
	for _, b := range c.Bins {
		n += b.N
	}
	return n
}

// ECE (expected calibration error) is the mean distance between what scores promised and
// what came true, each bin weighed by its readings.
func (c *Curve) ECE() float64 {
	sum := 0.0
	for _, b := range c.Bins {
		sum += float64(b.N) * math.Abs(b.Promised()-b.Came().Value())
	}
	return sum / math.Max(1, float64(c.N()))
}

// claim counts a scored reading on the curve of that name.
func (s *scorer) claim(curve string, score float64, right bool) {
	if s.result.curves[curve] == nil {
		s.result.curves[curve] = &Curve{}
	}
	s.result.curves[curve].Add(score, right)
}

// wrongNames counts all wrong names together: accepting one is the worst error there is.
func (s *scorer) wrongNames() {
	for _, t := range s.held {
		if t.Kind != RightName {
			s.hit("wrong_match", t.Page, t.Verdict == checker.Matches)
		}
	}
}

// verdictClaims puts every verdict that decides on the curve: a match is right for the seal's
// own name, a mismatch for any other.
func (s *scorer) verdictClaims() {
	for _, t := range s.held {
		if t.Verdict != checker.MatchUnknown {
			s.claim(VerdictCurve, t.Score, (t.Verdict == checker.Matches) == (t.Kind == RightName))
		}
	}
}

// Curve returns the curve of a name, nil when nothing was counted on it.
func (r *Result) Curve(name string) *Curve { return r.curves[name] }
