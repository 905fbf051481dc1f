package seal

import (
	"math"
	"math/bits"
	"slices"
)

// ringBins is the number of angular bins in which a ring is checked for presence.
const ringBins = 128

// leastFacing is the cosine to which a border must look at the centre: about 30°.
const leastFacing = 0.86

// sureFacing is the same for the final count: about 20°.
const sureFacing = 0.94

// binSet is a set of angular bins.
type binSet [ringBins / 64]uint64

func (s *binSet) add(i int)       { s[i/64] |= 1 << (i % 64) }
func (s *binSet) merge(o *binSet) { s[0] |= o[0]; s[1] |= o[1] }
func (s *binSet) has(i int) bool  { return s[i/64]>>(i%64)&1 == 1 }
func (s *binSet) count() int      { return bits.OnesCount64(s[0]) + bits.OnesCount64(s[1]) }
func (s *binSet) meet(o binSet) (n int) {
	return bits.OnesCount64(s[0]&o[0]) + bits.OnesCount64(s[1]&o[1])
}

// bin returns the angular bin of parameter angle t.
func bin(t float64) int {
	i := floor((t/(2*math.Pi) + 1) * ringBins)
	return i & (ringBins - 1)
}

// angle returns the parameter angle of the middle of bin i.
func angle(i int) float64 { return (float64(i) + 0.5) * 2 * math.Pi / ringBins }

// binUnit holds the cosine and sine of the bins' angles.
var binUnit = func() (out [ringBins][2]float64) {
	for i := range out {
		sin, cos := math.Sincos(angle(i))
		out[i] = [2]float64{cos, sin}
	}
	return out
}()

// onRing returns the point of bin i at rho times the ellipse.
func (f *frame) onRing(i int, rho float64) (x, y float64) {
	u, v := rho*f.a*binUnit[i][0], rho*f.b*binUnit[i][1]
	return f.x + f.cos*u - f.sin*v, f.y + f.sin*u + f.cos*v
}

// visible returns the bins whose part of e lies within a w×h image.
func (e ellipse) visible(w, h int) (s binSet) {
	if r := max(e.a, e.b); e.x-r > 2 && e.y-r > 2 && e.x+r < float64(w)-3 && e.y+r < float64(h)-3 {
		return binSet{^uint64(0), ^uint64(0)}
	}
	f := e.frame()
	for i := range ringBins {
		x, y := f.onRing(i, 1)
		if x > 2 && y > 2 && x < float64(w)-3 && y < float64(h)-3 {
			s.add(i)
		}
	}
	return s
}

// support returns the edges within tol pixels of e that look inward along its normal, and
// the bins they fill.
func (e ellipse) support(points []edge, tol, least float64) (on []edge, filled binSet) {
	size, far := e.radius(), max(e.a, e.b)+tol
	f, reach := e.frame(), float32(far)
	for _, p := range near(points, e.y, far) {
		dx, dy := p.x-float32(e.x), p.y-float32(e.y)
		if dx > reach || dx < -reach || dy > reach || dy < -reach {
			continue
		}
		u, v, rho := f.unit(p)
		if math.Abs(rho-1)*size > tol || f.facing(p, u, v) < least {
			continue
		}
		on = append(on, p)
		filled.add(bin(math.Atan2(v, u)))
	}
	return on, filled
}

// outerRadius finds, around a centre, the outermost well-filled ring of the given form
// and returns it with the share of its visible bins that are filled.
func outerRadius(points []edge, x, y float64, shape form, w, h int) (ellipse, float64) {
	unit := shape.sized(x, y, 1).frame()
	var filled [mostRadius + 12]binSet
	for _, p := range near(points, y, mostRadius+11) {
		if math.Abs(float64(p.x)-x) > mostRadius+11 {
			continue
		}
		u, v, rho := unit.unit(p)
		if rho < float64(len(filled)) && unit.facing(p, u, v) > leastFacing {
			filled[int(rho)].add(bin(math.Atan2(v, u)))
		}
	}
	share := make([]float64, len(filled))
	for r := leastRadius - 6; r < len(filled)-2; r++ {
		sum := filled[r]
		for d := 1; d <= 2; d++ {
			sum.merge(&filled[r-d])
			sum.merge(&filled[r+d])
		}
		seen := shape.sized(x, y, float64(r)+0.5).visible(w, h)
		share[r] = float64(sum.meet(seen)) / float64(max(ringBins/5, seen.count()))
	}
	best := slices.Max(share)
	for r := len(share) - 1; r > 0; r-- {
		if share[r] >= 0.85*best && share[r] >= share[r-1] {
			return shape.sized(x, y, float64(r)+0.5), share[r]
		}
	}
	return unit.ellipse, 0
}

// refine fits e to its supporting edges in narrowing windows.
func (e ellipse) refine(points []edge, windows ...float64) (ellipse, bool) {
	for _, tol := range windows {
		on, filled := e.support(points, tol, leastFacing)
		if filled.count() < ringBins/6 {
			return e, false
		}
		e = e.fit(on, max(0.5, tol/3))
		if !e.sane() {
			return e, false
		}
	}
	return e, true
}
