package ppocr

import (
	"strings"
	"testing"

	"lianshen/ocr"
)

func TestMendHabits(t *testing.T) {
	for read, want := range map[string]string{
		"HJ355一2019": "HJ355—2019",
		"一、概况":       "一、概况",
		"采样丶保存":      "采样、保存",
		"5.34mg/m²":  "5.34mg/m³",
		"站房面积15m²":   "站房面积15m²",
		"²":          "²",
	} {
		var chars []ocr.Char
		for _, r := range read {
			chars = append(chars, ocr.Char{Text: string(r)})
		}
		var got strings.Builder
		for _, c := range mendHabits(chars) {
			got.WriteString(c.Text)
		}
		if got.String() != want {
			t.Errorf("%q becomes %q, want %q", read, got.String(), want)
		}
	}
}
