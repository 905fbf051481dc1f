package sealtest

import (
	"image"
	"math"
	"math/rand/v2"
)

// soften spreads the ink by a fraction of a pixel: rubber on paper has no sharp edges.
func soften(m *image.Alpha) {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	src := append([]uint8(nil), m.Pix...)
	for y := 1; y < h-1; y++ {
		for x := 1; x < w-1; x++ {
			i := y*m.Stride + x
			side := int(src[i-1]) + int(src[i+1]) + int(src[i-m.Stride]) + int(src[i+m.Stride])
			m.Pix[i] = uint8((4*int(src[i]) + side) / 8)
		}
	}
}

// wear thins the ink in soft patches and single grains.
func wear(m *image.Alpha, p Params) {
	rng := rand.New(rand.NewPCG(p.Seed, 0x5ea1))
	patches := newNoise(rng, max(4, p.DiameterPx/9))
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			i := y*m.Stride + x
			if m.Pix[i] == 0 {
				continue
			}
			keep := 0.9 + 0.1*rng.Float64()
			if v := patches.at(x, y); p.Wear > 0 {
				keep *= smooth((v - 0.8*p.Wear + 0.12*(rng.Float64()-0.5)) / 0.2)
			}
			m.Pix[i] = uint8(float64(m.Pix[i]) * keep)
		}
	}
}

func smooth(v float64) float64 {
	v = min(1, max(0, v))
	return v * v * (3 - 2*v)
}

// noise is a lattice of random values with soft slopes between.
type noise struct {
	cell float64
	grid [64][64]float64
}

func newNoise(rng *rand.Rand, cell float64) *noise {
	n := &noise{cell: cell}
	for y := range n.grid {
		for x := range n.grid[y] {
			n.grid[y][x] = rng.Float64()
		}
	}
	return n
}

func (n *noise) at(x, y int) float64 {
	fx, fy := float64(x)/n.cell, float64(y)/n.cell
	ix, iy := int(fx), int(fy)
	tx, ty := smooth(fx-math.Floor(fx)), smooth(fy-math.Floor(fy))
	g := func(x, y int) float64 { return n.grid[y&63][x&63] }
	top := g(ix, iy)*(1-tx) + g(ix+1, iy)*tx
	low := g(ix, iy+1)*(1-tx) + g(ix+1, iy+1)*tx
	return top*(1-ty) + low*ty
}

// blend multiplies dst with the ink's colour as far as the mask covers it.
func blend(dst *image.RGBA, mask *image.Alpha, at image.Point, p Params) {
	ink := [3]float64{float64(p.Colour.R) / 255, float64(p.Colour.G) / 255, float64(p.Colour.B) / 255}
	area := mask.Rect.Add(at).Intersect(dst.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			cover := p.InkAlpha * float64(mask.AlphaAt(x-at.X, y-at.Y).A) / 255
			if cover == 0 {
				continue
			}
			o := dst.PixOffset(x, y)
			for c := range ink {
				dst.Pix[o+c] = uint8(float64(dst.Pix[o+c])*(1-cover*(1-ink[c])) + 0.5)
			}
		}
	}
}
