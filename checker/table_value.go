package checker

import (
	"regexp"
	"strconv"
	"strings"
)

// cellReading is what the text of a cell says. A cell that was filled with a dash, or whose
// text is no value of its kind, has none.
type cellReading struct {
	value    any
	unit     string
	sign     string
	fits     *bool // check digit
	doubtful bool
}

// readTableCell reads the text of a cell. hint is the unit that the head names.
func readTableCell(kind cellKind, raw, hint string, mend bool) cellReading {
	if isFiller(raw) {
		return cellReading{}
	}
	switch kind {
	case cellNumber, cellMeasure:
		return readNumber(raw, hint, mend)
	case cellLimit:
		return readLimit(raw, hint, mend)
	case cellVerdict:
		return readVerdict(raw, mend)
	case cellRange:
		if r, ok := parseRange(raw, hint, mend); ok {
			return cellReading{value: r}
		}
		return cellReading{}
	case cellUnit:
		return readUnitCell(raw, mend)
	case cellText:
		return cellReading{value: readText(raw, mend)}
	case cellFactor:
		s := readText(raw, mend)
		if known, mended := mendFactor(squeeze(s)); mend && mended {
			return cellReading{value: known, doubtful: true}
		}
		return cellReading{value: s}
	case cellFactorCode:
		return readFactorCode(raw, mend)
	case cellClock:
		return readClock(raw)
	case cellSigned:
		return cellReading{value: true}
	}
	return readFieldCell(kind, raw, mend)
}

// acidityRead is what OCR makes of pH before what is measured or held by it.
var acidityRead = regexp.MustCompile(`^p[lI1](值|标准|计|缓冲|水质|在线)`)

// readText puts the blanks of a text in order. ° before ℃ is a sign that was read twice.
func readText(raw string, mend bool) string {
	s := strings.Join(strings.Fields(raw), " ")
	if mend {
		s = acidityRead.ReplaceAllString(strings.ReplaceAll(s, "°℃", "℃"), "pH$1")
	}
	return s
}

// fieldKinds are the kinds that labelled fields have too.
var fieldKinds = map[cellKind]valueType{cellName: nameValue, cellPerson: personValue, cellCode: codeValue, cellModel: modelValue,
	cellDate: dateValue, cellPhone: phoneValue, cellID: idValue, cellOutlet: outletValue, cellMN: mnValue}

func readFieldCell(kind cellKind, raw string, mend bool) cellReading {
	r, ok := readValue(fieldKinds[kind], raw, "", mend)
	if !ok {
		return cellReading{}
	}
	return cellReading{value: r.value, doubtful: r.doubtful, fits: r.fits}
}

// isFiller reports whether a cell says that there is nothing to say.
func isFiller(raw string) bool {
	return strings.Trim(squeeze(raw), "-—–_/\\.·*无") == ""
}

const (
	tableDecimal  = `([+-]?[0-9]{1,9}(?:\.[0-9]{1,8})?)`
	tablePower    = `(?:[×xX*]10\^?([+-]?[0-9]{1,2}))?`
	leadingSign   = `([<>≤≥±≈约]|<=|>=)?`
	notDetected   = "<"
	mostUnitRunes = 14
)

var (
	numberForm = regexp.MustCompile(`^` + leadingSign + tableDecimal + tablePower + `(.*)$`)
	// absentForm is how a laboratory writes that it found less than it can find.
	absentForm  = regexp.MustCompile(`^(?i:n\.?d\.?|未检出|低于检出限|<检出限)$`)
	betweenForm = regexp.MustCompile(`^` + tableDecimal + `([^0-9~\-—–至到]{0,10})(?:[~〜∼—–]+|-|至|到)` + tableDecimal + `(.*)$`)
	superscript = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9", "⁻", "-")
	powerForm   = regexp.MustCompile(`[×xX*]10\^?[+\-⁻]?[0-9⁰¹²³⁴-⁹]`)
	signFix     = strings.NewReplacer("≦", "≤", "≧", "≥", "＜", "<", "＞", ">", "〈", "<", "〉", ">", "《", "≤", "》", "≥", "小于等于", "≤", "大于等于", "≥", "不大于", "≤", "不小于", "≥",
		"不超过", "≤", "不低于", "≥", "小于", "<", "大于", ">", "<=", "≤", ">=", "≥", "+/-", "±", "+-", "±", "−", "-", "–", "-", "。", ".")
	// numberFix undoes what OCR makes of digits, where nothing but a figure can stand.
	numberFix = strings.NewReplacer("O", "0", "o", "0", "l", "1", "I", "1", "|", "1", "，", ".", "、", ".")
	letterIn  = regexp.MustCompile(`^[<>≤≥±≈约]?[+-]?[0-9OolI|.，、]*[OolI|，、][0-9OolI|.，、]*`)
)

// loneZero is what OCR makes of a single 0; signFix has made a dot of 。.
var loneZero = map[string]bool{"O": true, "o": true, "〇": true, "○": true, ".": true}

// plain brings a figure into the form that is parsed.
func plain(raw string, mend bool) (s string, mended bool) {
	s = signFix.Replace(squeeze(raw))
	if p := powerForm.FindStringIndex(s); p != nil {
		s = s[:p[0]] + superscript.Replace(s[p[0]:p[1]]) + s[p[1]:]
	}
	if mend && loneZero[s] {
		return "0", true
	}
	if mend {
		if m := letterIn.FindString(s); m != "" && strings.ContainsAny(m, "0123456789") {
			return numberFix.Replace(m) + s[len(m):], true
		}
	}
	return s, false
}

// readNumber reads a figure: 12.3, +3.2%, <0.05, 1.2×10³mg/L, 未检出. A sign that makes a
// bound of it is kept apart: below a detection limit is no reading.
func readNumber(raw, hint string, mend bool) cellReading {
	s, mended := plain(raw, mend)
	if absentForm.MatchString(s) {
		return cellReading{sign: notDetected}
	}
	m := numberForm.FindStringSubmatch(s)
	if m == nil {
		return cellReading{}
	}
	v, err := strconv.ParseFloat(m[2], 64)
	if err != nil {
		return cellReading{}
	}
	if m[3] != "" {
		if v, err = strconv.ParseFloat(m[2]+"e"+m[3], 64); err != nil {
			return cellReading{}
		}
	}
	unit, ok := tableUnit(m[4], hint, mend)
	if !ok {
		return cellReading{}
	}
	return cellReading{value: v, unit: unit, sign: m[1], doubtful: mended}
}

// tableUnit reads what stands behind a figure. It is not ok when that is more than a unit.
func tableUnit(rest, hint string, mend bool) (string, bool) {
	rest = strings.TrimSpace(rest)
	if rest == "" {
		rest = hint
		if rest == "" {
			return "", true
		}
	}
	u, ok := parseUnit(rest)
	if !ok {
		return "", len([]rune(rest)) <= mostUnitRunes && !strings.ContainsAny(rest, "0123456789")
	}
	if mend {
		u = mendUnit(u)
	}
	return fullScale.Replace(u), true
}

// fullScale writes per cent of the range in one way.
var fullScale = fullScaleUnit{regexp.MustCompile(`(?i)%?[(（]?F\.?\s?[.·]?S\.?[)）]?$`)}

type fullScaleUnit struct{ form *regexp.Regexp }

func (f fullScaleUnit) Replace(u string) string {
	if strings.HasPrefix(u, "%") && f.form.MatchString(u) {
		return "%F.S."
	}
	return u
}

// readLimit reads a demand as the range of figures that meet it: ±10%, ≤200s, ≥0.75,
// 0.8～1.4. With mend, a sign that OCR takes for another is put right where only one makes
// sense; the reading is doubtful then.
func readLimit(raw, hint string, mend bool) cellReading {
	s, mended := plain(raw, mend)
	if r := []rune(s); len(r) > 1 && strings.ContainsRune("士土十", r[0]) {
		s, mended = "±"+string(r[1:]), true
	}
	s = strings.NewReplacer("≤±", "±", "以内", "", "之内", "", "范围内", "").Replace(strings.TrimLeftFunc(s, isHan))
	if m := betweenForm.FindStringSubmatch(s); m != nil {
		return readBetween(m, hint, mend, mended)
	}
	m := numberForm.FindStringSubmatch(s)
	if m == nil {
		return cellReading{}
	}
	v, err := strconv.ParseFloat(m[2], 64)
	unit, ok := tableUnit(m[4], hint, mend)
	if err != nil || !ok {
		return cellReading{}
	}
	r := Range{Unit: known(unit)}
	switch m[1] {
	case "±":
		low := -v
		r.Low, r.High = &low, &v
	case ">", "≥":
		r.Low = &v
	case "<", "≤":
		r.High = &v
	default:
		if strings.HasPrefix(m[2], "+") { // nothing is limited upwards by a plus: ± was printed
			low := -v
			r.Low = &low
		}
		r.High, mended = &v, true
	}
	return cellReading{value: r, doubtful: mended && mend}
}

func readBetween(m []string, hint string, mend, mended bool) cellReading {
	low, err1 := strconv.ParseFloat(m[1], 64)
	high, err2 := strconv.ParseFloat(m[3], 64)
	unit, ok := tableUnit(m[4], hint, mend)
	if unit == "" {
		unit, _ = tableUnit(m[2], hint, mend)
	}
	if err1 != nil || err2 != nil || low > high || !ok {
		return cellReading{}
	}
	return cellReading{value: Range{Low: &low, High: &high, Unit: known(unit)}, doubtful: mended}
}

// readVerdict reads 合格, 符合, 达标, √ and their opposites.
func readVerdict(raw string, mend bool) cellReading {
	s := squeeze(raw)
	switch s {
	case "√", "✓", "✔", "是", "Y":
		return cellReading{value: concludesPass}
	case "×", "✗", "否", "N", "x", "X":
		return cellReading{value: concludesFail}
	}
	if v, ok := parseConclusion(s); ok && v != concludesConditional {
		return cellReading{value: v}
	}
	if r := []rune(s); mend && len(r) >= 2 && len(r) <= 3 && r[len(r)-1] == '格' {
		v := concludesPass
		if r[0] == '不' {
			v = concludesFail
		}
		return cellReading{value: v, doubtful: true}
	}
	return cellReading{}
}

func readUnitCell(raw string, mend bool) cellReading {
	if u, ok := tableUnit(raw, "", mend); ok && u != "" {
		return cellReading{value: u}
	}
	return cellReading{}
}

var (
	clockForm = regexp.MustCompile(`([0-2]?[0-9]):([0-5][0-9])(?::[0-5][0-9])?`)
)

// readFactorCode reads a code of HJ 212-2017 annex B: a letter and five digits.
func readFactorCode(raw string, mend bool) cellReading {
	code, ok := parseFactorCode(raw, mend)
	if !ok {
		return cellReading{}
	}
	return cellReading{value: code}
}

// readClock reads a time of day or a span, with the day before it where one is printed.
func readClock(raw string) cellReading {
	s := squeeze(raw)
	var parts []string
	for _, m := range clockForm.FindAllStringSubmatch(s, 2) {
		hour := m[1]
		if len(hour) == 1 {
			hour = "0" + hour
		}
		parts = append(parts, hour+":"+m[2])
	}
	clock := strings.Join(parts, "-")
	var days []dateHit
	if words := strings.Fields(raw); len(words) > 0 {
		days = findDates(words[0])
	}
	switch {
	case len(days) > 0 && clock != "":
		return cellReading{value: days[0].iso + " " + clock}
	case len(days) > 0:
		return cellReading{value: days[0].iso}
	case clock != "":
		return cellReading{value: clock}
	}
	return cellReading{}
}
