package eval

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/ocr"
)

func text(s string) *string { return &s }

func dpi(n int) *int { return &n }

// grey is the group of the pages of these tests.
var grey = Group{DPI, "200"}

func truthOf(lines ...TrueLine) *Truth {
	return &Truth{
		Schema: TruthSchema, File: "a.pdf", Kind: "contract",
		Pages: []TruePage{{Number: 1, Source: "scan", DPI: dpi(200), Lines: lines}},
	}
}

func factsOf(lines ...checker.Line) *checker.Facts {
	return &checker.Facts{Pages: []checker.Page{{Number: 1, Lines: lines}}}
}

func scoreOne(t *Truth, f *checker.Facts, trials ...Trial) *Result {
	return Score([]Document{{Path: "a.pdf", Truth: t, Facts: f, Trials: trials}}, Aspects)
}

func wantFigures(t *testing.T, r *Result, want map[string]Figure) {
	t.Helper()
	for metric, f := range want {
		if got := r.Figure(metric, grey); math.Abs(got.Sum-f.Sum) > 1e-9 || got.N != f.N {
			t.Errorf("%s = %v, want %v", metric, got, f)
		}
		if diff := cmp.Diff(r.Figure(metric, All), r.Figure(metric, grey)); diff != "" {
			t.Errorf("%s: all and the only group differ: %s", metric, diff)
		}
	}
}

func TestLines(t *testing.T) {
	left, right := ocr.Box{0, 0, 100, 10}, ocr.Box{110, 0, 200, 10}
	tests := []struct {
		name         string
		truth        []TrueLine
		read         []checker.Line
		exact, chars Figure
	}{
		{"exact but for width and spaces", []TrueLine{{Text: "型号：ABC（新）", Box: left}}, []checker.Line{{Text: "型号: ABC(新)", Box: left}},
			Figure{1, 1}, Figure{0, 9}},
		{"one character wrong", []TrueLine{{Text: "绿源纸业", Box: left}}, []checker.Line{{Text: "绿原纸业", Box: left}}, Figure{0, 1}, Figure{1, 4}},
		{"not read", []TrueLine{{Text: "绿源纸业", Box: left}}, nil, Figure{0, 1}, Figure{4, 4}},
		{"read elsewhere", []TrueLine{{Text: "绿源纸业", Box: left}}, []checker.Line{{Text: "绿源纸业", Box: right}}, Figure{0, 1}, Figure{4, 4}},
		{"two cells read as one", []TrueLine{{Text: "型号", Box: left}, {Text: "ABC", Box: right}}, []checker.Line{{Text: "型号ABC", Box: left.Union(right)}},
			Figure{2, 2}, Figure{0, 5}},
		{"one line read as two", []TrueLine{{Text: "型号 ABC", Box: left.Union(right)}}, []checker.Line{{Text: "ABC", Box: right}, {Text: "型号", Box: left}},
			Figure{1, 1}, Figure{0, 5}},
		{"one of two cells right", []TrueLine{{Text: "型号", Box: left}, {Text: "ABC", Box: right}},
			[]checker.Line{{Text: "型号", Box: left}, {Text: "A8C", Box: right}}, Figure{1, 2}, Figure{1, 5}},
		{"a read line over nothing", nil, []checker.Line{{Text: "公章", Box: left}}, Figure{}, Figure{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := scoreOne(truthOf(tt.truth...), factsOf(tt.read...))
			wantFigures(t, r, map[string]Figure{"line_exact": tt.exact, "char_errors": tt.chars})
		})
	}
}

// The printed label alone is judged; with the name behind it the line is left out.
func TestLineWithHandwriting(t *testing.T) {
	label := TrueLine{Text: "审核：", Box: ocr.Box{0, 0, 50, 10}}
	for read, n := range map[checker.Line]int{
		{Text: "审核：陈小明", Box: ocr.Box{0, 0, 90, 10}}: 0,
		{Text: "审核：", Box: label.Box}:                1,
	} {
		truth := truthOf(label)
		truth.Marks = []TrueMark{{Kind: "handwriting", Page: 1, Box: ocr.Box{50, 0, 90, 12}}}
		if got := scoreOne(truth, factsOf(read)).Figure("line_exact", All).N; got != n {
			t.Errorf("%q: %d lines counted, want %d", read.Text, got, n)
		}
	}
}

// On a page that lies on its head the first word of a line is at the right.
func TestLinesInReadingOrder(t *testing.T) {
	truth := truthOf(TrueLine{Text: "一二", Box: ocr.Box{0, 0, 100, 10}})
	truth.Pages[0].Turn = 180
	facts := factsOf(checker.Line{Text: "二", Box: ocr.Box{0, 0, 50, 10}}, checker.Line{Text: "一", Box: ocr.Box{50, 0, 100, 10}})
	wantFigures(t, scoreOne(truth, facts), map[string]Figure{"line_exact": {1, 1}})
}

func TestSeals(t *testing.T) {
	box := ocr.Box{100, 100, 200, 200}
	truth := truthOf()
	truth.Seals = []TrueSeal{
		{Page: 1, Box: box, Title: "东莞市绿源纸业有限公司", Inner: text("合同专用章"), Code: text("4419001234567"), Kind: ocr.ContractSeal,
			Shape: ocr.Round, Colour: ocr.Red, DiameterMM: 40, Complete: true},
		{Page: 1, Box: ocr.Box{300, 300, 400, 400}, Title: "东莞市某某有限公司", Kind: ocr.OfficialSeal, Shape: ocr.Oval, Complete: true},
	}
	forty := 40.5
	facts := factsOf()
	facts.Seals = []checker.Seal{
		{Page: 1, Box: ocr.Box{105, 100, 205, 200}, Title: text("东莞市绿原纸业有限公司"), Code: text("4419001234567"), Kind: ocr.ContractSeal,
			Shape: ocr.Round, Colour: ocr.Red, DiameterMM: &forty},
		{Page: 1, Box: ocr.Box{0, 0, 50, 50}, Shape: ocr.Round},
		{Page: 2, Box: box, Shape: ocr.Square},
	}
	r := scoreOne(truth, facts)
	wantFigures(t, r, map[string]Figure{
		"seal_recall": {1, 2}, "seal_precision": {1, 2}, "title_exact": {0, 2}, "title_closeness": {10.0 / 11, 2},
		"inner_exact": {0, 1}, "code_exact": {1, 1}, "seal_kind": {1, 1}, "seal_colour": {1, 1}, "diameter_error": {0.5, 1},
	})
	if got := r.Figure("framed_precision", All); got != (Figure{0, 1}) {
		t.Errorf("the square on page 2 is invented, framed_precision = %v", got)
	}
	if worst := r.Worst(Seals, 1); len(worst) != 1 || worst[0].What != "no seal" {
		t.Errorf("the worst case is an invented seal, got %v", worst)
	}
}

// Of two read seals over one true seal, the better is it and the other is invented.
func TestPairSealsIsOneToOne(t *testing.T) {
	box := ocr.Box{0, 0, 100, 100}
	pairs, invented := pairSeals(&Truth{Seals: []TrueSeal{{Page: 1, Box: box}}}, []checker.Seal{
		{Page: 1, Box: ocr.Box{0, 0, 100, 80}, Code: text("worse")}, {Page: 1, Box: box, Code: text("better")},
	})
	if pairs[0] == nil || *pairs[0].Code != "better" || len(invented) != 1 || *invented[0].Code != "worse" {
		t.Errorf("pairs %v, invented %v", pairs, invented)
	}
}

func TestFields(t *testing.T) {
	low, high, unit := 0.0, 100.0, "mg/L"
	truth := truthOf()
	truth.Fields = map[string][]TrueField{
		"enterprise_name": {{"绿源（东莞）有限公司", 1}, {"绿源（东莞）有限公司", 1}},
		"range":           {{map[string]any{"low": 0.0, "high": 100.0, "unit": "mg/L"}, 1}},
		"trial_days":      {{float64(30), 1}},
		"model":           {{"COD-100", 1}},
	}
	kind := "contract"
	facts := factsOf()
	facts.Document.Kind = &kind
	facts.Fields = map[string][]checker.Field{
		"enterprise_name": {{Value: "绿源(东莞)有限公司", Page: 1}, {Value: "别的公司", Page: 1}},
		"range":           {{Value: checker.Range{Low: &low, High: &high, Unit: &unit}, Page: 1}},
		"trial_days":      {{Value: 30, Page: 1}},
		"model":           {{Value: "COD-100", Page: 2}},
		"phone":           {{Value: "076912345678", Page: 1}},
	}
	r := scoreOne(truth, facts)
	wantFigures(t, r, map[string]Figure{
		"kind_exact": {1, 1}, "field_exact": {3, 4}, "field.range": {1, 1}, "field.trial_days": {1, 1}, "field.model": {0, 1},
	})
	if got := r.Figure("field_true", All); got != (Figure{4, 5}) {
		t.Errorf("field_true = %v, want 4 of 5: a key without truth is not judged", got)
	}
}

func TestVerificationCounts(t *testing.T) {
	r := scoreOne(truthOf(), factsOf(),
		Trial{Page: 1, Kind: RightName, Verdict: checker.Matches},
		Trial{Page: 1, Kind: RightName, Verdict: checker.MatchUnknown},
		Trial{Page: 1, Kind: RightName, Verdict: checker.Mismatches},
		Trial{Page: 1, Kind: ChangedName, Verdict: checker.MatchUnknown},
		Trial{Page: 1, Kind: LegalForm, Verdict: checker.Matches, Title: "甲有限公司", Name: "甲有限责任公司"},
		Trial{Page: 1, Kind: OtherName, Verdict: checker.Mismatches})
	wantFigures(t, r, map[string]Figure{
		"right_match": {1, 3}, "right_mismatch": {1, 3}, "right_unknown": {1, 3},
		"wrong_match": {1, 3}, "changed_match": {0, 1}, "legal_form_match": {1, 1}, "other_match": {0, 1},
		"near_match": {1, 2}, "near_mismatch": {0, 2}, "other_mismatch": {1, 1},
	})
	want := Case{Aspect: Verify, Path: "a.pdf", Page: 1, What: "accepted legal_form", Expected: "甲有限公司", Got: "甲有限责任公司", Loss: 3}
	if diff := cmp.Diff([]Case{want}, r.Worst(Verify, 1)); diff != "" {
		t.Error(diff)
	}
}

// Nothing is read of a refused file, and that counts.
func TestRefusedFile(t *testing.T) {
	truth := truthOf(TrueLine{Text: "绿源", Box: ocr.Box{0, 0, 10, 10}})
	truth.Seals = []TrueSeal{{Page: 1, Box: ocr.Box{0, 0, 9, 9}, Shape: ocr.Round}}
	r := scoreOne(truth, nil)
	wantFigures(t, r, map[string]Figure{"line_exact": {0, 1}, "char_errors": {2, 2}, "seal_recall": {0, 1}, "kind_exact": {0, 1}})
	if diff := cmp.Diff([]string{"a.pdf"}, r.Refused); diff != "" {
		t.Error(diff)
	}
}

func TestAspectsAreSeparate(t *testing.T) {
	truth := truthOf(TrueLine{Text: "绿源", Box: ocr.Box{0, 0, 10, 10}})
	r := Score([]Document{{Truth: truth, Facts: factsOf()}}, []Aspect{Text})
	for _, m := range r.Metrics() {
		if m.Aspect != Text {
			t.Errorf("%s was counted", m.Key)
		}
	}
	if len(r.Metrics()) != 2 {
		t.Errorf("metrics: %v", r.Metrics())
	}
}
