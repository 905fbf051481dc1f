package sample

import (
	"image/color"
	"math/rand/v2"
)

// papers are the tints of paper under a scanner's lamp.
var papers = []color.RGBA{{255, 255, 255, 255}, {252, 251, 246, 255}, {248, 249, 252, 255}, {250, 247, 238, 255}}

// scanner is the machine one document went through; each page is then fed on its own.
func (s Spec) scanner(r *rand.Rand, faults map[FaultKind]bool) Scan {
	sc := Scan{DPI: s.DPI, Quality: s.Quality, SkewDeg: between(r, -0.6, 0.6), Paper: papers[r.IntN(len(papers))],
		Blur: between(r, 0.05, 0.12+0.1*s.Wear), Noise: between(r, 1.2, 2.2+4*s.Wear), Clean: 1 - s.Wear, Shadow: between(r, 0, 0.04+0.2*s.Wear)}
	if s.Wear > 0.5 && r.IntN(4) == 0 {
		sc.Grey = true
	}
	if faults[FaultPoorScan] {
		sc.DPI, sc.Grey, sc.Quality = 100, true, 40
	}
	switch {
	case faults[FaultUpsideDown]:
		sc.Turn = 180
	case faults[FaultSideways]:
		sc.Turn = pick(r, 90, 270)
	}
	return sc
}

// scans decides page by page: nil stays born-digital.
func (s Spec) scans(pages []*page, k kind, faults map[FaultKind]bool, digital bool) []*Scan {
	r := random(s.Seed, "scan", s.Medium, k.Slug)
	machine := s.scanner(r, faults)
	out := make([]*Scan, len(pages))
	for i, p := range pages {
		fed := machine.feed(r)
		if !digital && !p.Digital {
			out[i] = &fed
		}
	}
	return out
}
