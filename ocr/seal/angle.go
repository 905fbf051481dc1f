package seal

import "math"

// angle returns by how many degrees the impression is turned clockwise: the middle of a
// title stands at the top of an upright seal. The star, and for an oval the axis, say it
// more exactly, up to a fifth, or half, of a turn.
func (m *impression) angle(title arc) float64 {
	x := (title.start + title.n/2) % len(m.sheet.angles)
	px, py := m.ring.at(m.sheet.angles[x], 1)
	deg := math.Atan2(py-m.ring.y, px-m.ring.x)*180/math.Pi + 90
	if m.ring.a > roundAspect*m.ring.b {
		return wrapDeg(snap(deg, m.ring.phi*180/math.Pi, 180, 45))
	}
	if phase, ok := m.crop.star(m.ring); ok {
		return wrapDeg(snap(deg, phase, 72, 15))
	}
	return wrapDeg(deg)
}

// snap moves deg to the nearest of phase, phase+period, … if that is within reach.
func snap(deg, phase, period, reach float64) float64 {
	off := math.Remainder(deg-phase, period)
	if math.Abs(off) > reach {
		return deg
	}
	return deg - off
}

// wrapDeg brings an angle into (-180, 180].
func wrapDeg(deg float64) float64 {
	deg = math.Remainder(deg, 360)
	if deg == -180 {
		return 180
	}
	return deg
}

// star returns the direction of a tip of the five-pointed star, in degrees clockwise from
// the top, from the fifth harmonic of the ink around the centre.
func (c *crop) star(e ellipse) (phase float64, ok bool) {
	const n = 180
	var re, im, sum float64
	for _, rho := range []float64{0.14, 0.17, 0.2, 0.23, 0.26} {
		for i := range n {
			t := float64(i) * 2 * math.Pi / n
			x, y := e.x+rho*e.radius()*math.Sin(t), e.y-rho*e.radius()*math.Cos(t)
			v := c.sep.sample(x, y)
			re, im, sum = re+v*math.Cos(5*t), im+v*math.Sin(5*t), sum+v
		}
	}
	if sum == 0 || math.Hypot(re, im) < 0.25*sum {
		return 0, false
	}
	return math.Atan2(im, re) * 180 / math.Pi / 5, true
}
