package seal

import (
	"image"
	"strings"

	"lianshen/ocr"
)

// codeDigits is the length of the code on seals made under public-security rules.
const codeDigits = 13

// leastCode is the score below which digits are not told.
const leastCode = 0.75

// askCode puts the lower arc into the batch: digits stand there with their feet outward,
// read counter-clockwise; two heights, as makers differ.
func (m *impression) askCode(b *batch) {
	free := arc{start: m.titleAt.end() - stripHigh/4, n: m.sheet.sep.w - m.titleAt.n + 2*(stripHigh/4)}
	if free.n < 2*stripHigh {
		return
	}
	for _, high := range []float64{0.13, 0.17} {
		d0, d1 := m.sheet.ringEnd, m.sheet.ringEnd+high
		if at := m.sheet.inkedPart(free, d0, d1); at.n > stripHigh {
			b.ask(widened(turned(m.sheet.strip(m.sheet.mix, d0, d1, at.start, at.n))), m.noteCode)
		}
	}
}

// inkedPart narrows a stretch of columns to the part that bears ink between two depths.
func (s *sheet) inkedPart(a arc, d0, d1 float64) arc {
	ink := s.columns(d0+0.02, d1, 6)
	first, last := a.n, -1
	for i := range a.n {
		if ink[(a.start+i)%len(ink)] > 2*inkFloor {
			first, last = min(first, i), max(last, i)
		}
	}
	if last < 0 {
		return arc{}
	}
	const margin = stripHigh / 6
	return arc{start: a.start + first - margin + s.sep.w, n: last - first + 2*margin}
}

// noteCode keeps the surest reading that is a code.
func (m *impression) noteCode(r ocr.Reading) {
	digits := onlyDigits(r.Text)
	if plausible(digits) && r.Score >= leastCode && r.Score > m.codeScore {
		m.Code, m.codeScore = digits, r.Score
	}
}

// plausible reports whether digits may be a code: it begins with the number of a province,
// 11–82 (GB/T 2260), and is not the one digit that recognisers see in an empty zone.
func plausible(digits string) bool {
	if len(digits) != codeDigits || digits[0] == '0' || digits[0] == '9' || digits[1] == '0' {
		return false
	}
	distinct := map[rune]bool{}
	for _, d := range digits {
		distinct[d] = true
	}
	return len(distinct) > 2
}

// widened returns m twice as wide: the recogniser loses digits that stand too close.
func widened(m *image.Gray) *image.Gray {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, 2*w, h))
	src := &plane{w: w, h: h, pix: m.Pix}
	for y := range h {
		for x := range out.Rect.Dx() {
			out.Pix[y*out.Stride+x] = uint8(src.sample((float64(x)+0.5)/2, float64(y)+0.5) + 0.5)
		}
	}
	return out
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// turned returns m upside down.
func turned(m *image.Gray) *image.Gray {
	out := image.NewGray(m.Rect)
	n := len(m.Pix)
	for i, v := range m.Pix {
		out.Pix[n-1-i] = v
	}
	return out
}
