package eval

import "slices"

// Restrict returns the documents with only those pages in their truth for which keep holds;
// documents of which no page is left are left out. A peer that reads some pages only is
// compared on the same ones.
func Restrict(docs []Document, keep func(TruePage) bool) []Document {
	var out []Document
	for _, d := range docs {
		truth := *d.Truth
		truth.Pages = slices.DeleteFunc(slices.Clone(d.Truth.Pages), func(p TruePage) bool { return !keep(p) })
		if len(truth.Pages) > 0 {
			d.Truth = &truth
			out = append(out, d)
		}
	}
	return out
}

// Comparable reports whether a page is fit for comparing readers of text: it was scanned and
// stands upright, so that neither a text layer nor the search for the direction decides.
func Comparable(p TruePage) bool { return p.Source == Scanned && p.Turn == 0 }
