// Package card writes the accuracy card: the figures of an evaluation as a Markdown page
// that a reader can check against the targets, with calibration curves and the worst cases
// pictured. It measures nothing; package eval does.
package card

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/template"

	"lianshen/checker/eval"
)

// Card is what goes on the page.
type Card struct {
	Made   Made
	Result *eval.Result
	// Ours and Theirs are the readings of the same pages by us and by Peer; nil without one.
	Ours, Theirs *eval.Result
	Peer         string
	Crops        []Crop
	// Images is the folder of the pictures as the page links to it.
	Images string
}

// Made says how the figures came about, so that they can be made again.
type Made struct {
	Command, Note, Machine, Date, Version, Engine, Wall string
}

// Crop is the picture of one case.
type Crop struct {
	File string
	Case eval.Case
}

//go:embed card.md.tmpl
var page string

var functions = template.FuncMap{"cell": cell, "percent": func(v float64) string { return fmt.Sprintf("%.1f %%", 100*v) }}

var tmpl = template.Must(template.New("card").Funcs(functions).Parse(page))

// Write writes the page.
func (c Card) Write(w io.Writer) error { return tmpl.Execute(w, c) }

// cell is a text within a Markdown table.
func cell(s string) string {
	if s == "" {
		return "—"
	}
	return strings.NewReplacer("|", "\\|", "\n", " ", "<", "&lt;").Replace(s)
}

// Target is a row of the table of targets.
type Target struct {
	Name, Where, Value, Interval, Target, Met string
	N                                         int
}

// wheres say in words for which cases a target is stated.
var wheres = map[string]string{
	"line_exact": "扫描页", "char_errors": "扫描页", "seal_recall": "扫描 ≥ 150 dpi", "seal_precision": "扫描 ≥ 150 dpi",
	"title_exact": "扫描 ≥ 200 dpi", "title_closeness": "扫描 ≥ 200 dpi", "critical_undetermined": "清晰扫描 ≥ 200 dpi",
}

// Targets lists the metrics that have a target.
func (c Card) Targets() []Target {
	var out []Target
	for _, m := range c.Result.Metrics() {
		f := c.Result.Goal(m)
		met, known := m.Met(f)
		if !known {
			continue
		}
		row := Target{Name: m.Name.ZH + " " + m.Name.EN, Where: wheres[m.Key], Value: Value(m, f), Interval: Interval(m, f), Target: m.Target, Met: "**未达 missed**", N: f.N}
		if met {
			row.Met = "达到 met"
		}
		out = append(out, row)
	}
	return out
}

// Others lists what was counted without a target, but for single keys.
func (c Card) Others() []Target {
	var out []Target
	for _, m := range c.Result.Metrics() {
		if f := c.Result.Figure(m.Key, eval.All); m.Target == "" && !m.OfKey() && f.N > 0 {
			out = append(out, Target{Name: m.Name.ZH + " " + m.Name.EN, Value: Value(m, f), Interval: Interval(m, f), N: f.N})
		}
	}
	return out
}

// Value is a figure as a reader wants it.
func Value(m eval.Metric, f eval.Figure) string {
	switch m.Unit {
	case eval.MM:
		return fmt.Sprintf("%.2f mm", f.Value())
	case eval.Mean:
		return fmt.Sprintf("%.3f", f.Value())
	case eval.Middle:
		return fmt.Sprintf("%.1f", f.Value())
	default:
		return fmt.Sprintf("%.2f %%", 100*f.Value())
	}
}

// Interval is the 95 % interval of a rate, "" for anything else.
func Interval(m eval.Metric, f eval.Figure) string {
	if m.Unit != eval.Rate {
		return ""
	}
	low, high := f.Wilson()
	return fmt.Sprintf("%.1f–%.1f %%", 100*low, 100*high)
}

// Keys is the table of single field keys and tables: name, figure, interval, count.
func (c Card) Keys() []Target {
	var out []Target
	for _, m := range c.Result.Metrics() {
		if m.OfKey() {
			f := c.Result.Figure(m.Key, eval.All)
			out = append(out, Target{Name: "`" + m.Key + "`", Value: Value(m, f), Interval: Interval(m, f), N: f.N})
		}
	}
	slices.SortStableFunc(out, func(a, b Target) int { return strings.Compare(a.Name, b.Name) })
	return out
}
