package checker

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

const decimal = `([+-]?[0-9]{1,7}(?:\.[0-9]{1,6})?)`

// rangeForm is low, perhaps a unit, a sign between ('}' is a misread '~'), high, the unit.
var rangeForm = regexp.MustCompile(`^[(\[（]?` + decimal + `([^0-9~∼〜}\-—–至到()]{0,8})(?:[~∼〜}—–]+|-|至|到)` + decimal + `[)\]）]?(.*)$`)

// unitForm is what a unit of measurement looks like: mg/L, mg/m³, m³/h, ℃, %, 无量纲, pH.
var unitForm = regexp.MustCompile(`^(?:[a-zA-Zμµ℃°%‰Ω][a-zA-Z0-9μµ³²/%·.^℃Ω]{0,11}|无量纲|度|倍|毫克/升|立方米/小时)$`)

// acidity stands for the unit of pH, which has none.
const acidity = "pH"

var unitFix = strings.NewReplacer("µ", "μ", "㎎", "mg", "㎏", "kg", "㎡", "m²", "㎥", "m³", "m3", "m³", "m^3", "m³",
	"m2", "m²", "°℃", "℃", "°℃C", "℃", "℃C", "℃", "°C", "℃", "℃℃", "℃", "oC", "℃", "mg/l", "mg/L", "mg/1", "mg/L", "mg/I", "mg/L", "ug/", "μg/", "ml", "mL", "NTu", "NTU")

// parseRange reads a measuring range such as (0~200)mg/L, 0-100mg/m³ or 0—14 (pH). unit is
// the one that the label names, for a value that has none. With mend, units that only a
// misreading can give are put right.
func parseRange(text, unit string, mend bool) (Range, bool) {
	m := rangeForm.FindStringSubmatch(squeeze(text))
	if m == nil {
		return Range{}, false
	}
	low, err1 := strconv.ParseFloat(m[1], 64)
	high, err2 := strconv.ParseFloat(m[3], 64)
	if err1 != nil || err2 != nil || low >= high {
		return Range{}, false
	}
	r := Range{Low: &low, High: &high}
	for _, u := range []string{m[4], m[2], unit} {
		if u, ok := parseUnit(u); ok {
			if mend {
				u = mendUnit(u)
			}
			r.Unit = &u
			break
		}
	}
	if low == 0 && high == 14 && (r.Unit == nil || mend && strings.ContainsAny(*r.Unit, "pP")) {
		unit := acidity // the one thing with a range of 0 to 14
		r.Unit = &unit
	}
	if r.Unit == nil && utf8.RuneCountInString(m[4]) > 16 {
		return Range{}, false // a sentence that happens to begin like a range
	}
	return r, true
}

var cubed = strings.NewReplacer("mg/m²", "mg/m³", "m²/h", "m³/h", "m²/d", "m³/d", "m²/s", "m³/s")

// mendUnit undoes the commonest slips with units: nothing here is measured by the metre or
// the square metre.
func mendUnit(u string) string {
	switch u {
	case "mg/m", "μg/m":
		return u + "³"
	case "m/h", "m/d":
		return "m³" + u[1:]
	case "mg/ma", "mg/ms", "mg/m8", "mg/m5", "mg/m9":
		return "mg/m³"
	case "p", "pl", "pI", "p1":
		return acidity
	}
	return cubed.Replace(u)
}

// parseUnit normalises a unit of measurement to half width.
func parseUnit(text string) (string, bool) {
	u := strings.Trim(squeeze(text), "()[]（）,，;；.。、:")
	if i := strings.IndexAny(u, "(（,，;；。、"); i > 0 {
		u = u[:i]
	}
	if u = unitFix.Replace(u); strings.EqualFold(u, "pH") || strings.EqualFold(u, "pH值") {
		return acidity, true
	}
	if !unitForm.MatchString(u) {
		return "", false
	}
	return u, true
}

// formatRange writes r as 0~200mg/L.
func formatRange(r Range) string {
	s := strconv.FormatFloat(*r.Low, 'f', -1, 64) + "~" + strconv.FormatFloat(*r.High, 'f', -1, 64)
	if r.Unit != nil {
		s += *r.Unit
	}
	return s
}
