package seal

import (
	"math"
	"slices"

	"lianshen/ocr"
)

// frameBox is a turned rectangle: middle, half sides along its own axes, and the turn.
type frameBox struct{ x, y, a, b, phi float64 }

// at returns the point (u, v), each in [-1, 1] inside the frame.
func (f frameBox) at(u, v float64) (x, y float64) {
	sin, cos := math.Sincos(f.phi)
	u, v = u*f.a, v*f.b
	return f.x + cos*u - sin*v, f.y + sin*u + cos*v
}

// upright returns the same rectangle with phi in (-π/4, π/4].
func (f frameBox) upright() frameBox {
	for f.phi > math.Pi/4 {
		f.a, f.b, f.phi = f.b, f.a, f.phi-math.Pi/2
	}
	for f.phi <= -math.Pi/4 {
		f.a, f.b, f.phi = f.b, f.a, f.phi+math.Pi/2
	}
	return f
}

func (f frameBox) box() ocr.Box {
	sin, cos := math.Sincos(f.phi)
	w := math.Abs(f.a*cos) + math.Abs(f.b*sin)
	h := math.Abs(f.a*sin) + math.Abs(f.b*cos)
	return ocr.Box{f.x - w, f.y - h, f.x + w, f.y + h}
}

// foundFrame is a square or rectangular impression on the ink map.
type foundFrame struct {
	frameBox
	ink   *plane
	built bool // of sides that need not belong together
	score float64
}

// findFrames returns the square and rectangular impressions of one ink: pieces of ink whose
// four sides are lines that end at the corners. Table cells go on beyond their corners.
func (k *inkMap) findFrames(ink *plane, lim limits) []foundFrame {
	var all []foundFrame
	for _, b := range blobs(ink, lim.leastFrame, lim.mostFrame) {
		all = append(all, foundFrame{frameBox: b.tightest(), ink: ink})
	}
	for _, box := range fromSides(borders(k.edges(ink), ink.w, ink.h, leastSide*lim.leastFrame), lim) {
		all = append(all, foundFrame{frameBox: box, ink: ink, built: true})
	}
	var out []foundFrame
	for _, f := range all {
		if k.judgeFrame(&f) {
			out = append(out, f)
		}
	}
	return surest(out)
}

// leastSide is the length, as a share of the smallest frame, from which a straight border may
// be part of a side.
const leastSide = 0.3

// crispFrame is the share of its worst side from which a frame leaves little doubt.
const crispFrame = 0.88

// judgeFrame fills in the score and reports whether f looks like a seal.
func (k *inkMap) judgeFrame(f *foundFrame) bool {
	if flat := max(f.a, f.b) / max(1, min(f.a, f.b)); flat > 3.2 {
		return false
	}
	worst, mean := f.sides()
	if worst < 0.6 || mean < 0.75 || f.built && worst < crispFrame {
		return false
	}
	inner, quarters := f.interior()
	out := f.beyond()
	if worst > crispFrame { // may touch something else; of three characters one quarter stays empty
		if out > 0.08 || inner < 0.1 || inner > 0.72 || quarters[1] < 0.07 {
			return false
		}
	} else if out > 0.06 || inner < 0.14 || inner > 0.72 || quarters[0] < 0.07 {
		return false
	}
	f.score = mean * (1 - 2*out)
	return f.open() <= mostOpen && !f.ruled() && !f.moated() && !f.coded()
}

// sides returns the share of the outline along which ink is found, for the worst side and
// on the mean of the four.
func (f *foundFrame) sides() (worst, mean float64) {
	worst = 1
	for side := range 4 {
		const n = 64
		hit := 0.0
		for i := range n {
			along := (float64(i)+0.5)/n*1.9 - 0.95
			if f.lineAt(side, along) {
				hit += 1.0 / n
			}
		}
		worst, mean = min(worst, hit), mean+hit/4
	}
	return worst, mean
}

// lineAt looks for ink within the outer tenth of the frame.
func (f *foundFrame) lineAt(side int, along float64) bool {
	for depth := 0.0; depth <= 0.11; depth += max(0.01, 0.5/min(f.a, f.b)) {
		u, v := along, 1-depth
		if side%2 == 1 {
			u, v = v, u
		}
		if side >= 2 {
			u, v = -u, -v
		}
		if x, y := f.at(u, v); f.ink.sample(x, y) > 2*inkFloor {
			return true
		}
	}
	return false
}

// interior returns the share of ink inside the frame, and in its quarters, emptiest first.
func (f *foundFrame) interior() (all float64, quarters [4]float64) {
	const n = 24
	for i := range n {
		for j := range n {
			u, v := (float64(i)+0.5)/n*1.6-0.8, (float64(j)+0.5)/n*1.6-0.8
			if x, y := f.at(u, v); f.ink.sample(x, y) > 2*inkFloor {
				quarters[i/(n/2)*2+j/(n/2)] += 4.0 / (n * n)
				all += 1.0 / (n * n)
			}
		}
	}
	slices.Sort(quarters[:])
	return all, quarters
}

// beyond returns the share of ink in a narrow zone around the frame.
func (f *foundFrame) beyond() float64 {
	const n = 48
	hit := 0.0
	for i := range n {
		along := (float64(i)+0.5)/n*2.3 - 1.15
		for _, at := range [][2]float64{{along, 1.15}, {along, -1.15}, {1.15, along}, {-1.15, along}} {
			if x, y := f.at(at[0], at[1]); f.ink.sample(x, y) > 2*inkFloor {
				hit += 0.25 / n
			}
		}
	}
	return hit
}

// measureFrame describes f as a seal that has not been read. A square seal is a personal
// one unless its text says otherwise.
func (k *inkMap) measureFrame(p ocr.Page, f *foundFrame) ocr.Seal {
	scale := float64(k.scale)
	s := ocr.Seal{
		Box: f.box().Scale(scale), Shape: ocr.Square, Colour: ocr.Red,
		Kind: ocr.UnknownSeal, Complete: true, Score: min(1, f.score),
		AngleDeg: f.phi * 180 / math.Pi,
		PHash:    ocr.PHash(k.cutOut(p.Image, f.box(), f.ink, noPrint).sep.gray()),
	}
	if f.ink == k.cool {
		s.Colour = ocr.Blue
	}
	s.Kind = ocr.PersonalSeal
	if max(f.a, f.b) > 1.3*min(f.a, f.b) {
		s.Shape, s.Kind = ocr.Rectangle, ocr.UnknownSeal
	}
	if p.DPI > 0 {
		mm := 2 * max(f.a, f.b) * scale / p.DPI * 25.4
		s.DiameterMM = &mm
	}
	return s
}
