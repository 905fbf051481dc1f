package seal

import (
	"lianshen/ocr"
)

// leastName is the length below which a name is no name of a company.
const leastName = 4

// Verify holds the strips of a title, p and p.Also, against name, the registered name that
// is expected. others are the other parties' names: a title that carries one of them better
// is theirs. The score, in [0, 1], is how sure the verdict is. Nil or empty posteriors, and
// names too short to be one, are unknown.
func Verify(p *ocr.Posteriors, name string, others []string) (ocr.Verdict, float64) {
	wanted, strips := split(name), stripsOf(p)
	if len(strips) == 0 || len(wanted) < leastName || len(wanted) > maxName {
		return ocr.VerdictUnknown, 0
	}
	e := weigh(strips, wanted)
	if e.matches() {
		if better(strips, wanted, others) {
			return ocr.VerdictUnknown, 0.5
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
