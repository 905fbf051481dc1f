package main

import (
	"fmt"
	"io"
	"math"

	"lianshen/checker/eval"
)

// writeEval prints every figure with its count, by condition of the page, then the worst
// cases of each aspect.
func writeEval(w io.Writer, r *eval.Result, lang string, worst int) {
	say := func(zh, en string) string {
		if lang == "en" {
			return en
		}
		return zh
	}
	fmt.Fprintf(w, "%s: %d\n", say("文件", "documents"), r.Documents)
	for _, path := range r.Refused {
		fmt.Fprintf(w, "  %s: %s\n", say("无法检查", "refused"), path)
	}
	for _, m := range r.Metrics() {
		if m.OfKey() {
			fmt.Fprintf(w, "  · %-22s %s\n", m.Name.In(lang), figureText(m, r.Figure(m.Key, eval.All)))
			continue
		}
		fmt.Fprintf(w, "\n%s", m.Name.In(lang))
		if m.Target != "" {
			fmt.Fprintf(w, "  (%s %s)", say("目标", "target"), m.Target)
		}
		fmt.Fprintln(w)
		for _, g := range r.TellingGroups(m.Key) {
			fmt.Fprintf(w, "  %-26s %s\n", g, figureText(m, r.Figure(m.Key, g)))
		}
	}
	writeCurves(w, r, say)
	for _, a := range eval.Aspects {
		writeWorst(w, r.Worst(a, worst), say("最差", "worst"), a)
	}
}

// figureText is a value with its count; rates also have their 95 % interval.
func figureText(m eval.Metric, f eval.Figure) string {
	switch m.Unit {
	case eval.MM:
		return fmt.Sprintf("%8.2f mm   n %d", f.Value(), f.N)
	case eval.Mean:
		return fmt.Sprintf("%8.3f      n %d", f.Value(), f.N)
	case eval.Ratio:
		return fmt.Sprintf("%8.2f %%    n %d", 100*f.Value(), f.N)
	default:
		low, high := f.Wilson()
		return fmt.Sprintf("%8.2f %%    %d/%d   [%.1f, %.1f]", 100*f.Value(), int(f.Sum), f.N, 100*low, 100*high)
	}
}

// writeCurves prints what scores promised beside what came true.
func writeCurves(w io.Writer, r *eval.Result, say func(zh, en string) string) {
	for _, name := range eval.Curves {
		c := r.Curve(name)
		if c == nil {
			continue
		}
		fmt.Fprintf(w, "\n%s: %s  ECE %.3f\n", say("置信度校准", "calibration of scores"), name, c.ECE())
		for _, b := range c.Bins {
			if b.N > 0 {
				low, high := b.Came().Wilson()
				fmt.Fprintf(w, "  %.3f → %.3f  [%.3f, %.3f]  n %d\n", b.Promised(), b.Came().Value(), low, high, b.N)
			}
		}
	}
}

func writeWorst(w io.Writer, cases []eval.Case, word string, a eval.Aspect) {
	if len(cases) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s: %s\n", word, a)
	for _, c := range cases {
		fmt.Fprintf(w, "  %s p%d %s\n    + %s\n    - %s\n", c.Path, c.Page, c.What, c.Expected, c.Got)
	}
}

// evalJSON is the machine-readable form of an evaluation.
type evalJSON struct {
	Schema    string       `json:"schema"` // lianshen.eval/1
	Documents int          `json:"documents"`
	Pages     int          `json:"pages"`
	Refused   []string     `json:"refused"`
	Figures   []figureJSON `json:"figures"`
	Curves    []curveJSON  `json:"curves"`
	Worst     []eval.Case  `json:"worst"`
}

// curveJSON is one calibration curve.
type curveJSON struct {
	Name string     `json:"name"`
	ECE  float64    `json:"ece"`
	Bins []eval.Bin `json:"bins"`
}

// figureJSON is one figure. Low and High are the 95 % interval of a rate, null otherwise.
type figureJSON struct {
	Metric string    `json:"metric"`
	Group  string    `json:"group"`
	Unit   eval.Unit `json:"unit"`
	Value  float64   `json:"value"`
	Sum    float64   `json:"sum"`
	N      int       `json:"n"`
	Low    *float64  `json:"low"`
	High   *float64  `json:"high"`
	Target *string   `json:"target"`
}

func newEvalJSON(r *eval.Result, worst int) evalJSON {
	out := evalJSON{Schema: "lianshen.eval/1", Documents: r.Documents, Pages: r.Pages, Refused: append([]string{}, r.Refused...), Figures: []figureJSON{}, Curves: []curveJSON{}, Worst: []eval.Case{}}
	for _, m := range r.Metrics() {
		for _, g := range r.Groups(m.Key) {
			out.Figures = append(out.Figures, newFigureJSON(m, g, r.Figure(m.Key, g)))
		}
	}
	for _, name := range eval.Curves {
		if c := r.Curve(name); c != nil {
			out.Curves = append(out.Curves, curveJSON{name, round6(c.ECE()), c.Bins[:]})
		}
	}
	for _, a := range eval.Aspects {
		out.Worst = append(out.Worst, r.Worst(a, worst)...)
	}
	return out
}

func newFigureJSON(m eval.Metric, g eval.Group, f eval.Figure) figureJSON {
	out := figureJSON{Metric: m.Key, Group: g.String(), Unit: m.Unit, Value: round6(f.Value()), Sum: round6(f.Sum), N: f.N}
	if m.Unit == eval.Rate {
		low, high := f.Wilson()
		low, high = round6(low), round6(high)
		out.Low, out.High = &low, &high
	}
	if m.Target != "" {
		out.Target = &m.Target
	}
	return out
}

func round6(v float64) float64 { return math.Round(v*1e6) / 1e6 }
