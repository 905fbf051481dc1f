package eval

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
)

// rowOf makes a read row of one column each value.
func rowOf(values map[string]any) map[string]checker.Cell {
	out := map[string]checker.Cell{}
	for key, v := range values {
		out[key] = checker.Cell{Value: v, Score: 0.95}
	}
	return out
}

func tablesOf(want []map[string]any, got ...map[string]any) []Document {
	truth := truthOf()
	truth.Tables = []TrueTable{}
	if want != nil {
		truth.Tables = append(truth.Tables, TrueTable{Name: "pairs", Page: 1, Rows: want})
	}
	facts := factsOf()
	if len(got) > 0 {
		t := checker.Table{Name: "pairs", Page: 1}
		for _, row := range got {
			t.Rows = append(t.Rows, rowOf(row))
		}
		facts.Tables = append(facts.Tables, t)
	}
	return []Document{{Truth: truth, Facts: facts}}
}

func TestScoreTables(t *testing.T) {
	low, high, unit := -5.0, 5.0, "%"
	limit := checker.Range{Low: &low, High: &high, Unit: &unit}
	want := []map[string]any{
		{"no": "1", "value": 12.0, "limit": map[string]any{"low": -5.0, "high": 5.0, "unit": "%"}},
		{"no": "2", "value": nil, "limit": nil},
		{"no": "3", "value": 7.5, "limit": nil},
	}
	type figures struct{ Found, Rows, Exact, True Figure }
	tests := []struct {
		name string
		docs []Document
		want figures
	}{
		{"all right", tablesOf(want, map[string]any{"no": "1", "value": 12.0, "limit": limit}, map[string]any{"no": "2"}, map[string]any{"no": "3", "value": 7.5}),
			figures{Figure{1, 1}, Figure{1, 1}, Figure{6, 6}, Figure{6, 6}}},
		{"a row lost", tablesOf(want, map[string]any{"no": "1", "value": 12.0, "limit": limit}, map[string]any{"no": "3", "value": 7.5}),
			figures{Figure{1, 1}, Figure{0, 1}, Figure{5, 6}, Figure{5, 5}}},
		{"a cell wrong, one invented", tablesOf(want, map[string]any{"no": "1", "value": 13.0, "limit": limit}, map[string]any{"no": "2", "value": 1.0}, map[string]any{"no": "3", "value": 7.5}),
			figures{Figure{1, 1}, Figure{1, 1}, Figure{5, 6}, Figure{5, 7}}},
		{"nothing read", tablesOf(want), figures{Figure{0, 1}, Figure{0, 1}, Figure{0, 6}, Figure{}}},
		{"a table invented", tablesOf(nil, map[string]any{"no": "1"}), figures{Figure{}, Figure{}, Figure{}, Figure{0, 1}}},
	}
	for _, tt := range tests {
		r := Score(tt.docs, []Aspect{Fields})
		got := figures{r.Figure("table_found", All), r.Figure("table_rows", All), r.Figure("cell_exact", All), r.Figure("cell_true", All)}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A document that was labelled without its tables says nothing of them.
func TestScoreWithoutTables(t *testing.T) {
	docs := tablesOf(nil, map[string]any{"no": "1"})
	docs[0].Truth.Tables = nil
	if f := Score(docs, []Aspect{Fields}).Figure("cell_true", All); f.N != 0 {
		t.Errorf("counted %v", f)
	}
}

func TestTableMetricsAreListed(t *testing.T) {
	r := Score(tablesOf([]map[string]any{{"no": "1"}}, map[string]any{"no": "1"}), []Aspect{Fields})
	var keys []string
	for _, m := range r.Metrics() {
		keys = append(keys, m.Key)
	}
	if diff := cmp.Diff([]string{"kind_exact", "table_found", "table_rows", "cell_exact", "cell_true", "cell_sure", "table.pairs"}, keys); diff != "" {
		t.Error(diff)
	}
}
