package seal

import "math"

// What makes a match or a mismatch. A wrong company accepted is the worst error there is,
// so every single character must be supported against every other one; a right company
// refused is the next, so a mismatch needs characters that are clearly others. All else is
// unknown. The numbers are our choice, set on generated seals.
const (
	// surelySeen is the mean probability at which a character of the name counts as seen;
	// at most wornShare of them may be less, down to barelySeen.
	surelySeen, barelySeen, wornShare = 0.35, 0.05, 0.12
	// leastMargin is the logarithm of how much likelier a character must be than any other,
	// and faintMargin that where no other reaches faintOther in the mean.
	leastMargin, faintMargin, faintOther = 0.2, 0.1, 0.3
	// leastSeen and mostOther bound a character that follows from its neighbours: something
	// stands there, and nothing else clearly.
	leastSeen, mostOther = 0.4, 0.6
	// bothSeen is the sum of the probabilities of the name's character and another one from
	// which both stand there, one after the other.
	bothSeen = 1.2
	// mostOutside and mostShadowed are the shares of strips that may show something beside
	// the name; widestStep is the step between two characters, over the usual one, that has
	// room for another.
	mostOutside, mostShadowed, widestStep = 0.5, 0.8, 1.75
	// clearlyOther is the probability at which another character speaks against the name,
	// unless the name's own still has doubtful, or someDoubt in a single strip. It takes
	// clearOthers of them.
	clearlyOther, doubtful, someDoubt, clearOthers = 0.85, 0.01, 0.05, 2
	// surelyOther and noDoubt are the same for a single character among others that are all
	// quiteSeen, and for one that stands beside one of the name that is wellSeen.
	surelyOther, noDoubt, wellSeen, quiteSeen = 0.98, 0.0005, 0.9, 0.6
)

// matches reports whether every character is there, with none between and no name around.
func (e evidence) matches() bool {
	worn := 0
	for _, c := range e.chars {
		if c.own+c.other > bothSeen {
			return false
		}
		if c.follows() {
			continue
		}
		if c.own < barelySeen || c.margin() < c.needed() {
			return false
		}
		if c.own < surelySeen {
			worn++
		}
	}
	return float64(worn) <= wornShare*float64(len(e.chars)) && e.outside < mostOutside &&
		e.shadowed <= mostShadowed && e.widest < widestStep
}

// needed is the margin that the character must have.
func (c joined) needed() float64 {
	if c.other < faintOther {
		return faintMargin
	}
	return leastMargin
}

// follows reports whether a character may be taken for granted.
func (c joined) follows() bool {
	return c.implied && c.seen > leastSeen && c.other < mostOther && c.rival <= c.own
}

// contradicts reports whether the strips clearly carry another name.
func (e evidence) contradicts() bool {
	return e.clear() >= clearOthers || e.sureOther()
}

// clear counts the characters that are clearly others.
func (e evidence) clear() (n int) {
	for _, c := range e.chars {
		if c.other > clearlyOther && c.own < doubtful && c.best < someDoubt {
			n++
		}
	}
	return n
}

// sureOther reports whether one character is beyond doubt another, or one too many, where
// all the rest is seen well.
func (e evidence) sureOther() bool {
	found := false
	for _, c := range e.chars {
		switch {
		case c.other > surelyOther && (c.best < noDoubt || c.own > wellSeen):
			found = true
		case c.own < quiteSeen:
			return false
		}
	}
	return found
}

// weakest is the least margin of a character that does not follow from its neighbours.
func (e evidence) weakest() float64 {
	least := mostMargin
	for _, c := range e.chars {
		if !c.follows() {
			least = min(least, c.margin())
		}
	}
	return least
}

// mostMargin bounds margins: beyond it more says nothing.
const mostMargin = 6.0

// logistic is the probability that belongs to a sum of evidence.
func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
