package checker

import (
	"image"
	"math"
	"regexp"
	"slices"
	"strings"

	"lianshen/ocr"
)

const (
	// ringSteps is in how many directions the ring of the mark is looked for.
	ringSteps = 48
	// leastRing is the share of directions with ink that makes a ring: the mark is open to
	// the right and a seal may hide a part. Our measurement on generated covers: 0.75 and more.
	leastRing = 0.6
)

// findCMA looks above a certificate number for the mark: an open ring around letters. The
// ring or the letters alone are half a proof.
func (m *marker) findCMA() {
	for i, f := range m.folds {
		number, ok := parseCMA(f.String())
		if !ok || !m.top(m.lines[i].Box) {
			continue
		}
		b, score := m.ringAbove(m.lines[i].Box)
		lettered := m.lettersIn(b)
		switch {
		case score >= leastRing && lettered:
			score = 0.98
		case score >= leastRing:
			score = 0.85
		case lettered:
			score = 0.7
		default:
			continue
		}
		m.add(Mark{Kind: markCMA, Box: b, Value: known(number), Score: score * m.lines[i].Score})
	}
}

// ringAbove measures how much of a ring stands right above a number.
func (m *marker) ringAbove(number ocr.Box) (ocr.Box, float64) {
	w := min(number.Width(), 140)
	cx, _ := number.Centre()
	above := ocr.Box{cx - 0.75*w, number[1] - 1.1*w, cx + 0.75*w, number[1] - 1}
	above[1] = max(0, above[1])
	a := m.ink(above, anyInk)
	r, n := a.bounds()
	if n < 40 || r.Dx() < a.w/4 {
		return above, 0
	}
	b := m.points(a, r)
	if shape := float64(r.Dx()) / float64(max(1, r.Dy())); shape < 1 || shape > 2.4 {
		return b, 0
	}
	return b, a.ring(r)
}

// ring is the share of directions from the middle of r in which ink stands near the ellipse
// that r holds.
func (a inkArea) ring(r image.Rectangle) float64 {
	cx, cy := float64(r.Min.X+r.Max.X)/2, float64(r.Min.Y+r.Max.Y)/2
	hits := 0
	for i := range ringSteps {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / ringSteps)
		for t := 0.78; t <= 1.02; t += 0.03 {
			x, y := int(cx+cos*t*float64(r.Dx())/2), int(cy+sin*t*float64(r.Dy())/2)
			if x >= 0 && y >= 0 && x < a.w && y < a.h && a.set[y*a.w+x] {
				hits++
				break
			}
		}
	}
	return float64(hits) / ringSteps
}

var cmaLetters = regexp.MustCompile(`^[(CGO]?C?M[AΛ]$`)

// lettersIn reports whether a reader saw the letters of the mark within b.
func (m *marker) lettersIn(b ocr.Box) bool {
	return slices.ContainsFunc(m.lines, func(l Line) bool {
		return l.Box.Intersect(b).Area() > 0.4*l.Box.Area() && cmaLetters.MatchString(strings.ToUpper(squeeze(l.Text)))
	})
}

var (
	cnasWord   = regexp.MustCompile(`CNAS`)
	cnasNumber = regexp.MustCompile(`L[0-9]{4,5}`)
)

// findCNAS finds the mark by its word on a cover; its number stands on the line or below.
func (m *marker) findCNAS() {
	for i, f := range m.folds {
		text := strings.ToUpper(f.String())
		if len(text) > 16 || !cnasWord.MatchString(text) || !m.top(m.lines[i].Box) {
			continue
		}
		number := cnasNumber.FindString(text)
		for k, l := range m.lines {
			if number == "" && sameColumn(l.Box, m.lines[i].Box) && l.Box[1] > m.lines[i].Box[1] && l.Box[1]-m.lines[i].Box[3] < 40 {
				number = cnasNumber.FindString(strings.ToUpper(m.folds[k].String()))
			}
		}
		m.add(Mark{Kind: markCNAS, Box: m.lines[i].Box, Value: known(number), Score: 0.9 * m.lines[i].Score})
	}
}
