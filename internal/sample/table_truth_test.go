package sample

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCellValues(t *testing.T) {
	tests := []struct {
		name, key string
		cell      cell
		want      string
	}{
		{"commissioning_tests", "value", cell{S: "-2.6%F.S."}, "-2.6"},
		{"commissioning_tests", "value", cell{S: "90s"}, "90"},
		{"commissioning_tests", "limit", cell{S: "±5%F.S."}, `{"low":-5,"high":5,"unit":"%F.S."}`},
		{"commissioning_tests", "limit", cell{S: "≤200s"}, `{"low":null,"high":200,"unit":"s"}`},
		{"commissioning_tests", "limit", cell{S: "≥0.75"}, `{"low":0.75,"high":null,"unit":null}`},
		{"commissioning_tests", "limit", cell{S: "0.8～1.4"}, `{"low":0.8,"high":1.4,"unit":null}`},
		{"commissioning_tests", "verdict", cell{S: "不合格"}, `"fail"`},
		{"outlets_factors", "limit", cell{S: "0.8"}, "0.8"},
		{"outlets_factors", "limit", cell{S: "—"}, "null"},
		{"parameters", "lod", cell{S: "4mg/L"}, "4"},
		{"parameters", "flume_type", cell{S: "巴歇尔槽"}, `"巴歇尔槽"`},
		{"parameters", "measuring_interval_seconds", cell{S: "2h"}, "7200"},
		{"parameters", "digestion_minutes", cell{S: "30min"}, "30"},
		{"members", "signed", cell{Hand: "张三"}, "true"},
		{"standards", "valid_to", cell{S: "2027年3月31日", Truth: day("2027-03-31")}, `"2027-03-31"`},
	}
	for _, tt := range tests {
		got, err := json.Marshal(tt.cell.value(tt.name, tt.key))
		if err != nil || string(got) != tt.want {
			t.Errorf("%s.%s of %q: %s, %v, want %s", tt.name, tt.key, tt.cell.S, got, err, tt.want)
		}
	}
}

// rowsByTable counts the rows of each table and keeps one column of them.
func rowsByTable(truth Truth, column string) map[string][]any {
	out := map[string][]any{}
	for _, table := range truth.Tables {
		for _, row := range table.Rows {
			out[table.Name] = append(out[table.Name], row[column])
		}
	}
	return out
}

// The ways of real forms change how tables look, not what they say.
func TestFormsSayTheSame(t *testing.T) {
	slugs := []string{"commissioning-report", "equipment-list", "comparison-report", "commissioning-personnel"}
	plain := quick(Water, slugs...)
	plain.Mixed = []string{"all"}
	varied := plain
	varied.Forms = true
	a, b := write(t, plain), write(t, varied)
	differ := false
	for _, slug := range slugs {
		one, other := readTruth(t, a, slug), readTruth(t, b, slug)
		for _, column := range []string{"serial", "verdict", "value"} {
			if diff := cmp.Diff(rowsByTable(one, column), rowsByTable(other, column)); diff != "" {
				t.Errorf("%s, %s (-plain +varied):\n%s", slug, column, diff)
			}
		}
		if len(one.Fields) != len(other.Fields) {
			t.Errorf("%s: %d and %d keys of fields", slug, len(one.Fields), len(other.Fields))
		}
		differ = differ || !cmp.Equal(one.Pages, other.Pages)
	}
	if !differ {
		t.Error("all tables look as they did")
	}
}
