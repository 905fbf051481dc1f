package checker

import "testing"

func TestReadMeasure(t *testing.T) {
	for _, tt := range []struct {
		key, raw, hint string
		want           float64
		ok             bool
	}{
		{"digestion_celsius", "170℃", "", 170, true},
		{"digestion_celsius", "122℃C", "", 122, true}, // as OCR gives it
		{"digestion_celsius", "30min", "", 0, false},
		{"digestion_minutes", "0.5h", "", 30, true},
		{"measuring_interval_seconds", "2h", "", 7200, true},
		{"measuring_interval_seconds", "120", "min", 7200, true},
		{"station_area_m2", "15.6m2", "", 15.6, true},
		{"station_area_m2", "≥15㎡", "", 15, true},
		{"throat_width_mm", "0.152m", "", 152, true},
		{"atmospheric_kpa", "101200Pa", "", 101.2, true},
		{"slope", "0.9987", "", 0.9987, true},
		{"slope", "1.2mg/L", "", 0, false},
		{"intercept", "-0.003", "", -0.003, true},
		{"pitot_kp", "见附件", "", 0, false},
		{"running_rate_percent", "98.6%", "", 98.6, true},
	} {
		got, ok := readMeasure(tt.key, tt.raw, tt.hint)
		if ok != tt.ok || got != tt.want {
			t.Errorf("readMeasure(%q, %q, %q) = %v, %v; want %v, %v", tt.key, tt.raw, tt.hint, got, ok, tt.want, tt.ok)
		}
	}
}

func TestReadChoice(t *testing.T) {
	for _, tt := range []struct{ key, raw, want string }{
		{"project_kind", "新建", "new"}, {"project_kind", "新建。本项目为首次安装自动监控设施", "new"},
		{"project_kind", "☑新建 □改建 □更换整机 □更换核心部件", "new"}, {"project_kind", "□新建 □改建 ☑更换核心部件", "replace-core-part"},
		{"project_kind", "□新建 □改建", ""}, {"project_kind", "新建/改建", ""}, {"project_kind", "☑新建 ☑改建", ""}, {"project_kind", "更换整机", "replace-instrument"},
		{"permit_class", "重点管理", "key"}, {"permit_class", "简化管理", "simplified"}, {"permit_class", "一般", ""},
		{"carrier", "中国移动", "mobile"},
	} {
		if got, ok := readChoice(tt.key, tt.raw); got != tt.want || ok != (tt.want != "") {
			t.Errorf("readChoice(%q, %q) = %q, %v; want %q", tt.key, tt.raw, got, ok, tt.want)
		}
	}
}

func TestMoney(t *testing.T) {
	for text, want := range map[string]float64{"486,000.00元": 486000, "¥486000元": 486000, "48.6万元": 486000, "人民币1,234,567.89元": 1234567.89, "若干元": 0, "": 0} {
		if got, ok := parseMoney(text); got != want || ok != (want > 0) {
			t.Errorf("parseMoney(%q) = %v, %v; want %v", text, got, ok, want)
		}
	}
	for text, want := range map[string]float64{"肆拾捌万陆仟元整": 486000, "人民币陆拾贰万零叁佰元整": 620300, "壹佰万元": 1e6, "拾万元整": 1e5, "贰仟零伍元叁角": 2005.3, "叁元": 0, "元整": 0} {
		if got, ok := parseCapitalMoney(text); got != want || ok != (want > 0) {
			t.Errorf("parseCapitalMoney(%q) = %v, %v; want %v", text, got, ok, want)
		}
	}
}

func TestFindStandards(t *testing.T) {
	for text, want := range map[string]string{
		"依据HJ 354-2019的要求": "HJ 354-2019", "（HJ/T353-2007）": "HJ/T 353-2007", "GB/T 16157-1996 皮托管法": "GB/T 16157-1996", "GB 11893-89": "GB 11893-89",
		"（DB 44/765-2019）表3": "DB 44/765-2019", "DB44/T 1947-2016": "DB 44/T 1947-2016", "hj 75—2017": "HJ 75-2017",
		"GSB07-1234-2014": "", "HJ 354": "", "DB 765-2019": "", "AGB 11-2019": "",
	} {
		got := findStandards(text)
		if len(got) == 0 && want == "" {
			continue
		}
		if len(got) != 1 || got[0] != want {
			t.Errorf("findStandards(%q) = %q, want %q", text, got, want)
		}
	}
}
