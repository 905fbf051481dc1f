package sample

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// TestWaterPairsAgree recomputes means, errors and verdicts from the printed figures.
func TestWaterPairsAgree(t *testing.T) {
	for seed := range uint64(30) {
		for _, c := range newModel(seed, Water, false).Comparisons {
			for _, p := range c.Pairs {
				checkWaterPair(t, c, p)
			}
		}
	}
}

func checkWaterPair(t *testing.T, c Comparison, p Pair) {
	t.Helper()
	mean, ref, shown := figure(p.Online[2]), figure(p.Reference), figure(p.Error)
	if want := (figure(p.Online[0]) + figure(p.Online[1])) / 2; math.Abs(mean-want) > 0.51*math.Pow10(-c.Digits) {
		t.Errorf("%s: mean %v of %v", c.Factor, mean, p.Online)
	}
	err, tolerance := mean-ref, 0.51*math.Pow10(-c.Digits)
	if strings.HasSuffix(p.Error, "%") {
		err, tolerance = (mean-ref)/ref*100, 0.051
	}
	if math.Abs(shown-err) > tolerance {
		t.Errorf("%s: printed error %s, recomputed %v", c.Factor, p.Error, err)
	}
	if limit := figure(strings.TrimPrefix(p.Limit, "±")); (math.Abs(shown) <= limit) != (p.Verdict == "合格") || p.Verdict != "合格" {
		t.Errorf("%s: error %s, limit %s, verdict %s", c.Factor, p.Error, p.Limit, p.Verdict)
	}
}

// TestGasSeriesAgree recomputes the relative accuracy of oxygen from the printed pairs.
func TestGasSeriesAgree(t *testing.T) {
	for seed := range uint64(30) {
		for _, c := range newModel(seed, Gas, false).Comparisons {
			if want := map[bool]int{true: 9, false: 5}[c.Factor == "二氧化硫" || c.Factor == "氮氧化物" || c.Factor == "氧含量"]; len(c.Pairs) != want {
				t.Errorf("%s has %d pairs, want %d", c.Factor, len(c.Pairs), want)
			}
			if c.Factor == "氧含量" {
				checkAccuracy(t, c)
			}
		}
	}
}

func checkAccuracy(t *testing.T, c Comparison) {
	t.Helper()
	var sum, square, ref float64
	for _, p := range c.Pairs {
		d := figure(p.Online[0]) - figure(p.Reference)
		if math.Abs(d-figure(p.Error)) > 1e-9 {
			t.Errorf("difference %s of %s and %s", p.Error, p.Online[0], p.Reference)
		}
		sum, square, ref = sum+d, square+d*d, ref+figure(p.Reference)
	}
	n := float64(len(c.Pairs))
	sd := math.Sqrt((square - sum*sum/n) / (n - 1))
	ra := (math.Abs(sum/n) + 2.306*sd/math.Sqrt(n)) / (ref / n) * 100
	for _, s := range c.Summary {
		if s.Name == "相对准确度" && (math.Abs(figure(s.Value)-ra) > 0.051 || ra > 15) {
			t.Errorf("printed accuracy %s, recomputed %v", s.Value, ra)
		}
	}
}

// TestGasSummariesPass holds each printed error against the printed limit.
func TestGasSummariesPass(t *testing.T) {
	for seed := range uint64(30) {
		for _, c := range newModel(seed, Gas, false).Comparisons {
			n := len(c.Summary)
			err, limit := c.Summary[n-3], strings.TrimLeft(c.Summary[n-2].Value, "±≤")
			if math.Abs(figure(err.Value)) > figure(limit) {
				t.Errorf("seed %d: %s: %s %s beyond %s", seed, c.Factor, err.Name, err.Value, limit)
			}
		}
	}
}

// figure reads the number at the start of a printed value.
func figure(s string) float64 {
	end := 0
	for end < len(s) && strings.ContainsRune("+-.0123456789", rune(s[end])) {
		end++
	}
	v, err := strconv.ParseFloat(s[:end], 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

func TestModelHoldsTogether(t *testing.T) {
	for seed := range uint64(20) {
		for _, medium := range []string{Water, Gas} {
			m := newModel(seed, medium, false)
			d := m.Dates
			order := []Date{d.Plan, d.Contract, d.Start, d.Finish, d.Photos, d.CommissionStart, d.CommissionEnd, d.TrialStart, d.TrialEnd, d.Sampled, d.SampledTo, d.Issued, d.Accepted, d.Filed, day("2026-10-01")}
			for i := range order[1:] {
				if !order[i].Time().Before(order[i+1].Time()) {
					t.Errorf("%s: %s is not before %s", medium, order[i], order[i+1])
				}
			}
			for _, in := range m.Instruments {
				checkRange(t, m, in)
			}
		}
	}
}

func checkRange(t *testing.T, m *Model, in Instrument) {
	t.Helper()
	limit := m.factor(in.Factor).Limit
	if limit == nil {
		return
	}
	if ratio := in.Range.High / *limit; ratio < 2 || ratio > 3 {
		t.Errorf("%s: range %s is %.2f times the limit", in.Name, in.Range, ratio)
	}
}
