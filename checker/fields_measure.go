package checker

import (
	"regexp"
	"strconv"
	"strings"
)

// measure is a unit in which the values of a key are kept, named by the end of the key, and
// by what the other units that people write are multiplied.
type measure struct {
	suffix string
	name   string // of the unit as printed
	units  map[string]float64
}

// measures by suffix, a longer suffix before one that it ends in. The empty unit stands for
// a figure without any.
var measures = []measure{
	{"_percent", "%", map[string]float64{"": 1, "%": 1, "％": 1}},
	{"_celsius", "℃", map[string]float64{"": 1, "℃": 1, "°": 1, "C": 1, "度": 1, "摄氏度": 1}},
	{"_seconds", "s", map[string]float64{"": 1, "s": 1, "S": 1, "秒": 1, "min": 60, "分钟": 60, "分": 60, "h": 3600, "小时": 3600}},
	{"_minutes", "min", map[string]float64{"": 1, "min": 1, "分钟": 1, "分": 1, "h": 60, "小时": 60, "s": 1.0 / 60, "秒": 1.0 / 60}},
	{"_kpa", "kPa", map[string]float64{"": 1, "kPa": 1, "KPa": 1, "kpa": 1, "Pa": 0.001, "hPa": 0.1}},
	{"_m2", "m²", map[string]float64{"": 1, "m²": 1, "m2": 1, "㎡": 1, "平方米": 1, "m": 1}},
	{"_mm", "mm", map[string]float64{"": 1, "mm": 1, "毫米": 1, "cm": 10, "厘米": 10, "m": 1000, "米": 1000}},
	{"_m", "m", map[string]float64{"": 1, "m": 1, "米": 1, "cm": 0.01, "厘米": 0.01, "mm": 0.001, "毫米": 0.001}},
	{"", "", map[string]float64{"": 1}}, // coefficients
}

// unit is the name of the unit, nil for a coefficient.
func (m measure) unit() *string { return known(m.name) }

func measureOf(key string) measure {
	for _, m := range measures {
		if strings.HasSuffix(key, m.suffix) {
			return m
		}
	}
	return measure{}
}

// measureForm is a figure with its unit: 170℃, ≥15 m², 0.0031, 1.02.
var measureForm = regexp.MustCompile(`^[≥≤>=<约]?([+\-]?[0-9]{1,6}(?:\.[0-9]{1,6})?)([^0-9+\-.~～,，]{0,6}[23]?)$`)

// readMeasure reads a figure in the unit of its key; hint is the unit that the label names.
// A figure in a unit of another quantity is none.
func readMeasure(key, raw, hint string) (float64, bool) {
	s := strings.Trim(squeeze(raw), ":;,，。；、_()（） ")
	m := measureForm.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	units := measureOf(key).units
	unit := unitFix.Replace(strings.Trim(m[2], "_()（）"))
	if unit == "" {
		unit = unitFix.Replace(squeeze(hint))
		if _, ok := units[unit]; !ok {
			unit = "" // a remark, no unit
		}
	}
	factor, ok := units[unit]
	v, err := strconv.ParseFloat(m[1], 64)
	if !ok || err != nil {
		return 0, false
	}
	return tidy(v * factor), true
}

// tidy rounds away what multiplying binary fractions adds.
func tidy(v float64) float64 {
	t, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	if err != nil {
		return v
	}
	return t
}

// Quantity is the value of a field whose unit the key does not fix, such as a limit (限值).
type Quantity struct {
	Value float64 `json:"value"`
	Unit  *string `json:"unit"`
}

var quantityForm = regexp.MustCompile(`^[≥≤>=<]?([+\-]?[0-9]{1,7}(?:\.[0-9]{1,6})?)(.{0,12})$`)

// readQuantity reads a figure with any unit of measurement.
func readQuantity(raw, hint string, mend bool) (Quantity, bool) {
	m := quantityForm.FindStringSubmatch(strings.Trim(squeeze(raw), ":;,，。；、_"))
	if m == nil {
		return Quantity{}, false
	}
	v, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return Quantity{}, false
	}
	q := Quantity{Value: v}
	for _, text := range []string{m[2], hint} {
		if u, ok := parseUnit(text); ok {
			if mend {
				u = mendUnit(u)
			}
			q.Unit = &u
			return q, true
		}
	}
	return q, strings.Trim(m[2], "()（）") == ""
}
