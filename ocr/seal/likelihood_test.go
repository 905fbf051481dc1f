package seal

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lianshen/ocr"
)

// written returns a strip that reads text, two steps a character and a blank between, with
// the mass p on what is read.
func written(text string, p float32) *steps {
	out := &ocr.Posteriors{Classes: 100}
	blank := ocr.Step{Blank: p, Chars: []ocr.CharProb{{Char: "杂", P: (1 - p) / 2}}}
	out.Steps = append(out.Steps, blank)
	for _, r := range text {
		seen := ocr.Step{Blank: (1 - p) / 2, Chars: []ocr.CharProb{{Char: string(r), P: p}}}
		out.Steps = append(out.Steps, seen, seen, blank)
	}
	return newSteps(out)
}

func TestLikelihoodPrefersWhatIsWritten(t *testing.T) {
	s := written("东莞市绿源纸业有限公司", 0.9)
	right := s.likelihood(split("东莞市绿源纸业有限公司"))
	if right < -0.1 {
		t.Errorf("the written name has %.2f, want about 0", right)
	}
	for _, other := range []string{"东莞市绿源纸业有限责任公司", "东莞市绿原纸业有限公司", "东莞市恒昌纸业有限公司"} {
		if wrong := s.likelihood(split(other)); wrong >= right-2 {
			t.Errorf("%s has %.1f, the written name has %.1f", other, wrong, right)
		}
	}
	if l := s.likelihood(split(strings.Repeat("东莞", 50))); l != math.Log(leastLikely) {
		t.Errorf("a name longer than the strip has %v", l)
	}
}

func TestLikelihoodIgnoresTheRest(t *testing.T) {
	const name = "绿源纸业"
	alone, inside := written(name, 0.9), written("东莞市"+name+"有限公司", 0.9)
	if a, b := alone.likelihood(split(name)), inside.likelihood(split(name)); math.Abs(a-b) > 0.01 {
		t.Errorf("alone %.3f, within a longer text %.3f", a, b)
	}
	if l := inside.likelihood(split("恒昌纸业")); l > -5 {
		t.Errorf("a name that is not there has %.3f", l)
	}
}

// tiny draws a strip over the alphabet blank, a, b with all characters kept.
func tiny(t *rapid.T) *steps {
	p := &ocr.Posteriors{Classes: 3}
	for range rapid.IntRange(1, 5).Draw(t, "steps") {
		w := [3]float64{}
		for i := range w {
			w[i] = rapid.Float64Range(0.01, 1).Draw(t, "weight")
		}
		sum := w[0] + w[1] + w[2]
		p.Steps = append(p.Steps, ocr.Step{
			Blank: float32(w[0] / sum),
			Chars: []ocr.CharProb{{Char: "A", P: float32(w[1] / sum)}, {Char: "B", P: float32(w[2] / sum)}},
		})
	}
	return newSteps(p)
}

// paths returns the probabilities, over that of the best free reading, of all paths that
// read name within the strip and everything else freely.
func (s *steps) paths(name string) (out []float64) {
	var walk func(t int, last, text string, prob float64)
	walk = func(t int, last, text string, prob float64) {
		if text == name && last != "" {
			out = append(out, prob) // it may end here: the rest costs nothing
		}
		if t == len(s.floor) || !strings.HasPrefix(name, text) {
			return
		}
		_, top := s.best(t)
		if text != "" {
			walk(t+1, "", text, prob*s.blank(t)/top)
		}
		for _, c := range []string{"A", "B"} {
			next := text
			if c != last {
				next += c
			}
			walk(t+1, c, next, prob*s.prob(t, c)/top)
		}
	}
	for t := range s.floor {
		walk(t, "", "", 1)
	}
	return out
}

// The likelihood sums paths that share an end, so it lies between the best path and all.
func TestLikelihoodLiesBetweenTheBestPathAndAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := tiny(t)
		name := rapid.SampledFrom([]string{"A", "AB", "AA", "BAB"}).Draw(t, "name")
		most, all := 0.0, 0.0
		for _, p := range s.paths(name) {
			most, all = max(most, p), all+p
		}
		got := math.Exp(s.likelihood(strings.Split(name, "")))
		if got < most-1e-9 || got > max(all, leastLikely)*(1+1e-9) {
			t.Fatalf("likelihood of %s is %v, its best path has %v and all paths %v", name, got, most, all)
		}
	})
}

func TestColumnsAreKept(t *testing.T) {
	s := written("绿源", 0.9)
	first := s.column("绿")
	if again := s.column("绿"); &again.ratio[0] != &first.ratio[0] {
		t.Error("a column was worked out twice")
	}
	if first.ratio[1] != 1 || math.Abs(first.log[0]-math.Log(first.ratio[0])) > 1e-12 {
		t.Errorf("column %v", first)
	}
}
