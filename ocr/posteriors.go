package ocr

import "strings"

// Posteriors are a CTC recogniser's probabilities, step by step from left to right. Only
// the most probable characters of a step are kept: the rest share what is missing to 1.
type Posteriors struct {
	Steps []Step `json:"steps"`
	// Classes is the size of the recogniser's alphabet including the blank; it spreads the
	// missing mass of a step over the characters that were not kept.
	Classes int `json:"classes"`
	// Also holds the probabilities of other strips of the same text: another cut of a seal's
	// title, or its ink separated in another way. What one strip lost another may have kept.
	Also []*Posteriors `json:"also,omitempty"`
}

// Step is one column of Posteriors.
type Step struct {
	Blank float32 `json:"b"`
	// Chars are the kept characters, most probable first.
	Chars []CharProb `json:"c,omitempty"`
}

// CharProb is the probability of one character at one step.
type CharProb struct {
	Char string  `json:"t"`
	P    float32 `json:"p"`
}

// Best is the free reading: the best path with repeats merged and blanks dropped, and the
// mean probability of its characters, 0 for an empty text.
func (p *Posteriors) Best() (text string, score float64) {
	var b strings.Builder
	last, n := "", 0
	for _, s := range p.Steps {
		c, prob := s.top()
		if c != "" && c != last {
			b.WriteString(c)
			score += prob
			n++
		}
		last = c
	}
	if n == 0 {
		return "", 0
	}
	return b.String(), score / float64(n)
}

// top is the most probable character of s, "" for the blank.
func (s Step) top() (char string, prob float64) {
	if len(s.Chars) == 0 || s.Blank >= s.Chars[0].P {
		return "", float64(s.Blank)
	}
	return s.Chars[0].Char, float64(s.Chars[0].P)
}
