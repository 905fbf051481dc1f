package seal

import "math"

// limits_ are the thresholds of a verdict; variables so that they can be tuned.
type Tune struct {
	Own, Worn, WornShare, Margin, Worst, Outside, Shadow, Widest float64
	ClearOther, ClearOwn, Imply                                  float64
}

var T = Tune{Own: 0.4, Worn: 0.1, WornShare: 0.12, Margin: 0.7, Worst: 1, Outside: 0.34, Shadow: 0.5, Widest: 1.75, ClearOther: 0.8, ClearOwn: 0.01, Imply: 0.6}

func (e evidence) matches() bool { return e.Why() == "" }

func (e evidence) Why() string {
	worn := 0
	for _, c := range e.chars {
		if c.implied && c.seen > 0.4 && (c.other < T.Imply || c.margin() > T.Margin) {
			continue
		}
		if c.own < T.Worn {
			return "low"
		}
		if c.margin() < T.Margin {
			return "margin"
		}
		if c.worst > T.Worst {
			return "worst"
		}
		if c.own < T.Own {
			worn++
		}
	}
	switch {
	case float64(worn) > T.WornShare*float64(len(e.chars)):
		return "worn"
	case e.outside > T.Outside:
		return "outside"
	case e.shadowed > T.Shadow:
		return "shadow"
	case e.widest >= T.Widest:
		return "wide"
	}
	return ""
}

func (e evidence) contradicts() bool {
	clear := 0
	for _, c := range e.chars {
		if c.other > T.ClearOther && c.own < T.ClearOwn && c.best < 0.05 {
			clear++
		}
	}
	return clear >= 2
}

func (e evidence) sure() float64 {
	m := math.Inf(1)
	for _, c := range e.chars {
		m = min(m, c.margin())
	}
	return m
}

func (e evidence) sureNot() float64 { return 0.9 }

func better(strips []*steps, name []string, others []string) bool {
	return false
}
