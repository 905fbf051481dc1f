package eval

import "math"

// Figure is a count of outcomes, or a sum of measurements, over N cases.
type Figure struct {
	Sum float64
	N   int
}

// Value is the mean, 0 when nothing was counted.
func (f Figure) Value() float64 {
	if f.N == 0 {
		return 0
	}
	return f.Sum / float64(f.N)
}

// Wilson returns the 95 % score interval of a rate, in [0, 1]. It stays honest for rates
// near 0 and 1 and for small N, where the usual ± does not; without cases it is [0, 1].
func (f Figure) Wilson() (low, high float64) {
	const z = 1.959963984540054 // 97.5 % point of the normal distribution
	if f.N == 0 {
		return 0, 1
	}
	n, p := float64(f.N), f.Value()
	centre := p + z*z/(2*n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	scale := 1 + z*z/n
	return max(0, (centre-half)/scale), min(1, (centre+half)/scale)
}
