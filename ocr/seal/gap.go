package seal

import (
	"cmp"
	"slices"
)

// arc is a stretch of sheet columns: n of them from start on, going round.
type arc struct{ start, n int }

// end is the column after the last one.
func (a arc) end() int { return a.start + a.n }

// gapShare is the ink, as a share of what characters show, below which a column is empty.
const gapShare = 0.2

// columns returns the mean ink of every column between two depths, as running mean over ±r
// columns.
func (s *sheet) columns(d0, d1 float64, r int) []float64 {
	y0, y1 := s.row(d0), max(s.row(d0)+1, s.row(d1))
	raw := make([]float64, s.sep.w)
	for y := y0; y < min(y1, s.sep.h); y++ {
		for x, v := range s.sep.pix[y*s.sep.w : (y+1)*s.sep.w] {
			raw[x] += float64(v) / float64(y1-y0)
		}
	}
	out := make([]float64, len(raw))
	for x := range raw {
		for d := -r; d <= r; d++ {
			out[x] += raw[(x+d+len(raw))%len(raw)] / float64(2*r+1)
		}
	}
	return out
}

// gaps returns the empty stretches of the band, longest first. Characters of the title
// reach from the ring to the star: what fills only the outer half is the code, and only the
// inner half the ends of a horizontal text.
func (s *sheet) gaps(b band) []arc {
	mid := (b.from + b.to) / 2
	outer, inner := s.columns(b.from, mid, 7), s.columns(mid, b.to, 7)
	both := make([]float64, len(outer))
	for i := range both {
		both[i] = min(outer[i], inner[i])
	}
	return empties(both)
}

// innerGap returns the longest stretch whose inner half is empty: where there is no
// horizontal text, the surest sign of where the title ends.
func (s *sheet) innerGap(b band) arc {
	if all := empties(s.columns((b.from+b.to)/2, b.to, 4)); len(all) > 0 {
		return all[0]
	}
	return arc{}
}

// empties returns the circular runs of low values, longest first.
func empties(ink []float64) []arc {
	n := len(ink)
	sorted := slices.Clone(ink)
	slices.Sort(sorted)
	least := max(6, gapShare*sorted[n*3/4])
	first := slices.IndexFunc(ink, func(v float64) bool { return v >= least })
	if first < 0 {
		return nil
	}
	var out []arc
	run := arc{}
	for i := first; i <= first+n; i++ {
		if ink[i%n] < least {
			run.n++
			continue
		}
		if run.n > 0 {
			out = append(out, run)
		}
		run = arc{start: (i + 1) % n}
	}
	slices.SortStableFunc(out, func(a, b arc) int { return cmp.Compare(b.n, a.n) })
	return out
}

// without returns the columns that g leaves, widened by a margin on both sides, and by a
// thin character such as 广 or 厂, whose inner half is so empty that it looks like the gap.
func (s *sheet) without(g arc, b band) arc {
	outer := s.columns(b.from, (b.from+b.to)/2, 2)
	n := len(outer)
	thin := func(from, step int) (wide int) {
		for wide < min(g.n/2, stripHigh) && outer[((from+step*wide)%n+n)%n] > 2*inkFloor {
			wide++
		}
		return wide
	}
	before, after := thin(g.end()-1, -1), thin(g.start, 1)
	margin := min((g.n-before-after)/2, stripHigh/4)
	return arc{start: g.end() - before - margin, n: s.sep.w - g.n + before + after + 2*margin}
}

// between returns the longer of the two stretches that two gaps leave.
func (s *sheet) between(g, h arc) arc {
	after := func(g, h arc) arc {
		margin := min(g.n/2, h.n/2, stripHigh/4)
		n := ((h.start-g.end())%s.sep.w + s.sep.w) % s.sep.w
		return arc{start: g.end() - margin, n: n + 2*margin}
	}
	a, b := after(g, h), after(h, g)
	if a.n > b.n {
		return a
	}
	return b
}
