package eval

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/ocr"
)

func TestPageGroups(t *testing.T) {
	digital := TruePage{Source: BornDigital, Colour: true}
	if diff := cmp.Diff([]Group{{Source, BornDigital}}, digital.groups()); diff != "" {
		t.Error(diff)
	}
	photo := TruePage{Source: Scanned, DPI: dpi(150), Turn: 90, Conditions: &PageConditions{
		Tone: "grey", Paper: "blue", Quality: 30, SkewDeg: -2, Slant: 0.05, Shadow: 0.3,
	}}
	want := []Group{{Source, "scan"}, {DPI, "150"}, {Tone, "grey"}, {Turn, "90"}, {Paper, "blue"}, {Light, "shadowed"}, {Slant, "photographed"}, {Quality, "< 45"}}
	if diff := cmp.Diff(want, photo.groups()); diff != "" {
		t.Error(diff)
	}
}

func TestSealGroups(t *testing.T) {
	angle := 300.0 // sixty degrees to the left
	page := TruePage{Source: Scanned, DPI: dpi(200)}
	s := TrueSeal{Box: ocr.Box{0, 0, 72, 72}, Shape: ocr.Round, Kind: ocr.OfficialSeal, Conditions: &SealConditions{Ink: "pink", AngleDeg: &angle, Overlap: []string{"text", "seal"}}}
	want := []Group{{Shape, "round"}, {SealKind, "official"}, {Pixels, "150–299"}, {Rotation, "> 45°"}, {Ink, "pink"}, {Overlap, "text"}, {Overlap, "seal"}}
	if diff := cmp.Diff(want, s.groups(page)); diff != "" {
		t.Error(diff)
	}
	s.Conditions = &SealConditions{Overlap: []string{}}
	if !slices.Contains(s.groups(page), Group{Overlap, "nothing"}) {
		t.Error("a seal that stands free is in the group of those")
	}
	s.Conditions = &SealConditions{}
	if slices.ContainsFunc(s.groups(page), func(g Group) bool { return g.Axis == Overlap }) {
		t.Error("nothing is known of what the seal lies over, so it is in no group")
	}
}

// The target is stated for scans of 200 dpi or more: others count in all and not there.
func TestGoal(t *testing.T) {
	var docs []Document
	for _, n := range []int{150, 200, 300} {
		truth := truthOf()
		truth.Pages[0].DPI = dpi(n)
		truth.Seals = []TrueSeal{{Page: 1, Box: ocr.Box{0, 0, 99, 99}, Title: "甲有限公司", Shape: ocr.Round, Complete: true}}
		docs = append(docs, Document{Truth: truth, Facts: factsOf()})
	}
	r := Score(docs, []Aspect{Seals})
	for _, m := range Metrics {
		want := map[string]int{"seal_recall": 3, "title_exact": 2}[m.Key]
		if got := r.Goal(m).N; want != 0 && got != want {
			t.Errorf("%s is stated for %d of 3, got %d", m.Key, want, got)
		}
	}
}

func TestMet(t *testing.T) {
	tests := []struct {
		target     string
		f          Figure
		met, known bool
	}{
		{"≥ 97 %", Figure{97, 100}, true, true}, {"≥ 97 %", Figure{96, 100}, false, true}, {"≤ 0.5 %", Figure{5, 1000}, true, true},
		{"≤ 0.5 %", Figure{6, 1000}, false, true}, {"≤ 2", Figure{5, 2}, false, true}, {"≤ 0", Figure{0, 4}, true, true},
		{"", Figure{1, 1}, false, false}, {"≥ 97 %", Figure{}, false, false},
	}
	for _, tt := range tests {
		if met, known := (Metric{Target: tt.target}).Met(tt.f); met != tt.met || known != tt.known {
			t.Errorf("%v against %q: met %v, known %v", tt.f, tt.target, met, known)
		}
	}
}

// Every target in the list can be read by Met.
func TestTargetsParse(t *testing.T) {
	for _, m := range Metrics {
		if _, known := m.Met(Figure{1, 1}); known != (m.Target != "") {
			t.Errorf("%s: the target %q cannot be read", m.Key, m.Target)
		}
	}
}

// An axis on which all cases are alike is left out of the report.
func TestTellingGroups(t *testing.T) {
	a, b := truthOf(TrueLine{Text: "甲", Box: ocr.Box{0, 0, 9, 9}}), truthOf(TrueLine{Text: "乙", Box: ocr.Box{0, 0, 9, 9}})
	b.Pages[0].DPI = dpi(300)
	r := Score([]Document{{Truth: a, Facts: factsOf()}, {Truth: b, Facts: factsOf()}}, []Aspect{Text})
	if diff := cmp.Diff([]Group{All, AtGoal, {DPI, "200"}, {DPI, "300"}}, r.TellingGroups("line_exact")); diff != "" {
		t.Error(diff)
	}
}

func TestCurve(t *testing.T) {
	var c Curve
	for i := range 10 {
		c.Add(0.95, i < 8)
	}
	c.Add(1, true)
	c.Add(0, true)
	if c.N() != 12 || c.Bins[9].N != 11 || c.Bins[0].N != 1 {
		t.Errorf("bins %+v", c.Bins)
	}
	// Eleven promised 0.9545 and came true nine times in eleven; one promised 0 and came true.
	if want := (11*(10.5/11-9.0/11) + 1) / 12; !near(c.ECE(), want) {
		t.Errorf("ECE = %g, want %g", c.ECE(), want)
	}
}

func near(a, b float64) bool { return a-b < 1e-9 && b-a < 1e-9 }

// A critical field is settled only by a reading of its key, on its page, that is sure enough.
func TestCriticalFields(t *testing.T) {
	truth := truthOf()
	truth.Fields = map[string][]TrueField{"mn": {{"A", 1}}, "serial": {{"B", 1}}, "model": {{"C", 1}}, "phone": {{"1", 1}}}
	facts := factsOf()
	facts.Fields = map[string][]checker.Field{
		"mn": {{Value: "wrong", Page: 1, Score: 0.95}}, "serial": {{Value: "B", Page: 1, Score: 0.7}}, "model": {{Value: "C", Page: 2, Score: 1}},
	}
	r := Thresholds{Decide: 0.8, Critical: []string{"mn", "serial", "model"}}.Score([]Document{{Truth: truth, Facts: facts}}, []Aspect{Fields})
	if got := r.Figure("critical_undetermined", All); got != (Figure{2, 3}) {
		t.Errorf("undetermined = %v, want 2 of 3", got)
	}
}
