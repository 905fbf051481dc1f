package ocr

import (
	"math"
	"testing"
)

// written returns sharp posteriors that read text, two steps a character and a blank
// between, with the mass p on what is read.
func written(text string, p float32) *Posteriors {
	out := &Posteriors{Classes: 100}
	add := func(c string) {
		if c == "" {
			out.Steps = append(out.Steps, Step{Blank: p, Chars: []CharProb{{Char: "杂", P: (1 - p) / 2}}})
			return
		}
		out.Steps = append(out.Steps, Step{Blank: (1 - p) / 2, Chars: []CharProb{{Char: c, P: p}}})
	}
	add("")
	for _, r := range text {
		add(string(r))
		add(string(r))
		add("")
	}
	return out
}

func TestBest(t *testing.T) {
	for _, want := range []string{"", "绿", "东莞市绿源纸业有限公司", "双双"} {
		text, score := written(want, 0.9).Best()
		if text != want {
			t.Errorf("Best() = %q, want %q", text, want)
		}
		if wantScore := 0.9; want != "" && math.Abs(score-wantScore) > 1e-6 {
			t.Errorf("%q: score = %v, want %v", want, score, wantScore)
		}
	}
}
