package card

import (
	"fmt"
	"slices"
	"strings"

	"lianshen/checker/eval"
)

// Table is a table by condition: a row a condition, a column a metric.
type Table struct {
	Title string
	Heads []string
	Rows  []Row
}

// Row is one condition with its figures.
type Row struct {
	Axis, Value string
	Cells       []string
}

// breakdowns are the tables by condition; a table without metrics takes all of its aspect.
var breakdowns = []struct {
	title   string
	aspect  eval.Aspect
	metrics []string
}{
	{"文字 Text", eval.Text, nil},
	{"印章检出 Finding seals", eval.Seals, []string{"seal_recall", "seal_precision", "slice_recall", "framed_recall", "alarm_page"}},
	{"印章识读 Reading seals", eval.Seals, []string{"title_exact", "title_closeness", "inner_exact", "code_exact", "seal_kind"}},
	{"印章核验 Verifying seals", eval.Verify, nil},
	{"字段与材料种类 Fields and kinds", eval.Fields, nil},
}

// axisNames are what a reader calls the axes.
var axisNames = map[eval.Axis]string{
	eval.Goal: "目标条件", eval.Source: "来源 source", eval.DPI: "分辨率 dpi", eval.Tone: "色彩 tone", eval.Paper: "纸色 paper", eval.Light: "光照 light",
	eval.Slant: "倾斜 slant", eval.Turn: "页面方向 turn", eval.Quality: "JPEG 质量", eval.Kind: "材料 kind", eval.Print: "字色 print", eval.Ink: "印色 ink", eval.Overlap: "压盖 overlap",
	eval.Rotation: "印章转角 rotation", eval.Shape: "形状 shape", eval.SealKind: "种类 seal kind", eval.Pixels: "像素 pixels",
}

// Tables lists the figures by condition.
func (c Card) Tables() []Table {
	var out []Table
	for _, b := range breakdowns {
		metrics := c.chosen(b.aspect, b.metrics)
		t := table(c.Result, b.title, metrics)
		if len(t.Rows) > 1 {
			out = append(out, t)
		}
	}
	return out
}

// chosen are the metrics of a table that were counted.
func (c Card) chosen(a eval.Aspect, keys []string) []eval.Metric {
	var out []eval.Metric
	for _, m := range c.Result.Metrics() {
		if m.Aspect == a && !m.OfKey() && (keys == nil || slices.Contains(keys, m.Key)) {
			out = append(out, m)
		}
	}
	return out
}

func table(r *eval.Result, title string, metrics []eval.Metric) Table {
	t := Table{Title: title}
	var groups []eval.Group
	for _, m := range metrics {
		t.Heads = append(t.Heads, m.Name.ZH)
		groups = append(groups, r.TellingGroups(m.Key)...)
	}
	slices.SortFunc(groups, eval.CompareGroups)
	for _, g := range slices.Compact(groups) {
		if g.Axis == eval.Goal {
			continue
		}
		row := Row{Axis: axisNames[g.Axis], Value: g.Value}
		if g == eval.All {
			row.Axis = "全部 all"
		}
		for _, m := range metrics {
			row.Cells = append(row.Cells, counted(m, r.Figure(m.Key, g)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// counted is a figure with how many cases it rests on.
func counted(m eval.Metric, f eval.Figure) string {
	if f.N == 0 {
		return ""
	}
	value := strings.TrimSuffix(Value(m, f), " %")
	return fmt.Sprintf("%s <sub>%d</sub>", value, f.N)
}

// PeerRow compares both engines on the same pages of one condition.
type PeerRow struct {
	Axis, Value, Lines, PeerLines, Chars, PeerChars, Share string
	N                                                      int
}

// PeerRows lists the comparison by condition.
func (c Card) PeerRows() []PeerRow {
	if c.Theirs == nil {
		return nil
	}
	percent := func(f eval.Figure) string { return fmt.Sprintf("%.2f", 100*f.Value()) }
	var out []PeerRow
	for _, g := range c.Ours.TellingGroups("line_exact") {
		if g.Axis == eval.Goal || g.Axis == eval.Kind {
			continue
		}
		ours, theirs := c.Ours.Figure("char_errors", g), c.Theirs.Figure("char_errors", g)
		row := PeerRow{
			Axis: axisNames[g.Axis], Value: g.Value, N: c.Ours.Figure("line_exact", g).N,
			Lines: percent(c.Ours.Figure("line_exact", g)), PeerLines: percent(c.Theirs.Figure("line_exact", g)), Chars: percent(ours), PeerChars: percent(theirs),
		}
		if g == eval.All {
			row.Axis = "全部 all"
		}
		if theirs.Sum > 0 {
			row.Share = fmt.Sprintf("%.2f", ours.Value()/theirs.Value())
		}
		out = append(out, row)
	}
	return out
}
