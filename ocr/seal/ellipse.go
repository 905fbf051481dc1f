package seal

import (
	"math"

	"lianshen/ocr"
)

// ellipse has its centre at (x, y), half axes a and b, and axis a turned by phi radians
// clockwise from the x axis.
type ellipse struct{ x, y, a, b, phi float64 }

// local returns (x, y) in the ellipse's own axes.
func (e ellipse) local(x, y float64) (u, v float64) {
	sin, cos := math.Sincos(e.phi)
	x, y = x-e.x, y-e.y
	return cos*x + sin*y, cos*y - sin*x
}

// at returns the point rho times the ellipse out at parameter angle t.
func (e ellipse) at(t, rho float64) (x, y float64) {
	sin, cos := math.Sincos(t)
	u, v := rho*e.a*cos, rho*e.b*sin
	sin, cos = math.Sincos(e.phi)
	return e.x + cos*u - sin*v, e.y + sin*u + cos*v
}

// polar returns where (x, y) lies: rho is 1 on the ellipse, t the parameter angle.
func (e ellipse) polar(x, y float64) (rho, t float64) {
	u, v := e.local(x, y)
	u, v = u/e.a, v/e.b
	return math.Hypot(u, v), math.Atan2(v, u)
}

// frame is an ellipse with the sine and cosine of its turn at hand, for loops over points.
type frame struct {
	ellipse
	sin, cos float64
}

func (e ellipse) frame() frame {
	sin, cos := math.Sincos(e.phi)
	return frame{e, sin, cos}
}

// unit returns p in units of the half axes, and the length of that vector.
func (f *frame) unit(p edge) (u, v, rho float64) {
	x, y := float64(p.x)-f.x, float64(p.y)-f.y
	u, v = (f.cos*x+f.sin*y)/f.a, (f.cos*y-f.sin*x)/f.b
	return u, v, math.Sqrt(u*u + v*v)
}

// facing is the cosine between an edge's normal and the inward normal of the ellipse
// through it; u and v are its position in units of the half axes.
func (f *frame) facing(p edge, u, v float64) float64 {
	u, v = u/f.a, v/f.b
	nx, ny := float64(p.nx), float64(p.ny)
	return -(u*(f.cos*nx+f.sin*ny) + v*(f.cos*ny-f.sin*nx)) / math.Sqrt(u*u+v*v+1e-12)
}

// radius returns the geometric mean of the half axes.
func (e ellipse) radius() float64 { return math.Sqrt(e.a * e.b) }

// scaled returns e in an image f times as large.
func (e ellipse) scaled(f float64) ellipse {
	return ellipse{e.x * f, e.y * f, e.a * f, e.b * f, e.phi}
}

// upright returns the same ellipse with a as the longer axis and phi in (-π/2, π/2].
func (e ellipse) upright() ellipse {
	if e.a < e.b {
		e.a, e.b, e.phi = e.b, e.a, e.phi+math.Pi/2
	}
	e.phi = math.Remainder(e.phi, math.Pi)
	return e
}

// box returns the smallest box around e.
func (e ellipse) box() ocr.Box {
	sin, cos := math.Sincos(e.phi)
	w, h := math.Hypot(e.a*cos, e.b*sin), math.Hypot(e.a*sin, e.b*cos)
	return ocr.Box{e.x - w, e.y - h, e.x + w, e.y + h}
}

// sane reports whether e is a finite ellipse that is not too flat for a seal.
func (e ellipse) sane() bool {
	ok := e.a > 4 && e.b > 4 && e.a < 1e5 && e.b < 1e5
	return ok && !math.IsNaN(e.x+e.y+e.phi) && max(e.a, e.b) < 2.1*min(e.a, e.b)
}

// fit moves e onto the points, each of which counts less the further it stays off
// (Levenberg–Marquardt on the radial distance with Huber's weights, scale pixels).
func (e ellipse) fit(points []edge, scale float64) ellipse {
	damping := 1e-3
	best := e.cost(points, scale)
	for range 12 {
		next := e.step(points, scale, damping)
		if !next.sane() {
			damping *= 10
			continue
		}
		if cost := next.cost(points, scale); cost < best {
			done := best-cost < 1e-5*best
			e, best, damping = next, cost, damping/4
			if done {
				break
			}
			continue
		}
		damping *= 8
	}
	return e
}

// residual returns the distance of a point from e in pixels and its derivatives by x, y,
// log a, log b and phi.
func (f *frame) residual(p edge) (r float64, d [5]float64) {
	x, y := float64(p.x)-f.x, float64(p.y)-f.y
	u, v := f.cos*x+f.sin*y, f.cos*y-f.sin*x
	ua, vb := u/(f.a*f.a), v/(f.b*f.b)
	rho, size := math.Sqrt(u*ua+v*vb), math.Sqrt(f.a*f.b)
	if rho < 1e-6 {
		return -size, d
	}
	k := size / rho
	return size * (rho - 1), [5]float64{k * (f.sin*vb - f.cos*ua), k * (-f.sin*ua - f.cos*vb), -k * u * ua, -k * v * vb, k * (v*ua - u*vb)}
}

func (e ellipse) cost(points []edge, scale float64) float64 {
	sum, f := 0.0, e.frame()
	for _, p := range points {
		r, _ := f.residual(p)
		if r = math.Abs(r); r > scale {
			sum += scale * (2*r - scale)
		} else {
			sum += r * r
		}
	}
	return sum
}

func (e ellipse) step(points []edge, scale, damping float64) ellipse {
	var m [5][6]float64
	f := e.frame()
	for _, p := range points {
		r, d := f.residual(p)
		w := 1 / max(1, math.Abs(r)/scale)
		for i := range 5 {
			for j := range 5 {
				m[i][j] += w * d[i] * d[j]
			}
			m[i][5] -= w * d[i] * r
		}
	}
	for i := range 5 {
		m[i][i] = m[i][i]*(1+damping) + 1e-6 + damping*float64(len(points))*0.01
	}
	d := solve(&m)
	return ellipse{e.x + d[0], e.y + d[1], e.a * math.Exp(clamp(d[2])), e.b * math.Exp(clamp(d[3])), e.phi + clamp(d[4])}
}

func clamp(v float64) float64 { return min(0.3, max(-0.3, v)) }

// solve eliminates the symmetric system m, whose last column is the right side.
func solve(m *[5][6]float64) (x [5]float64) {
	for i := range 5 {
		for j := i + 1; j < 5; j++ {
			f := m[j][i] / m[i][i]
			for k := i; k < 6; k++ {
				m[j][k] -= f * m[i][k]
			}
		}
	}
	for i := 4; i >= 0; i-- {
		x[i] = m[i][5]
		for j := i + 1; j < 5; j++ {
			x[i] -= m[i][j] * x[j]
		}
		x[i] /= m[i][i]
	}
	return x
}
