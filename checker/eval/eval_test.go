package eval

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/ocr"
)

func TestWilson(t *testing.T) {
	// Reference values of the score interval, computed by hand from its formula.
	tests := []struct {
		f         Figure
		low, high float64
	}{
		{Figure{0, 0}, 0, 1},
		{Figure{10, 10}, 0.7225, 1},
		{Figure{0, 10}, 0, 0.2775},
		{Figure{50, 100}, 0.4038, 0.5962},
	}
	for _, tt := range tests {
		low, high := tt.f.Wilson()
		if math.Abs(low-tt.low) > 5e-4 || math.Abs(high-tt.high) > 5e-4 {
			t.Errorf("Wilson of %v = %.4f, %.4f, want %.4f, %.4f", tt.f, low, high, tt.low, tt.high)
		}
	}
}

func TestGroupNames(t *testing.T) {
	tests := map[string]Group{"all": All, "dpi 150": {DPI, "150"}, "goal target": AtGoal}
	for want, g := range tests {
		if g.String() != want {
			t.Errorf("%#v is %q, want %q", g, g, want)
		}
	}
}

func TestGroupsInOrder(t *testing.T) {
	var docs []Document
	for _, n := range []int{300, 75, 200} {
		truth := truthOf(TrueLine{Text: "绿源", Box: ocr.Box{0, 0, 10, 10}})
		truth.Pages[0].DPI = dpi(n)
		docs = append(docs, Document{Truth: truth, Facts: factsOf()})
	}
	var got []Group
	for _, g := range Score(docs, Aspects).Groups("line_exact") {
		if g.Axis == DPI || g == All {
			got = append(got, g)
		}
	}
	if diff := cmp.Diff([]Group{All, {DPI, "75"}, {DPI, "200"}, {DPI, "300"}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseTruth(t *testing.T) {
	const valid = `{"schema":"lianshen.truth/1","file":"a.pdf","kind":"contract","pages":[{"number":1,"source":"scan","dpi":200,"colour":true,"turn":0,
		"lines":[{"text":"甲","box":[1,2,3,4]}]}],"seals":[],"fields":{"model":[{"value":"A","page":1}]}}`
	truth, err := ParseTruth([]byte(valid))
	if err != nil {
		t.Fatal(err)
	}
	if truth.Pages[0].Lines[0].Box != (ocr.Box{1, 2, 3, 4}) || truth.Fields["model"][0].Value != "A" {
		t.Errorf("read %+v", truth)
	}
	for _, bad := range []string{
		`{`, `{"schema":"lianshen.truth/2","file":"a.pdf"}`, `{"schema":"lianshen.truth/1"}`,
		`{"schema":"lianshen.truth/1","file":"../a.pdf"}`,
	} {
		if _, err := ParseTruth([]byte(bad)); err == nil {
			t.Errorf("%s should be refused", bad)
		}
	}
}

func TestNormalise(t *testing.T) {
	same := [][2]string{{"（ＣＯＤ）— 100㎡", "(COD)-100m2"}, {"-0.2℃", "-0.2 °C"}, {"二〇二六", "二O二六"}, {"身份证 43102319810207306X", "身份证431023********306X"}, {"“绿源”", "\"绿源\""}, {"0∼100", "0~100"}}
	for _, p := range same {
		if normalise(p[0]) != normalise(p[1]) {
			t.Errorf("%q and %q differ: %q, %q", p[0], p[1], normalise(p[0]), normalise(p[1]))
		}
	}
	for _, p := range [][2]string{{"源", "原"}, {"cod", "COD"}, {"。", ","}, {"一", "-"}} {
		if normalise(p[0]) == normalise(p[1]) {
			t.Errorf("%q and %q should differ", p[0], p[1])
		}
	}
}

func TestCandidates(t *testing.T) {
	const title = "东莞市绿源纸业有限公司"
	set := []string{"东莞市甲有限公司", title}
	got := candidates(title, set)
	if got[0] != (candidate{title, RightName}) {
		t.Fatalf("the first is the right name, got %v", got[0])
	}
	kinds := map[TrialKind]int{}
	for _, c := range got[1:] {
		kinds[c.kind]++
		if c.name == title {
			t.Errorf("%s as a wrong name", title)
		}
		if c.kind == ChangedName && (ocr.EditDistance(c.name, title) != 1 || len([]rune(c.name)) != len([]rune(title))) {
			t.Errorf("%q is not %q with one other character", c.name, title)
		}
	}
	if diff := cmp.Diff(map[TrialKind]int{ChangedName: 2, LookAlike: 2, LegalForm: 1, Shorter: 1, Longer: 3, OtherName: 1}, kinds); diff != "" {
		t.Error(diff)
	}
	if !slices.Contains(got, candidate{"东莞市绿源纸业有限责任公司", LegalForm}) {
		t.Errorf("the other legal form is missing: %v", got)
	}
}

// Names too short or odd to change give no trial rather than a false one.
func TestCandidatesOfOddTitles(t *testing.T) {
	for _, title := range []string{"市", "有限公司", "东莞市有限公司", "A", "有限公司市"} {
		for _, c := range candidates(title, nil)[1:] {
			if c.name == title {
				t.Errorf("%q is held against itself as %s", title, c.kind)
			}
		}
	}
}

func TestNeighboursAreFew(t *testing.T) {
	set := strings.Split("abcdefghijkl", "")
	if diff := cmp.Diff([]string{"c", "d", "e", "f", "h", "i", "j", "k"}, neighbours("g", set)); diff != "" {
		t.Error(diff)
	}
}

func TestTrials(t *testing.T) {
	box := ocr.Box{0, 0, 100, 100}
	truth := truthOf()
	truth.Seals = []TrueSeal{
		{Page: 1, Box: box, Title: "甲乙丙有限公司", Kind: ocr.OfficialSeal},
		{Page: 1, Box: ocr.Box{300, 0, 400, 100}, Title: "戊有限公司", Kind: ocr.OfficialSeal}, // not found
		{Page: 2, Box: box, Title: "张三", Kind: ocr.PersonalSeal},
	}
	facts := &checker.Facts{Seals: []checker.Seal{{Page: 1, Box: box}, {Page: 2, Box: box}}}
	parties := []string{"甲乙丙有限公司", "丁有限公司"}
	trials := Trials(truth, facts, parties, parties, func(*checker.Seal) checker.Holder {
		return func(name string, others []string) (checker.MatchVerdict, float64) {
			if slices.Contains(others, "甲乙丙有限公司") {
				t.Errorf("held against %s with the seal's own company among the others", name)
			}
			if slices.Contains(others, name) {
				t.Errorf("%s is among its own others", name)
			}
			return checker.Mismatches, 1
		}
	})
	if len(trials) != 10 { // right, two changed, look-alike, legal form, shorter, three longer, 丁
		t.Fatalf("trials: %+v", trials)
	}
	for _, trial := range trials {
		if trial.Title != "甲乙丙有限公司" || trial.Verdict != checker.Mismatches {
			t.Errorf("trial %+v", trial)
		}
	}
}

func TestTitles(t *testing.T) {
	a := &Truth{Seals: []TrueSeal{{Title: "乙"}, {Title: "甲"}, {Title: "丙", Kind: ocr.PersonalSeal}, {Title: ""}}}
	b := &Truth{Seals: []TrueSeal{{Title: "甲"}}}
	if diff := cmp.Diff([]string{"乙", "甲"}, Titles(a, b)); diff != "" {
		t.Error(diff)
	}
}
