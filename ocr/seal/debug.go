package seal

import (
	"fmt"

	"lianshen/ocr"
)

func Why(p *ocr.Posteriors, name string) string {
	if len(stripsOf(p)) == 0 {
		return "none"
	}
	return weigh(stripsOf(p), split(name)).Why()
}

func Detail(p *ocr.Posteriors, name string) string {
	if len(stripsOf(p)) == 0 {
		return "none"
	}
	e := weigh(stripsOf(p), split(name))
	out := fmt.Sprintf("n%d fit%.2f out%.2f sh%.2f w%.2f", len(stripsOf(p)), e.fit, e.outside, e.shadowed, e.widest)
	for k, c := range e.chars {
		if c.own < 0.5 || c.margin() < 1 {
			out += fmt.Sprintf(" %s[own %.3f oth %.3f seen %.2f best %.2f worst %.2f]", split(name)[k], c.own, c.other, c.seen, c.best, c.worst)
		}
	}
	return out
}

type Ev struct {
	e evidence
}

type Prep struct{ s []*steps }

func Prepare(p *ocr.Posteriors) Prep { return Prep{stripsOf(p)} }

func (p Prep) Weigh(name string) *Ev {
	if len(p.s) == 0 {
		return &Ev{}
	}
	return &Ev{weigh(p.s, split(name))}
}

func (e *Ev) Verdict() string {
	switch {
	case len(e.e.chars) == 0:
		return "unknown"
	case e.e.matches():
		return "match"
	case e.e.contradicts():
		return "mismatch"
	}
	return "unknown"
}
