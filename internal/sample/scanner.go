package sample

import (
	"image/color"
	"math/rand/v2"
	"slices"
)

// papers are the tints of paper under a scanner's lamp.
var papers = []color.RGBA{{255, 255, 255, 255}, {252, 251, 246, 255}, {248, 249, 252, 255}, {250, 247, 238, 255}}

// scanner is the machine one document went through; each page is then fed on its own.
func (s Spec) scanner(r *rand.Rand, faults map[FaultKind]bool) Scan {
	sc := Scan{DPI: s.DPI, Quality: s.Quality, SkewDeg: between(r, -0.6, 0.6), Paper: papers[r.IntN(len(papers))],
		Blur: between(r, 0.12, 0.19+0.06*s.Wear), Noise: between(r, 0.7, 1.2+5*s.Wear), Clean: 1 - s.Wear, Shadow: between(r, 0, 0.04+0.2*s.Wear), wear: s.Wear}
	if s.Wear > 0.5 && r.IntN(4) == 0 {
		sc.Grey = true
	}
	if faults[FaultPoorScan] {
		sc.DPI, sc.Grey, sc.Quality, sc.Blur, sc.Noise, sc.Clean = 100, true, 30, 0.26, 6, 0
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
	r := random(s.Seed+s.Rescan, "scan", s.Medium, k.Slug)
	machine := s.scanner(r, faults)
	vary := random(s.Seed+s.Rescan, "vary-scan", s.Medium, k.Slug)
	if s.Varied {
		machine = machine.varied(vary)
	}
	out := make([]*Scan, len(pages))
	for i, p := range pages {
		fed := machine.feed(r)
		if s.Varied {
			fed = fed.fedVaried(vary)
		}
		if faults[FaultPoorScan] || !digital && (!p.Digital || s.Printed) && (p.inked() || !s.mixed(k.Slug)) {
			out[i] = &fed
		}
	}
	return out
}

func (s Spec) mixed(slug string) bool {
	return slices.Contains(s.Mixed, slug) || slices.Contains(s.Mixed, "all")
}

// inked reports whether a page bears a seal or handwriting and so exists on paper only.
func (p *page) inked() bool {
	for _, it := range p.Items {
		if _, ok := it.(impression); ok {
			return true
		}
	}
	return len(p.Marks) > 0
}
