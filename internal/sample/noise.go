package sample

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// random returns the generator of one purpose: the same seed and labels give the same
// numbers, and drawing more in one place changes nothing elsewhere.
func random(seed uint64, labels ...string) *rand.Rand {
	h := fnv.New64a()
	for _, l := range labels {
		_, _ = h.Write([]byte(l))
		_, _ = h.Write([]byte{0})
	}
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// between draws evenly from [lo, hi).
func between(r *rand.Rand, lo, hi float64) float64 { return lo + (hi-lo)*r.Float64() }

// pick draws one of the options.
func pick[T any](r *rand.Rand, options ...T) T { return options[r.IntN(len(options))] }

// hash2 scrambles a lattice point into [0, 1).
func hash2(seed uint32, x, y int) float64 {
	h := seed ^ uint32(x)*0x9E3779B1 ^ uint32(y)*0x85EBCA77
	h ^= h >> 15
	h *= 0x2C1B3C6D
	h ^= h >> 12
	h *= 0x297A2D39
	h ^= h >> 15
	return float64(h>>8) / (1 << 24)
}

// smooth is value noise in [0, 1): hash2 at the lattice, blended between.
func smooth(seed uint32, x, y float64) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	ix, iy := int(fx), int(fy)
	tx, ty := x-fx, y-fy
	tx, ty = tx*tx*(3-2*tx), ty*ty*(3-2*ty)
	a := hash2(seed, ix, iy)*(1-tx) + hash2(seed, ix+1, iy)*tx
	b := hash2(seed, ix, iy+1)*(1-tx) + hash2(seed, ix+1, iy+1)*tx
	return a*(1-ty) + b*ty
}
