package seal

import (
	"image"
	"math"
)

// unroll cuts the columns of a and the depths of b straight from a plane of the crop, as
// dark ink on white, stripHigh high and stretch times as wide as it would be to scale. It is
// sharper than a strip of the sheet, which is sampled twice: small digits need that.
func (m *impression) unroll(from *plane, b band, a arc, stretch float64) *image.Gray {
	s, short := m.sheet, min(m.ring.a, m.ring.b)
	w := max(1, int(float64(a.n)/((b.to-b.from)*s.depth)*stripHigh*stretch))
	out := image.NewGray(image.Rect(0, 0, w, stripHigh))
	for u := range w {
		t := s.angleAt(float64(a.start) + (float64(u)+0.5)*float64(a.n)/float64(w))
		px, py := m.ring.at(t, 1)
		nx, ny := m.ring.inward(t)
		for v := range stripHigh {
			d := (b.from + (float64(v)+0.5)/stripHigh*(b.to-b.from)) * short
			out.Pix[v*out.Stride+u] = 255 - from.smooth(px+d*nx, py+d*ny)
		}
	}
	return out
}

// angleAt returns the parameter angle of a point between columns, whose middles are at +0.5.
func (s *sheet) angleAt(x float64) float64 {
	i, n := floor(x-0.5), len(s.angles)
	a, b := s.angles[((i%n)+n)%n], s.angles[((i+1)%n+n)%n]
	if b < a {
		b += 2 * math.Pi
	}
	return a + (b-a)*(x-0.5-float64(i))
}

// smooth samples a plane with Catmull and Rom's cubic.
func (p *plane) smooth(x, y float64) uint8 {
	x, y = x-0.5, y-0.5
	ix, iy := floor(x), floor(y)
	wx, wy := catmullRom(x-float64(ix)), catmullRom(y-float64(iy))
	sum := 0.0
	for j, w := range wy {
		row := 0.0
		for i, v := range wx {
			row += v * float64(p.at(ix+i-1, iy+j-1))
		}
		sum += w * row
	}
	return uint8(min(255, max(0, sum+0.5)))
}

// catmullRom are the weights of the four neighbours of a point t past the second.
func catmullRom(t float64) [4]float64 {
	return [4]float64{((-0.5*t+1)*t - 0.5) * t, (1.5*t-2.5)*t*t + 1, ((-1.5*t+2)*t + 0.5) * t, (0.5*t - 0.5) * t * t}
}
