package checker

import (
	"cmp"
	"slices"

	"lianshen/ocr"
)

// mostCompared bounds the comparison of every seal of a file with every other.
const mostCompared = 120

// mostBits is the distance of the hashes of two pictures from which their prints need no
// comparison: impressions at other angles differ in half of the 64 bits.
const mostBits = 20

// copied are two seals, by their places in a list, that are one impression and its copy; score
// is how sure that is, more than 0 and at most 1.
type copied struct {
	later, earlier  int
	score, likeness float64
}

// copiesAmong holds every seal against the earlier ones for which wanted is true, in the order
// of the later ones.
func copiesAmong(seals []Seal, wanted func(later, earlier int) bool) []copied {
	var out []copied
	for earlier, seal := range seals {
		var held []int
		var prints []ocr.Print
		for later := earlier + 1; later < len(seals); later++ {
			if mayBeCopies(seals[later], seal) && wanted(later, earlier) {
				held, prints = append(held, later), append(prints, ocr.Print(*seals[later].Print))
			}
		}
		if held == nil {
			continue
		}
		for i, likeness := range ocr.Print(*seal.Print).Likenesses(prints) {
			if score := min(1, (likeness-likeCopy)/(sureCopy-likeCopy)); score > 0 {
				out = append(out, copied{held[i], earlier, score, likeness})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b copied) int { return cmp.Compare(a.later, b.later) })
	return out
}

// mayBeCopies reports whether the prints of two seals are worth a comparison: it takes time.
func mayBeCopies(a, b Seal) bool {
	return a.Print != nil && b.Print != nil && a.Shape == b.Shape &&
		(a.PHash == nil || b.PHash == nil || ocr.HashDistance(*a.PHash, *b.PHash) <= mostBits)
}
