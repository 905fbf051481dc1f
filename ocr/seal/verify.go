package seal

import (
	"slices"
	"strings"

	"lianshen/ocr"
)

// leastName is the length below which a name is no name of a company.
const leastName = 4

// Verify holds the strips of a title, p and p.Also, against name, the registered name that
// is expected. others are the other parties' names: a title that carries one of them as well
// as name is left to a person. Nil or empty posteriors, and names too short to be one, are
// unknown.
//
// The score, in [0, 1], is the share of such verdicts that were right on generated seals, of
// which sixteen in seventeen were held against a wrong name; 0.5 when unknown.
func Verify(p *ocr.Posteriors, name string, others []string) (ocr.Verdict, float64) {
	wanted, strips := split(name), stripsOf(p)
	if len(strips) == 0 || len(wanted) < leastName || len(wanted) > maxName {
		return ocr.VerdictUnknown, 0
	}
	e := weigh(strips, wanted)
	switch {
	case e.matches() && !rivalled(strips, wanted, others):
		return ocr.VerdictMatch, logistic(matchBase + matchSlope*e.weakest())
	case e.contradicts() && !cutOpen(strips, wanted, e.fit):
		return ocr.VerdictMismatch, logistic(mismatchBase + mismatchSlope*float64(e.clear()))
	}
	return ocr.VerdictUnknown, 0.5
}

// turnedFit is by how much better a name must fit a strip that is put together the other
// way round for the title to have been cut open in its middle.
const turnedFit = 0.15

// cutOpen reports whether a strip begins in the middle of name and goes on to its beginning:
// a fault of the cut, which proves no other name.
func cutOpen(strips []*steps, name []string, fit float64) bool {
	return slices.ContainsFunc(strips, func(s *steps) bool {
		return len(s.floor) <= maxSteps/2 && s.turned().look(name).fit > fit+turnedFit
	})
}

// What the weakest character's margin, and the number of characters that are clearly others,
// add to the score: fitted on 17 812 wrong and 1 065 right names on generated seals
// (internal/sample/generate -set seals -seed 1210 -count 30).
const (
	matchBase, matchSlope       = 2.33, 0.9
	mismatchBase, mismatchSlope = 4.17, 1.56
)

// split normalises a name and returns its characters.
func split(name string) []string {
	var out []string
	for _, r := range ocr.NormaliseName(name) {
		out = append(out, string(r))
	}
	return out
}

// nearRival is the logarithm of how much less likely another party's name must be, in the
// mean over the strips, for name to stand alone.
const nearRival = 2.0

// rivalled reports whether the strips carry another party's name about as well as name.
func rivalled(strips []*steps, name []string, others []string) bool {
	own := likelihood(strips, strings.Join(name, ""))
	for _, o := range others {
		other := split(o)
		if len(other) < leastName || len(other) > maxName || strings.Join(other, "") == strings.Join(name, "") {
			continue
		}
		if len(other) >= len(name) && likelihood(strips, strings.Join(other, "")) > own-nearRival {
			return true
		}
	}
	return false
}

// likelihood is the mean over the strips of the logarithm of how likely they carry name.
func likelihood(strips []*steps, name string) float64 {
	sum := 0.0
	for _, s := range strips {
		sum += s.p.LogLikelihoodWithin(name)
	}
	return sum / float64(len(strips))
}
