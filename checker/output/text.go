package output

import (
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"lianshen/checker"
)

// textReport writes a report for a person: the verdict, then every finding with its place
// and remedy, grouped by document.
type textReport struct {
	*Report
	w     io.Writer
	paint func(color.Attribute) func(a ...any) string
}

func (r *Report) writeText(w io.Writer) error {
	t := &textReport{Report: r, w: w, paint: painter(r.Colours)}
	fmt.Fprintf(w, "%s  %s\n", t.verdict(), r.tally())
	for _, g := range r.groups() {
		t.heading(g.slug)
		for _, f := range g.findings {
			t.finding(f)
		}
	}
	t.unused()
	fmt.Fprintf(w, "\n%s %d %s · %s %d %s · %s %s\n",
		t.word("passed"), len(r.Passed), t.word("items"),
		t.word("not_applicable"), len(r.NotApplicable), t.word("items"),
		t.word("revision"), shortRevision(r.PolicyRevision))
	return nil
}

func painter(colours bool) func(color.Attribute) func(a ...any) string {
	return func(a color.Attribute) func(a ...any) string {
		c := color.New(a)
		if colours {
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c.SprintFunc()
	}
}

func (t *textReport) verdict() string {
	sign, attr := "✓", color.FgGreen
	switch t.Verdict {
	case checker.Block:
		sign, attr = "✗", color.FgRed
	case checker.Flag:
		sign, attr = "!", color.FgYellow
	}
	return t.paint(attr)(sign + " " + t.word(string(t.Verdict)))
}

func (t *textReport) heading(slug string) {
	line := "\n" + t.paint(color.Bold)(t.groupTitle(slug))
	if file := t.file(slug); file != "" {
		line += "  " + t.paint(color.Faint)(file)
	}
	fmt.Fprintln(t.w, line)
}

func (t *textReport) finding(f checker.Finding) {
	fmt.Fprintf(t.w, "  %s %s  %s\n", t.label(f), f.Message.In(t.Lang), t.paint(color.Faint)(f.Code))
	t.detail("exemption", t.waiver(f.Waiver))
	t.detail("place", t.places(f))
	t.detail("expected", deref(f.Expected))
	t.detail("found", deref(f.Found))
	t.detail("solution", f.Solution.In(t.Lang))
	t.detail("basis", strings.Join(f.Basis, t.word("semicolon")))
}

func (t *textReport) label(f checker.Finding) string {
	attr := color.FgCyan
	switch key := labelKey(f); key {
	case "s.block":
		attr = color.FgRed
	case "s.warn", "s.undetermined", "s.contested":
		attr = color.FgYellow
	}
	return t.paint(attr)("[" + t.word(labelKey(f)) + "]")
}

func (t *textReport) detail(key, value string) {
	if value != "" {
		fmt.Fprintf(t.w, "      %s  %s\n", t.paint(color.Faint)(t.word(key)), value)
	}
}

// unused lists exemptions that concerned nothing: they are forgotten or mistyped.
func (t *textReport) unused() {
	if len(t.UnusedExemptions) == 0 {
		return
	}
	fmt.Fprintf(t.w, "\n%s\n", t.paint(color.Bold)(t.word("unused_exemptions")))
	for _, e := range t.UnusedExemptions {
		fmt.Fprintf(t.w, "  %s\n", t.exemption(e))
	}
}
