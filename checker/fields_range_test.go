package checker

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestParseRange(t *testing.T) {
	for text, want := range map[string]string{
		"(0~200)mg/L":     "0~200mg/L",
		"（0～200）mg/L":     "0~200mg/L",
		"0-100mg/m³":      "0~100mg/m³",
		"0-100 mg/m3":     "0~100mg/m³",
		"0—14 (pH)":       "0~14pH",
		"0～14":            "0~14pH",
		"0～14（无量纲）":       "0~14无量纲",
		"0～300m³/h":       "0~300m³/h",
		"0~2mg/1":         "0~2mg/L",
		"0-50℃":           "0~50℃",
		"-20~50℃":         "-20~50℃",
		"0至1000mL":        "0~1000mL",
		"0.05—20.00mg/L":  "0.05~20mg/L",
		"0mg/L~200mg/L":   "0~200mg/L",
		"0}40%":           "0~40%",
		"0〜40%":           "0~40%",
		"0~25%":           "0~25%",
		"0 ～ 5000 ㎎/m³":   "0~5000mg/m³",
		"0~150mg/m³(SO2)": "0~150mg/m³",
		"0~100":           "0~100",
		"200~0mg/L":       "",
		"5~5mg/L":         "",
		"200mg/L":         "",
		"±0.5":            "",
		"QP-1000C":        "",
		"":                "",
		"—":               "",
		"1-2个工作日内提交全部材料并由分局审核": "",
	} {
		r, ok := parseRange(text, "", false)
		got := ""
		if ok {
			got = formatRange(r)
		}
		if got != want {
			t.Errorf("parseRange(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestParseRangeTakesUnitOfLabel(t *testing.T) {
	r, ok := parseRange("0~200", "mg/L", false)
	if !ok || formatRange(r) != "0~200mg/L" {
		t.Errorf("got %+v", r)
	}
	if r, _ = parseRange("0~200μg/L", "mg/L", false); formatRange(r) != "0~200μg/L" {
		t.Errorf("the value's own unit gives way to %s", *r.Unit)
	}
}

// A range that is written is read back.
func TestRangeRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := float64(rapid.IntRange(-999, 999).Draw(t, "low")) / 100
		high := low + float64(rapid.IntRange(1, 999999).Draw(t, "span"))/100
		unit := rapid.SampledFrom([]string{"mg/L", "mg/m³", "m³/h", "℃", "%", "无量纲", "kPa", "μg/m³"}).Draw(t, "unit")
		low, high = math.Round(low*100)/100, math.Round(high*100)/100
		want := formatRange(Range{Low: &low, High: &high, Unit: &unit})
		got, ok := parseRange(want, "", true)
		if !ok || formatRange(got) != want {
			t.Fatalf("%s is read as %+v", want, got)
		}
	})
}

// FuzzParseRange: a range rises, and reads back as itself.
func FuzzParseRange(f *testing.F) {
	for _, s := range []string{"(0~200)mg/L", "0—14 (pH)", "-20.5至50℃", "0mg/L-2mg/L"} {
		f.Add(s, "mg/L")
	}
	f.Fuzz(func(t *testing.T, text, hint string) {
		r, ok := parseRange(text, hint, true)
		if !ok {
			return
		}
		if !(*r.Low < *r.High) {
			t.Errorf("parseRange(%q) = %s", text, formatRange(r))
		}
		again, ok := parseRange(formatRange(r), "", true)
		if !ok || formatRange(again) != formatRange(r) {
			t.Errorf("%s is read back as %v", formatRange(r), again)
		}
	})
}
