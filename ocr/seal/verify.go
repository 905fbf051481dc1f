package seal

import (
	"math"

	"lianshen/ocr"
)

// What makes a match or a mismatch. A wrong company accepted is the worst error there is,
// so every single character must be supported; a right company refused is the next, so a
// mismatch needs characters that are clearly others. Everything else is unknown. The
// numbers are our choice, set on drawn seals and held against real ones.
const (
	// surelySeen is the probability at which a character of the name counts as seen.
	surelySeen = 0.5
	// barelySeen is the least that a worn character must reach; at most wornShare of them.
	barelySeen, wornShare = 0.12, 0.12
	// clearlyOther is the probability at which a character speaks against the name, unless
	// the name's own character still has doubtful there.
	clearlyOther, doubtful = 0.85, 0.004
	// surelyOther and noDoubt are the same for a mismatch by one character alone, on a strip
	// that is wellRead.
	surelyOther, noDoubt, wellRead = 0.98, 0.0005, 0.95
	// anyOther is the probability at which a character that is not the name's is noted.
	anyOther = 0.4
	// reachPitch is how near, in widths of a character, another one belongs to the name.
	reachPitch = 1.8
	// clearBlank is the probability of the blank below which something stands at a step, and
	// anyTrace that at which it may be the name's own first or last character.
	clearBlank, anyTrace = 0.7, 0.05
	// widestStep is the step between two characters, over the usual one, that has room for
	// another character.
	widestStep = 1.75
	// leastRead is the mean probability of a reading that can prove a mismatch.
	leastRead = 0.75
	// leastName is the length below which a name is no name of a company.
	leastName = 4
)

// Verify holds the strip of a title against name, the registered name that is expected.
// others are the other parties' names: a strip that carries one of them better is theirs.
// The score, in [0, 1], is how sure the verdict is. Nil or empty posteriors, and names too
// short to be one, are unknown.
func Verify(p *ocr.Posteriors, name string, others []string) (ocr.Verdict, float64) {
	wanted := split(name)
	if p == nil || len(p.Steps) == 0 || len(p.Steps) > maxSteps || len(wanted) < leastName || len(wanted) > maxName {
		return ocr.VerdictUnknown, 0
	}
	s := newSteps(p)
	e := s.weigh(wanted)
	if e.matches() && !e.shadowed {
		if rival, ok := s.better(e, name, others); ok {
			return ocr.VerdictUnknown, rival
		}
		return ocr.VerdictMatch, e.sure()
	}
	if e.contradicts() {
		return ocr.VerdictMismatch, e.sureNot()
	}
	return ocr.VerdictUnknown, 0.5
}

// split normalises a name and returns its characters.
func split(name string) []string {
	var out []string
	for _, r := range ocr.NormaliseName(name) {
		out = append(out, string(r))
	}
	return out
}

// better reports whether the strip carries another party's longer or likelier name too.
func (s *steps) better(e evidence, name string, others []string) (score float64, ok bool) {
	for _, o := range others {
		other := split(o)
		if len(other) < leastName || len(other) > maxName || ocr.NormaliseName(o) == ocr.NormaliseName(name) {
			continue
		}
		if f := s.weigh(other); f.matches() && (f.loss > e.loss-2 || len(other) > len(e.chars)) {
			return 0.5, true
		}
	}
	return 0, false
}

// matches reports whether every character is there, with none between and no name around.
func (e evidence) matches() bool {
	worn := 0
	for _, p := range e.chars {
		if p < barelySeen {
			return false
		}
		if p < surelySeen {
			worn++
		}
	}
	return float64(worn) <= wornShare*float64(len(e.chars)) && e.rivals <= worn && e.clear == 0 &&
		e.outside == 0 && e.widest < widestStep
}

// contradicts reports whether the strip clearly carries another name.
func (e evidence) contradicts() bool {
	if e.readMean < leastRead {
		return false
	}
	return e.clear >= 2 || e.certain == 1 && e.readMean > wellRead
}

// sure is the geometric mean of the characters' probabilities.
func (e evidence) sure() float64 {
	sum := 0.0
	for _, p := range e.chars {
		sum += math.Log(max(leastP, p))
	}
	return math.Exp(sum / float64(len(e.chars)))
}

// sureNot grows with the characters that are others and with the reading's own score.
func (e evidence) sureNot() float64 {
	return e.readMean * (1 - math.Pow(0.2, float64(e.clear)))
}
