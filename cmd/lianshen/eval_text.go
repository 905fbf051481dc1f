package main

import (
	"fmt"
	"io"
	"math"

	"lianshen/checker/eval"
)

// writeEval prints every figure with its count, by condition of the page, then the worst
// cases of each aspect.
func writeEval(w io.Writer, o *outcome, lang string, worst int) {
	r := o.result
	say := func(zh, en string) string {
		if lang == "en" {
			return en
		}
		return zh
	}
	fmt.Fprintf(w, "%s: %d  %s: %d\n", say("文件", "documents"), r.Documents, say("页", "pages"), r.Pages)
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
	writePeer(w, o, say)
	writePictures(w, r, say)
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
	case eval.Middle:
		return fmt.Sprintf("%8.1f      n %d", f.Value(), f.N)
	case eval.Mean:
		return fmt.Sprintf("%8.3f      n %d", f.Value(), f.N)
	case eval.Ratio:
		return fmt.Sprintf("%8.2f %%    n %d", 100*f.Value(), f.N)
	default:
		low, high := f.Wilson()
		return fmt.Sprintf("%8.2f %%    %d/%d   [%.1f, %.1f]", 100*f.Value(), int(f.Sum), f.N, 100*low, 100*high)
	}
}

// writePeer prints the lines of both engines on the same pages.
func writePeer(w io.Writer, o *outcome, say func(zh, en string) string) {
	if o.theirs == nil {
		return
	}
	fmt.Fprintf(w, "\n%s: lianshen / %s\n", say("同页对比", "on the same pages"), o.peer)
	for _, m := range o.ours.Metrics() {
		for _, g := range o.ours.TellingGroups(m.Key) {
			fmt.Fprintf(w, "  %-11s %-22s %s\n%37s%s\n", m.Key, g, figureText(m, o.ours.Figure(m.Key, g)), "", figureText(m, o.theirs.Figure(m.Key, g)))
		}
	}
}

// writePictures prints what was found on every picture.
func writePictures(w io.Writer, r *eval.Result, say func(zh, en string) string) {
	if len(r.Pictures) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", say("逐张图片：检出/应有，误检，名称", "by picture: found/there, false, titles"))
	for _, p := range r.Pictures {
		fmt.Fprintf(w, "  %-18s %d/%d  %d\n", p.Path, p.Found, p.Seals, p.False)
		for _, t := range p.Titles {
			fmt.Fprintf(w, "    %.2f  %.0f px  + %s\n                   - %s\n", t.Closeness, t.Pixels, t.Expected, t.Got)
		}
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
	// Pictures are the picture files, one by one; Peer holds the figures of both engines on
	// the same pages, null without a peer.
	Pictures []eval.Picture `json:"pictures"`
	Peer     *peerJSON      `json:"peer"`
	Curves   []curveJSON    `json:"curves"`
	Worst    []eval.Case    `json:"worst"`
}

// peerJSON compares the reading of lines with that of another engine.
type peerJSON struct {
	Engine string       `json:"engine"`
	Ours   []figureJSON `json:"ours"`
	Theirs []figureJSON `json:"theirs"`
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

func newEvalJSON(o *outcome, worst int) evalJSON {
	r := o.result
	out := evalJSON{Schema: "lianshen.eval/1", Documents: r.Documents, Pages: r.Pages, Refused: append([]string{}, r.Refused...), Figures: figuresJSON(r), Pictures: append([]eval.Picture{}, r.Pictures...), Curves: []curveJSON{}, Worst: []eval.Case{}}
	if o.theirs != nil {
		out.Peer = &peerJSON{o.peer, figuresJSON(o.ours), figuresJSON(o.theirs)}
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

func figuresJSON(r *eval.Result) []figureJSON {
	out := []figureJSON{}
	for _, m := range r.Metrics() {
		for _, g := range r.Groups(m.Key) {
			out = append(out, newFigureJSON(m, g, r.Figure(m.Key, g)))
		}
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
