package eval

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"lianshen/checker"
	"lianshen/internal/errs"
)

// TrueTable is what a table of one name says on one page: rows of column → value, null
// where the cell says nothing.
type TrueTable struct {
	Name string           `json:"name"`
	Page int              `json:"page"`
	Rows []map[string]any `json:"rows"`
}

// tablePrefix starts the metrics of single kinds of table.
const tablePrefix = "table."

// tableMetrics count typed rows. Cells that the truth leaves empty are counted in cell_true
// alone: a value there is invented.
var tableMetrics = []Metric{
	{"table_found", Fields, Rate, errs.Text{ZH: "表格检出", EN: "tables found"}, ""},
	{"table_rows", Fields, Rate, errs.Text{ZH: "表格行数正确", EN: "tables with the right number of rows"}, ""},
	{"cell_exact", Fields, Rate, errs.Text{ZH: "单元格值完全正确", EN: "table cells exactly right"}, ""},
	{"cell_true", Fields, Rate, errs.Text{ZH: "读出的单元格值属实", EN: "read table cells that are true"}, ""},
	{"cell_sure", Fields, Rate, errs.Text{ZH: "有把握的单元格值属实", EN: "table cells read with a score of 0.9 or more that are true"}, ""},
}

// tableMetric is the metric of one kind of table, listed after the fields.
func tableMetric(name string) Metric {
	return Metric{Key: tablePrefix + name, Aspect: Fields, Unit: Rate, Name: errs.Text{ZH: name, EN: name}}
}

// sureScore is the score from which a cell counts as read with certainty.
const sureScore = 0.9

// readCell is one read value.
type readCell struct {
	text  string
	score float64
}

// tablePlace is where a table stands: all of one name on one page are taken together.
type tablePlace struct {
	page int
	name string
}

// tables holds the typed rows against the truth; documents labelled without tables are
// left out.
func (s *scorer) tables() {
	if s.truth.Tables == nil {
		return
	}
	want := map[tablePlace][]map[string]string{}
	for _, t := range s.truth.Tables {
		at := tablePlace{t.Page, t.Name}
		for _, row := range t.Rows {
			want[at] = append(want[at], trueRow(row))
		}
	}
	got := map[tablePlace][]map[string]readCell{}
	for _, t := range s.facts.Tables {
		at := tablePlace{t.Page, t.Name}
		for _, row := range t.Rows {
			got[at] = append(got[at], readRow(row))
		}
	}
	for _, at := range places(want, got) {
		s.table(at, want[at], got[at])
	}
}

func places(want map[tablePlace][]map[string]string, got map[tablePlace][]map[string]readCell) []tablePlace {
	set := map[tablePlace]bool{}
	for at := range want {
		set[at] = true
	}
	for at := range got {
		set[at] = true
	}
	return slices.SortedFunc(maps.Keys(set), func(a, b tablePlace) int {
		if a.page != b.page {
			return a.page - b.page
		}
		return strings.Compare(a.name, b.name)
	})
}

func trueRow(row map[string]any) map[string]string {
	out := map[string]string{}
	for key, v := range row {
		out[key] = ""
		if v != nil {
			out[key] = canonicalCell(v)
		}
	}
	return out
}

func readRow(row map[string]checker.Cell) map[string]readCell {
	out := map[string]readCell{}
	for key, c := range row {
		if c.Value != nil {
			out[key] = readCell{canonicalCell(c.Value), c.Score}
		}
	}
	return out
}

// canonicalCell is canonical, and true for spans with one open end too.
func canonicalCell(v any) string {
	raw, err := json.Marshal(v)
	if err == nil && len(raw) > 0 && raw[0] == '{' {
		var r struct {
			Low, High *float64
			Unit      *string
		}
		if json.Unmarshal(raw, &r) == nil {
			return number(r.Low) + "–" + number(r.High) + " " + normalise(value(r.Unit))
		}
	}
	return canonical(v)
}

// table counts one place.
func (s *scorer) table(at tablePlace, want []map[string]string, got []map[string]readCell) {
	if len(want) > 0 {
		s.hit("table_found", at.page, len(got) > 0)
		s.hit("table_rows", at.page, len(got) == len(want))
		if len(got) != len(want) {
			s.blame(at.page, at.name+" rows", fmt.Sprint(len(want)), fmt.Sprint(len(got)), 2)
		}
	}
	pairs := alignRows(want, got)
	used := make([]bool, len(got))
	for i, row := range want {
		var read map[string]readCell
		if pairs[i] >= 0 {
			read, used[pairs[i]] = got[pairs[i]], true
		}
		s.row(at, row, read)
	}
	for j, row := range got {
		if !used[j] {
			s.row(at, nil, row)
		}
	}
}

// row counts the cells of one row; want is nil for an invented one.
func (s *scorer) row(at tablePlace, want map[string]string, read map[string]readCell) {
	for _, key := range slices.Sorted(maps.Keys(want)) {
		if want[key] == "" {
			continue
		}
		right := read[key].text == want[key]
		s.hit("cell_exact", at.page, right)
		s.hit(tablePrefix+at.name, at.page, right)
		if !right {
			s.blame(at.page, at.name+"."+key, want[key], read[key].text, 1)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(read)) {
		right := want[key] != "" && want[key] == read[key].text
		s.hit("cell_true", at.page, right)
		if read[key].score >= sureScore {
			s.hit("cell_sure", at.page, right)
		}
		if want[key] == "" {
			s.blame(at.page, at.name+"."+key+" invented", "", read[key].text, 1)
		}
	}
}

// alignRows pairs rows in their order so that most cells agree; -1 where a row of the truth
// was not read. It is the alignment of two sequences by dynamic programming.
func alignRows(want []map[string]string, got []map[string]readCell) []int {
	n, m := len(want), len(got)
	best := make([][]float64, n+1)
	for i := range best {
		best[i] = make([]float64, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1], best[i+1][j+1]+likeness(want[i], got[j]))
		}
	}
	out := make([]int, n)
	for i, j := 0, 0; i < n; i++ {
		out[i] = -1
		for j < m && best[i][j] == best[i][j+1] && best[i][j] > best[i+1][j+1]+likeness(want[i], got[j]) {
			j++
		}
		if j < m && best[i][j] == best[i+1][j+1]+likeness(want[i], got[j]) {
			out[i] = j
			j++
		}
	}
	return out
}

// likeness counts the cells that agree; rows without any still go together rather than
// not at all.
func likeness(want map[string]string, got map[string]readCell) float64 {
	n := 0.01
	for key, v := range want {
		if v != "" && got[key].text == v {
			n++
		}
	}
	return n
}
