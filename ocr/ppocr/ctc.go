package ppocr

import (
	"cmp"
	"slices"
	"strings"

	"lianshen/ocr"
)

const (
	// keepChars and keepProbability bound the posteriors of one step.
	keepChars       = 16
	keepProbability = 1e-5
)

// decode reads the best path: repeats merged, blanks dropped. Positions are in pixels of
// the strip: a character reaches to the middle between it and its neighbours, at most half
// the strip's height.
func (e *Engine) decode(o output) []ocr.Char {
	var chars []ocr.Char
	last := 0
	for t := range o.steps {
		best, p := argmax(o.at(t))
		x0, x1 := float64(t)*o.stepWidth, float64(t+1)*o.stepWidth
		switch best {
		case 0:
		case last:
			c := &chars[len(chars)-1]
			c.X1, c.Score = x1, max(c.Score, float64(p))
		default:
			chars = append(chars, ocr.Char{Text: e.alphabet[best], Score: float64(p), X0: x0, X1: x1})
		}
		last = best
	}
	return mendHabits(widen(trimSpaces(chars)))
}

// argmax returns the most probable class. A class above one half has no rival, and most
// steps are clear blanks, which come first.
func argmax(p []float32) (best int, most float32) {
	for i, v := range p {
		if v > most {
			if best, most = i, v; v > 0.5 {
				return best, most
			}
		}
	}
	return best, most
}

// trimSpaces drops spaces at the ends and all but one between characters.
func trimSpaces(chars []ocr.Char) []ocr.Char {
	out := chars[:0]
	for i, c := range chars {
		if c.Text == " " && (len(out) == 0 || i+1 == len(chars) || chars[i+1].Text == " ") {
			continue
		}
		out = append(out, c)
	}
	return out
}

// widen spreads the steps at which the decoder fired to the width of characters.
func widen(chars []ocr.Char) []ocr.Char {
	centres := make([]float64, len(chars))
	for i, c := range chars {
		centres[i] = (c.X0 + c.X1) / 2
	}
	for i := range chars {
		left, right := float64(stripHeight)/2, float64(stripHeight)/2
		if i > 0 {
			left = min(left, (centres[i]-centres[i-1])/2)
		}
		if i+1 < len(chars) {
			right = min(right, (centres[i+1]-centres[i])/2)
		}
		if i == 0 {
			left = right
		}
		if i+1 == len(chars) {
			right = left
		}
		chars[i].X0, chars[i].X1 = max(0, centres[i]-left), centres[i]+right
	}
	return chars
}

// join returns the text of chars with its mean probability, 0 for none.
func join(chars []ocr.Char) (text string, score float64) {
	var b strings.Builder
	for _, c := range chars {
		b.WriteString(c.Text)
		score += c.Score
	}
	if len(chars) == 0 {
		return "", 0
	}
	return b.String(), score / float64(len(chars))
}

// posteriors keeps the likely characters of every step.
func (e *Engine) posteriors(o output) *ocr.Posteriors {
	out := &ocr.Posteriors{Classes: o.classes, Steps: make([]ocr.Step, o.steps)}
	for t := range out.Steps {
		row := o.at(t)
		out.Steps[t] = ocr.Step{Blank: row[0], Chars: e.likely(row)}
	}
	return out
}

// likely returns the most probable characters of a step, best first.
func (e *Engine) likely(row []float32) []ocr.CharProb {
	var chars []ocr.CharProb
	for i, p := range row[1:] {
		if p >= keepProbability {
			chars = append(chars, ocr.CharProb{Char: e.alphabet[i+1], P: p})
		}
	}
	slices.SortStableFunc(chars, func(a, b ocr.CharProb) int { return cmp.Compare(b.P, a.P) })
	return slices.Clone(chars[:min(keepChars, len(chars))])
}
