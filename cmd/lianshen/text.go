package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"lianshen/checker"
	"lianshen/internal/errs"
)

// words are the fixed words of the text report.
var words = map[string]errs.Text{
	"block":          {ZH: "不通过", EN: "blocked"},
	"flag":           {ZH: "需人工核对", EN: "needs a look"},
	"clean":          {ZH: "未发现问题", EN: "clean"},
	"s.block":        {ZH: "须整改", EN: "must mend"},
	"s.warn":         {ZH: "请注意", EN: "warning"},
	"s.info":         {ZH: "提示", EN: "note"},
	"s.undetermined": {ZH: "无法判定", EN: "cannot tell"},
	"s.contested":    {ZH: "有异议", EN: "contested"},
	"s.exempted":     {ZH: "已豁免", EN: "exempted"},
	"place":          {ZH: "位置", EN: "where"},
	"expected":       {ZH: "应为", EN: "expected"},
	"found":          {ZH: "实为", EN: "found"},
	"solution":       {ZH: "办法", EN: "mend"},
	"basis":          {ZH: "依据", EN: "basis"},
	"passed":         {ZH: "通过", EN: "passed"},
	"not_applicable": {ZH: "不适用", EN: "not applicable"},
	"items":          {ZH: "项", EN: "rules"},
	"revision":       {ZH: "规则版本", EN: "rules"},
	"found_n":        {ZH: "共发现", EN: "findings:"},
	"whole":          {ZH: "整份材料", EN: "the whole document"},
	"project":        {ZH: "项目信息", EN: "project data"},
}

// textReport writes a report for a person: the verdict, then every finding with its place
// and remedy, grouped by document.
type textReport struct {
	w     io.Writer
	lang  string
	paint func(color.Attribute) func(a ...any) string
	// title gives the name of a document kind in the report's language.
	title func(slug string) string
	// file gives the name of the file in a slot.
	file func(slug string) string
}

func newTextReport(w io.Writer, lang string, colours bool) *textReport {
	return &textReport{w: w, lang: lang, paint: painter(colours),
		title: func(s string) string { return s }, file: func(string) string { return "" }}
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

func (t *textReport) word(key string) string { return words[key].In(t.lang) }

// write prints the whole report.
func (t *textReport) write(r *checker.Report) {
	fmt.Fprintf(t.w, "%s  %s\n", t.verdict(r.Verdict), t.tally(r))
	for _, g := range groupByDocument(r.Findings) {
		t.heading(g.slug)
		for _, f := range g.findings {
			t.finding(f)
		}
	}
	fmt.Fprintf(t.w, "\n%s %d %s · %s %d %s · %s %s\n",
		t.word("passed"), len(r.Passed), t.word("items"),
		t.word("not_applicable"), len(r.NotApplicable), t.word("items"),
		t.word("revision"), shortRevision(r.PolicyRevision))
}

func (t *textReport) verdict(v checker.Verdict) string {
	sign, attr := "✓", color.FgGreen
	switch v {
	case checker.Block:
		sign, attr = "✗", color.FgRed
	case checker.Flag:
		sign, attr = "!", color.FgYellow
	}
	return t.paint(attr)(sign + " " + t.word(string(v)))
}

// tally counts findings by label: "共发现 须整改 2 · 无法判定 1".
func (t *textReport) tally(r *checker.Report) string {
	if len(r.Findings) == 0 {
		return ""
	}
	var order []string
	count := map[string]int{}
	for _, f := range r.Findings {
		l := labelKey(f)
		if count[l] == 0 {
			order = append(order, l)
		}
		count[l]++
	}
	parts := make([]string, len(order))
	for i, l := range order {
		parts[i] = fmt.Sprintf("%s %d", t.word(l), count[l])
	}
	return t.word("found_n") + " " + strings.Join(parts, " · ")
}

// labelKey names a finding by what the reader has to do: state first, then severity.
func labelKey(f checker.Finding) string {
	if f.State != checker.Fail {
		return "s." + string(f.State)
	}
	return "s." + string(f.Severity)
}

func (t *textReport) heading(slug string) {
	name := t.word("project")
	if slug != "" {
		name = t.title(slug)
	}
	line := "\n" + t.paint(color.Bold)(name)
	if file := t.file(slug); file != "" {
		line += "  " + t.paint(color.Faint)(file)
	}
	fmt.Fprintln(t.w, line)
}

func (t *textReport) finding(f checker.Finding) {
	fmt.Fprintf(t.w, "  %s %s  %s\n", t.label(f), f.Message.In(t.lang), t.paint(color.Faint)(f.Code))
	t.detail("place", t.places(f))
	t.detail("expected", deref(f.Expected))
	t.detail("found", deref(f.Found))
	t.detail("solution", f.Solution.In(t.lang))
	t.detail("basis", strings.Join(f.Basis, ";"))
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

// places lists where a finding is seen: page and, in words, which part of it. The exact
// box is in the JSON form and in the annotated copy.
func (t *textReport) places(f checker.Finding) string {
	var parts []string
	for _, p := range f.Places {
		s := t.word("whole")
		if p.Page > 0 {
			s = t.page(p)
		}
		if v := deref(p.Value); v != "" && v != deref(f.Found) {
			s += "「" + v + "」"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "、")
}

func (t *textReport) page(p checker.Place) string {
	s := fmt.Sprintf("第 %d 页", p.Page)
	if t.lang == "en" {
		s = fmt.Sprintf("page %d", p.Page)
	}
	if p.Box == nil {
		return s
	}
	x, y := p.Box.Centre()
	if t.lang == "en" {
		return fmt.Sprintf("%s (%.0f, %.0f pt from top left)", s, x, y)
	}
	return fmt.Sprintf("%s 距左 %.0f mm、距上 %.0f mm", s, x*25.4/72, y*25.4/72)
}

type documentFindings struct {
	slug     string
	findings []checker.Finding
}

// groupByDocument keeps the report's order within and between documents.
func groupByDocument(fs []checker.Finding) []documentFindings {
	var groups []documentFindings
	index := map[string]int{}
	for _, f := range fs {
		slug := deref(f.Document)
		i, ok := index[slug]
		if !ok {
			i = len(groups)
			index[slug] = i
			groups = append(groups, documentFindings{slug: slug})
		}
		groups[i].findings = append(groups[i].findings, f)
	}
	return groups
}

func shortRevision(rev string) string {
	if len(rev) > len("sha256:")+12 {
		return rev[:len("sha256:")+12]
	}
	return rev
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
