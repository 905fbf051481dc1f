package seal

// band is the zone of the title as depths from the ring's outer border: 0 on it, 1 in the
// centre of a round seal.
type band struct{ from, to float64 }

// widened returns b with a little more on both sides, mostly inward: feet are cut off more
// often than heads.
func (b band) widened() band { return band{b.from - 0.02, b.to + 0.05} }

// profile returns the mean ink of every row of the sheet.
func (s *sheet) profile() []float64 {
	out := make([]float64, s.sep.h)
	for y := range out {
		sum := 0
		for _, v := range s.sep.pix[y*s.sep.w : (y+1)*s.sep.w] {
			sum += int(v)
		}
		out[y] = float64(sum) / float64(s.sep.w)
	}
	return out
}

// depthOf returns the depth of a row's upper border.
func (s *sheet) depthOf(row int) float64 { return s.top + float64(row)/s.depth }

// findBand finds the title between ring and centre: below the valley that follows the ring,
// above the valley that follows the text.
func (s *sheet) findBand() band {
	p := s.profile()
	ring := s.endOfRing(p)
	s.ringEnd = s.depthOf(ring)
	from := s.lowest(p, ring, s.depthOf(ring)+0.09)
	peakRow := s.highest(p, s.depthOf(from)+0.06, s.depthOf(from)+0.3)
	to := s.textEnd(p, peakRow, s.depthOf(from)+0.2, s.depthOf(from)+0.46)
	return band{from: s.depthOf(from), to: to}
}

// endOfRing returns the row where the ring, doubled or not, is over.
func (s *sheet) endOfRing(p []float64) int {
	peak := s.highest(p, -0.02, 0.09)
	end := peak
	for end < s.row(0.16) && p[end] > 0.5*p[peak] {
		end++
	}
	second := s.highest(p, s.depthOf(end), 0.16)
	if p[second] > 0.6*p[peak] {
		for end = second; end < s.row(0.2) && p[end] > 0.5*p[second]; {
			end++
		}
	}
	return end
}

// lowest returns the row with the least ink from a row to a depth.
func (s *sheet) lowest(p []float64, row int, depth float64) int {
	end := max(row+1, s.row(depth))
	best := row
	for y := row; y < min(end, len(p)); y++ {
		if p[y] < p[best] {
			best = y
		}
	}
	return best
}

// highest returns the row with the most ink between two depths.
func (s *sheet) highest(p []float64, d0, d1 float64) int {
	y0, y1 := min(s.row(d0), len(p)-1), min(s.row(d1), len(p))
	best := y0
	for y := y0; y < y1; y++ {
		if p[y] > p[best] {
			best = y
		}
	}
	return best
}

// textEnd returns the depth between d0 and d1 where the ink of the text has faded: a third
// of its peak, or else the lowest row.
func (s *sheet) textEnd(p []float64, peak int, d0, d1 float64) float64 {
	y0, y1 := min(s.row(d0), len(p)-1), min(s.row(d1), len(p))
	for y := max(y0, peak); y < y1; y++ {
		if p[y] < 0.3*p[peak] {
			return s.depthOf(y) + 0.02
		}
	}
	return s.depthOf(s.lowest(p, y0, d1)) + 0.02
}
