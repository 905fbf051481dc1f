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
		"4.36mg/ma":  "4.36mg/m³",
		"0~300m²/h":  "0~300m³/h",
		"15m²/套":     "15m²/套",
		"章无效°":       "章无效。",
		"E113.85°":   "E113.85°",
		"18~28°℃":    "18~28℃",
		"东菀市":        "东莞市",
		"紫菀":         "紫菀",
		"峻工资料":       "竣工资料",
		"险峻":         "险峻",
		"DWO01":      "DW001",
		"DAoo1排放口":   "DA001排放口",
		"CODcr":      "CODcr",
		"SO2":        "SO2",
		"DAO":        "DAO",
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
