package ocr

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
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

func TestLogLikelihoodPrefersWhatIsWritten(t *testing.T) {
	p := written("东莞市绿源纸业有限公司", 0.9)
	right := logLikelihood(p, "东莞市绿源纸业有限公司")
	for _, other := range []string{"东莞市绿源纸业有限责任公司", "东莞市绿源纸业", "东莞市恒昌纸业有限公司", ""} {
		if wrong := logLikelihood(p, other); wrong >= right-2 {
			t.Errorf("LogLikelihood(%q) = %.1f, the written name has %.1f", other, wrong, right)
		}
	}
	if l := logLikelihood(p, strings.Repeat("东", 100)); !math.IsInf(l, -1) {
		t.Errorf("a name longer than the strip has %v, want -Inf", l)
	}
}

func TestLogLikelihoodWithinIgnoresTheRest(t *testing.T) {
	const name = "绿源纸业"
	alone := written(name, 0.9)
	inside := written("东莞市"+name+"有限公司", 0.9)
	lossAlone := alone.FreeLogLikelihood() - alone.LogLikelihoodWithin(name)
	lossInside := inside.FreeLogLikelihood() - inside.LogLikelihoodWithin(name)
	if math.Abs(lossAlone-lossInside) > 0.01 {
		t.Errorf("within a longer text the name loses %.3f, alone %.3f", lossInside, lossAlone)
	}
	if loss := inside.FreeLogLikelihood() - inside.LogLikelihoodWithin("恒昌纸业"); loss < 5 {
		t.Errorf("a name that is not there loses %.3f only", loss)
	}
}

// tiny draws posteriors over the alphabet blank, a, b with all characters kept.
func tiny(t *rapid.T) *Posteriors {
	p := &Posteriors{Classes: 3}
	for range rapid.IntRange(1, 5).Draw(t, "steps") {
		w := [3]float64{}
		for i := range w {
			w[i] = rapid.Float64Range(0.01, 1).Draw(t, "weight")
		}
		sum := w[0] + w[1] + w[2]
		s := Step{Blank: float32(w[0] / sum), Chars: []CharProb{{Char: "a", P: float32(w[1] / sum)}, {Char: "b", P: float32(w[2] / sum)}}}
		if s.Chars[0].P < s.Chars[1].P {
			s.Chars[0], s.Chars[1] = s.Chars[1], s.Chars[0]
		}
		p.Steps = append(p.Steps, s)
	}
	return p
}

// bruteForce adds up all paths by the text they collapse to.
func bruteForce(p *Posteriors) map[string]float64 {
	out := map[string]float64{}
	var walk func(t int, last, text string, prob float64)
	walk = func(t int, last, text string, prob float64) {
		if t == len(p.Steps) {
			out[text] += prob
			return
		}
		s := p.Steps[t]
		walk(t+1, "", text, prob*float64(s.Blank))
		for _, c := range s.Chars {
			next := text
			if c.Char != last {
				next += c.Char
			}
			walk(t+1, c.Char, next, prob*float64(c.P))
		}
	}
	walk(0, "", "", 1)
	return out
}

func TestLogLikelihoodSumsAllPaths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := tiny(t)
		total := 0.0
		for text, want := range bruteForce(p) {
			got := math.Exp(logLikelihood(p, text))
			total += got
			if math.Abs(got-want) > 1e-6 {
				t.Fatalf("P(%q) = %v, all its paths add up to %v", text, got, want)
			}
		}
		if math.Abs(total-1) > 1e-5 {
			t.Fatalf("all texts together have %v", total)
		}
	})
}

func TestMissingMassIsSpread(t *testing.T) {
	p := &Posteriors{Classes: 12, Steps: []Step{{Blank: 0.5, Chars: []CharProb{{Char: "甲", P: 0.3}}}}}
	if got, want := math.Exp(logLikelihood(p, "乙")), 0.2/10; math.Abs(got-want) > 1e-6 {
		t.Errorf("a character that was not kept has %v, want %v", got, want)
	}
}

// logLikelihood is the logarithm of the probability that the strip reads name from edge to
// edge, which brute force can check: anywhere makes the same steps.
func logLikelihood(p *Posteriors, name string) float64 { return newForward(p, name).edgeToEdge() }

// edgeToEdge sums the paths that start at the first step and end at the last.
func (f *forward) edgeToEdge() float64 {
	n := len(f.now)
	if len(f.p.Steps) == 0 {
		if n == 1 {
			return 0
		}
		return math.Inf(-1)
	}
	for t, s := range f.p.Steps {
		f.look(s)
		if t == 0 {
			f.now[0] = f.emit[0]
			if n > 1 {
				f.now[1] = f.emit[1]
			}
			continue
		}
		f.step()
	}
	if n == 1 {
		return f.now[0]
	}
	return logAdd(f.now[n-1], f.now[n-2])
}
