package card

import "lianshen/checker/eval"

// Most cases of one kind, and of one document, that are pictured: ten times the same fault
// would tell less than ten faults.
const (
	mostOfKind     = 3
	mostOfDocument = 2
)

// Choose picks n cases to picture from those of an aspect, the worst first: cases that stand
// somewhere on a page and may be shown.
func Choose(worst []eval.Case, n int, show func(eval.Case) bool) []eval.Case {
	var out []eval.Case
	kinds, documents := map[string]int{}, map[string]int{}
	for _, c := range worst {
		if len(out) == n {
			break
		}
		if c.Box.Area() == 0 || !show(c) || kinds[c.What] == mostOfKind || documents[c.Path] == mostOfDocument {
			continue
		}
		kinds[c.What]++
		documents[c.Path]++
		out = append(out, c)
	}
	return out
}
