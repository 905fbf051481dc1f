package ocr

// paperTone is the brightness of the paper over a page, tint and shadow included: a
// quadratic in x and y, both scaled to [-1, 1].
type paperTone struct {
	w, h float64
	c    [6]float64
}

const (
	paperStep  = 12 // every so many pixels one is asked
	paperTurns = 12 // rounds of fitting; more change nothing
	// paperSlack in grey levels: what lies further below the fit hardly counts as paper.
	paperSlack = 6.0
)

// fitPaper lays the quadratic over the brightest parts of a page: it starts level at the
// 90th percentile, and in every round pictures, which lie far below, count for less.
func fitPaper(g *greyMap) paperTone {
	p := paperTone{w: float64(g.w), h: float64(g.h)}
	p.c[0] = float64(g.paper())
	for range paperTurns {
		var sums [6][7]float64
		for y := paperStep / 2; y < g.h; y += paperStep {
			for x := paperStep / 2; x < g.w; x += paperStep {
				p.add(&sums, x, y, float64(g.at(x, y)))
			}
		}
		c, ok := solve(sums)
		if !ok {
			break
		}
		p.c = c
	}
	return p
}

// add puts one pixel into the normal equations, weighed by how far it lies below the fit.
func (p *paperTone) add(sums *[6][7]float64, x, y int, v float64) {
	t := p.terms(x, y)
	weight, below := 1.0, (p.value(t)-v)/paperSlack
	if below > 0 {
		weight = 1 / (1 + below*below*below*below)
	}
	for i := range 6 {
		for j := range 6 {
			sums[i][j] += weight * t[i] * t[j]
		}
		sums[i][6] += weight * t[i] * v
	}
}

func (p *paperTone) terms(x, y int) [6]float64 {
	u, v := 2*float64(x)/p.w-1, 2*float64(y)/p.h-1
	return [6]float64{1, u, v, u * u, u * v, v * v}
}

func (p *paperTone) value(t [6]float64) float64 {
	sum := 0.0
	for i, c := range p.c {
		sum += c * t[i]
	}
	return sum
}

// row is the tone along row y: a quadratic in x alone.
func (p *paperTone) row(y int) rowTone {
	v := 2*float64(y)/p.h - 1
	return rowTone{p.c[0] + p.c[2]*v + p.c[5]*v*v, p.c[1] + p.c[4]*v, p.c[3], 2 / p.w}
}

// rowTone is a + b·u + c·u², where u runs from -1 by du a pixel.
type rowTone struct{ a, b, c, du float64 }

func (r rowTone) at(x int) float64 {
	u := float64(x)*r.du - 1
	return r.a + u*(r.b+u*r.c)
}

// solve eliminates; ok is false when the equations leave the answer open.
func solve(m [6][7]float64) (c [6]float64, ok bool) {
	for i := range 6 {
		best := i
		for r := i + 1; r < 6; r++ {
			if abs64(m[r][i]) > abs64(m[best][i]) {
				best = r
			}
		}
		m[i], m[best] = m[best], m[i]
		if abs64(m[i][i]) < 1e-9 {
			return c, false
		}
		for r := range 6 {
			if r != i {
				subtract(&m[r], &m[i], m[r][i]/m[i][i], i)
			}
		}
	}
	for i := range 6 {
		c[i] = m[i][6] / m[i][i]
	}
	return c, true
}

func subtract(row, pivot *[7]float64, factor float64, from int) {
	for k := from; k < 7; k++ {
		row[k] -= factor * pivot[k]
	}
}

func abs64(f float64) float64 { return max(f, -f) }
