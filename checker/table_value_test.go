package checker

import (
	"strconv"
	"strings"
	"testing"
)

// shown writes a reading as value, unit and sign.
func shown(r cellReading) string {
	var parts []string
	switch v := r.value.(type) {
	case nil:
		parts = append(parts, "null")
	case Range:
		parts = append(parts, openRange(v))
	case string:
		parts = append(parts, v)
	case float64:
		parts = append(parts, trimmed(v))
	case bool:
		parts = append(parts, map[bool]string{true: "true", false: "false"}[v])
	}
	for _, s := range []string{r.unit, r.sign} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if r.doubtful {
		parts = append(parts, "?")
	}
	return strings.Join(parts, " ")
}

func openRange(r Range) string {
	s := ""
	if r.Low != nil {
		s += trimmed(*r.Low)
	}
	s += ".."
	if r.High != nil {
		s += trimmed(*r.High)
	}
	if r.Unit != nil {
		s += *r.Unit
	}
	return s
}

func TestReadTableCell(t *testing.T) {
	tests := []struct {
		kind            cellKind
		raw, hint, want string
	}{
		{cellNumber, "12.3", "", "12.3"},
		{cellNumber, "12.3", "mg/L", "12.3 mg/L"},
		{cellNumber, "+3.2%", "", "3.2 %"},
		{cellNumber, "－0.06", "", "-0.06"},
		{cellNumber, "-2.6%F.S.", "", "-2.6 %F.S."},
		{cellNumber, "1.1%FS", "", "1.1 %F.S."},
		{cellNumber, "1.2×10³", "", "1200"},
		{cellNumber, "4.5×10-3mg/L", "", "0.0045 mg/L"},
		{cellNumber, "<0.05", "mg/L", "0.05 mg/L <"},
		{cellNumber, "未检出", "", "null <"},
		{cellNumber, "ND", "", "null <"},
		{cellNumber, "0.5mg/m2", "", "0.5 mg/m³"},
		{cellNumber, "—", "", "null"},
		{cellNumber, "/", "", "null"},
		{cellNumber, "", "", "null"},
		{cellNumber, "自动", "", "null"},
		{cellNumber, "O.35", "", "0.35 ?"},
		{cellNumber, "l2.5", "", "12.5 ?"},
		{cellNumber, "。", "", "0 ?"},
		{cellNumber, "170℃", "", "170 ℃"},
		{cellNumber, "2026年3月", "", "null"},
		{cellLimit, "±10%", "", "-10..10%"},
		{cellLimit, "±2.5%F.S.", "", "-2.5..2.5%F.S."},
		{cellLimit, "≤200s", "", "..200s"},
		{cellLimit, "≥0.75", "", "0.75.."},
		{cellLimit, "不大于15%", "", "..15%"},
		{cellLimit, "0.8～1.4", "", "0.8..1.4"},
		{cellLimit, "绝对误差不超过±5mg/m³", "", "-5..5mg/m³"},
		{cellLimit, "在±10%以内", "", "-10..10%"},
		{cellLimit, "±15%或±0.3mg/L", "", "null"},
		{cellLimit, "士10%", "", "-10..10% ?"},
		{cellLimit, "+10%", "", "-10..10% ?"},
		{cellLimit, "10%", "", "..10% ?"},
		{cellLimit, "按HJ 75", "", "null"},
		{cellRange, "0～200mg/L", "", "0..200mg/L"},
		{cellRange, "-10～10kPa", "", "-10..10kPa"},
		{cellRange, "0～14", "", "0..14pH"},
		{cellVerdict, "合格", "", "pass"},
		{cellVerdict, "不合格", "", "fail"},
		{cellVerdict, "不符合", "", "fail"},
		{cellVerdict, "√", "", "pass"},
		{cellVerdict, "台格", "", "pass ?"},
		{cellVerdict, "/", "", "null"},
		{cellClock, "9:05", "", "09:05"},
		{cellClock, "09:15-09:30", "", "09:15-09:30"},
		{cellClock, "2026-06-23 09:15", "", "2026-06-23 09:15"},
		{cellDate, "2028年3月31日", "", "2028-03-31"},
		{cellDate, "长期", "", "null"},
		{cellFactorCode, "w2l003", "", "w21003"},
		{cellFactorCode, "—", "", "null"},
		{cellFactor, "pl值", "", "pH值"},
		{cellFactor, "化学霜氧量", "", "化学需氧量 ?"},
		{cellFactor, "氨氮", "", "氨氮"},
		{cellUnit, "mg/m3", "", "mg/m³"},
		{cellText, " 激光  散射法 ", "", "激光 散射法"},
		{cellText, "pl标准缓冲溶液", "", "pH标准缓冲溶液"},
		{cellText, "无", "", "null"},
		{cellSigned, "张三", "", "true"},
		{cellPerson, "张三", "", "张三"},
		{cellID, "431023198102073064", "", "431023********3064"},
	}
	for _, tt := range tests {
		if got := shown(readTableCell(tt.kind, tt.raw, tt.hint, true)); got != tt.want {
			t.Errorf("%q (kind %d, hint %q): %s, want %s", tt.raw, tt.kind, tt.hint, got, tt.want)
		}
	}
}

// A text layer has no misreadings: nothing is mended there.
func TestReadTableCellOfLayer(t *testing.T) {
	for raw, want := range map[string]string{"O.35": "null", "l2.5": "null"} {
		if got := shown(readTableCell(cellNumber, raw, "", false)); got != want {
			t.Errorf("%q: %s, want %s", raw, got, want)
		}
	}
}

func trimmed(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
