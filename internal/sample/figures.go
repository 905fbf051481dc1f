package sample

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
)

// Comparison (比对) is the table of one factor: pairs and the judgement on them.
type Comparison struct {
	Factor, Unit string
	Instrument   Instrument
	Method       string // reference method, GB or HJ number
	Digits       int
	Pairs        []Pair
	Summary      []Param // gas: means, deviation, confidence, RA
	Conclusion   string
}

// Pair is one comparison of the instrument with the reference method.
type Pair struct {
	Time                             string
	Online                           []string // water: two readings and their mean
	Reference, Error, Limit, Verdict string
}

// round rounds half to even at n decimals, as GB/T 8170 asks.
func round(v float64, n int) float64 {
	k := math.Pow(10, float64(n))
	return math.RoundToEven(v*k) / k
}

// show prints a rounded figure with n decimals, never "-0.0".
func show(v float64, n int) string {
	v = round(v, n)
	if v == 0 {
		v = 0
	}
	return strconv.FormatFloat(v, 'f', n, 64)
}

// signed prints with an explicit sign, as errors are.
func signed(v float64, n int) string {
	if round(v, n) > 0 {
		return "+" + show(v, n)
	}
	return show(v, n)
}

// near draws a figure around a value, already rounded to n decimals.
func near(r *rand.Rand, v, spread float64, n int) float64 {
	return round(v+between(r, -spread, spread), n)
}

// allowed is a limit of HJ 354-2019 for an actual water sample.
type allowed struct {
	value    float64
	relative bool
	unit     string
}

// waterLimit picks the row by the laboratory's value. Source: HJ 354-2019.
func waterLimit(code string, ref float64) allowed {
	switch code {
	case "w01018":
		switch {
		case ref < 30:
			return allowed{5, false, "mg/L"}
		case ref < 60:
			return allowed{30, true, "%"}
		case ref < 100:
			return allowed{20, true, "%"}
		}
		return allowed{15, true, "%"}
	case "w21011":
		if ref < 0.4 {
			return allowed{0.06, false, "mg/L"}
		}
		return allowed{15, true, "%"}
	case "w01001":
		return allowed{0.5, false, ""}
	}
	if ref < 2 {
		return allowed{0.3, false, "mg/L"}
	}
	return allowed{15, true, "%"}
}

func (a allowed) String() string {
	return "±" + strconv.FormatFloat(a.value, 'f', -1, 64) + a.unit
}

// waterPairs makes three samples with two readings each; errors follow from the printed
// figures.
func waterPairs(r *rand.Rand, code string, mean float64, digits int) []Pair {
	var out []Pair
	for i := range 3 {
		ref := near(r, mean, mean*0.06, digits)
		spread := ref * 0.05
		if code == "w01001" {
			ref, spread = near(r, mean, 0.12, digits), 0.14
		}
		a, b := near(r, ref, spread, digits), near(r, ref, spread, digits)
		avg := round((a+b)/2, digits)
		out = append(out, waterPair(code, fmt.Sprintf("%02d:%02d", 9+2*i, r.IntN(50)), a, b, avg, ref, digits))
	}
	return out
}

func waterPair(code, at string, a, b, avg, ref float64, digits int) Pair {
	lim := waterLimit(code, ref)
	err, text := avg-ref, signed(avg-ref, digits)
	if lim.relative {
		err = (avg - ref) / ref * 100
		text = signed(err, 1) + "%"
		err = round(err, 1)
	} else if lim.unit != "" {
		text += lim.unit
	}
	return Pair{Time: at, Online: []string{show(a, digits), show(b, digits), show(avg, digits)}, Reference: show(ref, digits),
		Error: text, Limit: lim.String(), Verdict: verdict(math.Abs(err) <= lim.value)}
}

func verdict(ok bool) string {
	if ok {
		return "合格"
	}
	return "不合格"
}

// t95 are two-sided 95 % values of Student's t for n pairs.
var t95 = map[int]float64{9: 2.306, 10: 2.262, 11: 2.228, 12: 2.201, 13: 2.179, 14: 2.160, 15: 2.145}

// series are gas pairs with what follows from them.
type series struct {
	ref, cems []float64
	digits    int
}

func newSeries(r *rand.Rand, n int, mean, spread, bias float64, digits int) series {
	s := series{digits: digits}
	for range n {
		v := near(r, mean, spread, digits)
		s.ref = append(s.ref, v)
		s.cems = append(s.cems, round(v+bias+between(r, -spread, spread)*0.35, digits))
	}
	return s
}

func average(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(len(v))
}

// diffs are CEMS minus reference, from the printed figures.
func (s series) diffs() []float64 {
	d := make([]float64, len(s.ref))
	for i := range d {
		d[i] = round(s.cems[i]-s.ref[i], s.digits)
	}
	return d
}

// deviation is the standard deviation of the differences.
func (s series) deviation() float64 {
	d := s.diffs()
	mean, sum := average(d), 0.0
	for _, x := range d {
		sum += (x - mean) * (x - mean)
	}
	return math.Sqrt(sum / float64(len(d)-1))
}

// confidence is cc = t · S_d / √n.
func (s series) confidence() float64 {
	n := len(s.ref)
	return t95[n] * s.deviation() / math.Sqrt(float64(n))
}

// accuracy is RA = (|d̄| + |cc|) / mean reference · 100.
func (s series) accuracy() float64 {
	return (math.Abs(average(s.diffs())) + math.Abs(s.confidence())) / average(s.ref) * 100
}

// pairs prints the series.
func (s series) pairs(r *rand.Rand) []Pair {
	var out []Pair
	minute := 9*60 + r.IntN(30)
	for i, d := range s.diffs() {
		at := fmt.Sprintf("%02d:%02d-%02d:%02d", minute/60, minute%60, (minute+15)/60, (minute+15)%60)
		minute += 25
		out = append(out, Pair{Time: at, Reference: show(s.ref[i], s.digits), Online: []string{show(s.cems[i], s.digits)}, Error: signed(d, s.digits)})
	}
	return out
}
