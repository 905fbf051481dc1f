package seal

import (
	"slices"
	"strings"
	"unicode"

	"lianshen/ocr"
)

// view is what one strip says about one name.
type view struct {
	places []place // by character of the name
	// fit is the mean probability of the name's characters, in [0, 1]: strips that were cut
	// badly for this name count for little.
	fit      float64
	outside  bool    // a character right before or after makes it a longer name
	shadowed bool    // something illegible stands right beside the name
	widest   float64 // widest step between characters over the usual one
}

// place is what stands where a character of the name should.
type place struct {
	chars map[string]float64 // best probability of every other character kept there
	own   float64            // of the name's character
	seen  float64            // probability that anything stands there
}

// look holds s against name.
func (s *steps) look(name []string) view {
	spent := s.align(name)
	v := view{places: make([]place, len(name))}
	from, to := span(spent)
	for k := range name {
		a, b := window(spent, k, from, to)
		v.places[k] = s.place(name, k, a, b)
		v.fit += v.places[k].own / float64(len(name))
	}
	v.outside = s.outside(spent, name) || s.repeats(spent, name, v.places)
	v.shadowed = s.shadowed(spent, name)
	v.widest = widest(spent, len(name))
	return v
}

// turned is s followed by itself: a title that was cut open in its middle is whole there.
func (s *steps) turned() *steps {
	if s.twice == nil {
		p := &ocr.Posteriors{Steps: slices.Concat(s.p.Steps, s.p.Steps), Classes: s.p.Classes}
		s.twice = &steps{p: p, floor: slices.Concat(s.floor, s.floor), columns: map[string]column{}}
	}
	return s.twice
}

// window returns the steps between the neighbours of character k, to exclusive.
func window(spent []int, k, from, to int) (a, b int) {
	a, b = from, to
	for t := from; t < to; t++ {
		if spent[t] == k-1 && k > 0 {
			a = t + 1
		}
		if spent[t] == k+1 && t < b {
			b = t
		}
	}
	return a, b
}

// place gathers the characters at steps [a, b). What the neighbours leave at their edges is
// not counted as other characters.
func (s *steps) place(name []string, k, a, b int) place {
	p := place{chars: map[string]float64{}, own: leastP}
	for t := a; t < b; t++ {
		p.seen = max(p.seen, 1-s.blank(t))
		p.own = max(p.own, s.prob(t, name[k]))
		for _, c := range s.p.Steps[t].Chars {
			if weighty(c.Char) && !slices.Contains(name[max(0, k-1):min(len(name), k+2)], c.Char) {
				p.chars[c.Char] = max(p.chars[c.Char], float64(c.P))
			}
		}
	}
	return p
}

// anyOther is the probability at which a character beside the name is noted.
const anyOther = 0.4

// reachPitch is how near, in widths of a character, another one belongs to the name.
const reachPitch = 1.8

// outside reports whether characters stand so near before or after the name that they
// belong to the same text: a longer name. Where a title fills the whole ring, the name
// itself may begin again.
func (s *steps) outside(spent []int, name []string) bool {
	from, to := span(spent)
	reach := reachPitch * float64(to-from) / float64(len(name))
	all := slices.DeleteFunc(s.segments(), func(g segment) bool { return g.p < anyOther || !weighty(g.char) })
	end, i := to, 0
	for _, g := range all {
		if g.from >= to && float64(g.from-end) < reach {
			if i >= len(name) || g.char != name[i] {
				return true
			}
			end, i = g.to, i+1
		}
	}
	start, i := from, len(name)-1
	for _, g := range slices.Backward(all) {
		if g.to <= from && float64(start-g.to) < reach {
			if i < 0 || g.char != name[i] {
				return true
			}
			start, i = g.from, i-1
		}
	}
	return false
}

// repeats reports whether a character of the name stands there more often than in the name.
// One that the name has twice in a row but the strip only once was not seen.
func (s *steps) repeats(spent []int, name []string, places []place) bool {
	from, to := span(spent)
	left := map[string]int{}
	for _, c := range name {
		left[c]++
	}
	for _, g := range s.segments() {
		if g.from >= from && g.to <= to && g.p >= anyOther {
			left[g.char]--
		}
	}
	more := false
	for k, c := range name {
		if left[c] > 0 && k > 0 && name[k-1] == c {
			places[k].own = leastP
		}
		more = more || left[c] < 0
	}
	return more
}

// segment is one character of the best free reading.
type segment struct {
	char     string
	p        float64
	from, to int // steps, to exclusive
}

func (s *steps) segments() []segment {
	var out []segment
	last := ""
	for t := range s.floor {
		char, p := s.best(t)
		if char != "" && char == last {
			g := &out[len(out)-1]
			g.p, g.to = max(g.p, p), t+1
		} else if char != "" {
			out = append(out, segment{char, p, t, t + 1})
		}
		last = char
	}
	return out
}

// clearBlank is the probability of the blank below which something stands at a step, and
// anyTrace that at which it may be the name's own first or last character.
const clearBlank, anyTrace = 0.7, 0.05

// shadowed reports whether characters that were not read, but left a trace, stand right
// before or after the name: they may make it another name.
//
// After 公司 one trace is not enough: a longer name goes on with two characters at least
// (分厂, 分公司), while the ends of the text in the middle of the seal reach into the band.
func (s *steps) shadowed(spent []int, name []string) bool {
	from, to := span(spent)
	pitch := float64(to-from) / float64(len(name))
	reach := int(reachPitch * pitch)
	if len(s.traces(from-reach, from, name)) > 0 {
		return true
	}
	if !strings.HasSuffix(strings.Join(name, ""), "公司") {
		return len(s.traces(to, to+reach, name)) > 0
	}
	after := s.traces(to, to+int(3*pitch), name)
	return len(after) > 0 && float64(after[len(after)-1]-after[0]) >= 1.6*pitch
}

// span returns the steps from the first to the last that a name takes, to exclusive.
func span(spent []int) (from, to int) {
	from, to = max(0, slices.IndexFunc(spent, func(k int) bool { return k != -2 })), len(spent)
	for to > from && spent[to-1] == -2 {
		to--
	}
	return from, to
}

// traces returns the steps of [from, to) at which something stands that may not be the
// name's own first or last character.
func (s *steps) traces(from, to int, name []string) []int {
	first, last := name[0], name[len(name)-1]
	var out []int
	for t := max(0, from); t < min(len(s.floor), to); t++ {
		if s.blank(t) < clearBlank && s.prob(t, first) < anyTrace && s.prob(t, last) < anyTrace {
			out = append(out, t)
		}
	}
	return out
}

// widest returns the widest step from one character of the name to the next as a multiple
// of the usual one: characters stand evenly on a seal, and a wide step hides another one.
func widest(spent []int, n int) float64 {
	at, count := make([]float64, n), make([]float64, n)
	for t, k := range spent {
		if k >= 0 {
			at[k], count[k] = at[k]+float64(t), count[k]+1
		}
	}
	gaps := make([]float64, n-1)
	for k := range gaps {
		gaps[k] = at[k+1]/max(1, count[k+1]) - at[k]/max(1, count[k])
	}
	most := slices.Max(gaps)
	slices.Sort(gaps)
	return most / max(1, gaps[len(gaps)/2])
}

// weighty leaves out punctuation other than brackets: specks are read as dots.
func weighty(c string) bool {
	for _, r := range c {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '（' || r == '）'
	}
	return false
}
