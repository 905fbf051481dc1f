package ocr

import "math"

// forward is the CTC forward algorithm (Graves et al., ICML 2006) for one name, in
// logarithms. State 2i+1 is the i-th character, the even states are the blanks around.
type forward struct {
	p     *Posteriors
	chars []string
	now   []float64 // log probability of having reached a state
	next  []float64
	emit  []float64 // of the current step, by state
}

func newForward(p *Posteriors, name string) *forward {
	f := &forward{p: p}
	for _, r := range name {
		f.chars = append(f.chars, string(r))
	}
	n := 2*len(f.chars) + 1
	f.now, f.next, f.emit = make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range f.now {
		f.now[i] = math.Inf(-1)
	}
	return f
}

// anywhere sums the paths within every window and keeps the best: a path may enter at the
// first character at any step, paying what the steps before cost when read freely, and
// leave after the last character.
func (f *forward) anywhere() float64 {
	if len(f.chars) == 0 {
		return f.p.FreeLogLikelihood()
	}
	last := len(f.now) - 2
	free, best := 0.0, math.Inf(-1) // free reading of the steps so far; best path that has ended
	for _, s := range f.p.Steps {
		f.look(s)
		f.step()
		f.now[0] = math.Inf(-1) // there is no blank of the name's own before it
		f.now[1] = max(f.now[1], free+f.emit[1])
		f.now[last+1] = math.Inf(-1)
		cost := s.best()
		free += cost
		best = max(best+cost, f.now[last])
	}
	return best
}

// look computes what each state costs at s.
func (f *forward) look(s Step) {
	blank := logProb(float64(s.Blank))
	for i := range f.emit {
		f.emit[i] = blank
		if i%2 == 1 {
			f.emit[i] = logProb(s.prob(f.chars[i/2], f.p.Classes))
		}
	}
}

// step moves every state on by one column.
func (f *forward) step() {
	for i := range f.now {
		in := f.now[i]
		if i > 0 {
			in = logAdd(in, f.now[i-1])
		}
		if i > 1 && i%2 == 1 && f.chars[i/2] != f.chars[i/2-1] {
			in = logAdd(in, f.now[i-2])
		}
		f.next[i] = in + f.emit[i]
	}
	f.now, f.next = f.next, f.now
}

// logAdd is log(exp(a) + exp(b)).
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}
