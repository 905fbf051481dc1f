package ocr

import (
	"testing"

	"pgregory.net/rapid"
)

func TestNormaliseName(t *testing.T) {
	tests := []struct{ a, b string }{
		{"东莞市绿源纸业（东莞）有限公司", "东莞市绿源纸业(东莞)有限公司"},
		{"东莞市 绿源 纸业有限公司", "东莞市绿源纸业有限公司"},
		{"ＡＢＢ仪器", "abb仪器"},
		{"〔2023〕42号", "[2023]42号"},
	}
	for _, tt := range tests {
		if NormaliseName(tt.a) != NormaliseName(tt.b) {
			t.Errorf("%q and %q should compare equal: %q, %q", tt.a, tt.b, NormaliseName(tt.a), NormaliseName(tt.b))
		}
	}
	if NormaliseName("某某有限公司") == NormaliseName("某某有限责任公司") {
		t.Error("有限公司 and 有限责任公司 are different companies")
	}
}

func TestEditDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "公司", 2}, {"公司", "公司", 0},
		{"绿源纸业", "绿源造纸业", 1}, {"绿源纸业", "绿原纸业", 1}, {"有限责任公司", "有限公司", 2},
	}
	for _, tt := range tests {
		if got := EditDistance(tt.a, tt.b); got != tt.want {
			t.Errorf("EditDistance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestEditDistanceIsAMetric(t *testing.T) {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("东莞市纸业")), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := text.Draw(t, "a"), text.Draw(t, "b"), text.Draw(t, "c")
		if (EditDistance(a, b) == 0) != (a == b) {
			t.Fatal("only equal strings have distance 0")
		}
		if EditDistance(a, b) != EditDistance(b, a) {
			t.Fatal("distance is not symmetric")
		}
		if EditDistance(a, c) > EditDistance(a, b)+EditDistance(b, c) {
			t.Fatal("triangle inequality is broken")
		}
		if ned := NED(a, b); ned < 0 || ned > 1 {
			t.Fatalf("NED = %g", ned)
		}
	})
}
