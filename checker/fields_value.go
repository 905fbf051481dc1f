package checker

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// reading is the value that a text gives for a type.
type reading struct {
	value any
	raw   string
	fits  *bool // check digit
	// sure is false for free text, which anything can be.
	sure bool
	// doubtful: well formed, yet more likely a misreading than what is printed.
	doubtful bool
}

// readLabelled reads text as the value of a label: the types that depend on the key, else by
// readValue.
func readLabelled(l label, text, hint string, mend bool) (reading, bool) {
	raw := strings.TrimSpace(text)
	if raw == "" || utf8.RuneCountInString(raw) > 400 {
		return reading{}, false
	}
	switch l.kind {
	case numberValue:
		v, ok := readMeasure(l.key, raw, hint)
		return reading{value: v, raw: raw, sure: true}, ok
	case quantityValue:
		q, ok := readQuantity(raw, hint, mend)
		return reading{value: q, raw: raw, sure: true}, ok
	case choiceValue:
		v, ok := readChoice(l.key, raw)
		return reading{value: v, raw: raw, sure: true}, ok
	case moneyValue:
		v, ok := parseMoney(raw)
		return reading{value: v, raw: raw, sure: true}, ok
	case capitalValue:
		v, ok := parseCapitalMoney(raw)
		return reading{value: v, raw: raw, sure: true}, ok
	}
	return readValue(l.kind, text, hint, mend)
}

// readValue reads text as a value of a type. hint is what stands in parentheses behind the
// label, such as a unit. mend allows misreadings of OCR to be undone.
func readValue(kind valueType, text, hint string, mend bool) (reading, bool) {
	raw := strings.TrimSpace(text)
	if raw == "" || utf8.RuneCountInString(raw) > 400 {
		return reading{}, false
	}
	switch kind {
	case nameValue:
		return readName(raw)
	case usccValue:
		return readLabelledUSCC(raw, mend)
	case permitValue:
		return readLabelledPermit(raw, mend)
	case rangeValue:
		r, ok := parseRange(raw, hint, mend)
		return reading{value: r, raw: raw, sure: true}, ok
	case idValue:
		masked, fits, ok := parseID(raw)
		return reading{value: masked, raw: masked, fits: &fits, sure: true}, ok
	case countValue:
		n, ok := parseCount(raw)
		return reading{value: n, raw: raw, sure: true}, ok
	case conclusionValue:
		v, ok := parseConclusion(raw)
		return reading{value: v, raw: raw, sure: true}, ok
	}
	s, sure, ok := readString(kind, raw, mend)
	return reading{value: s, raw: raw, sure: sure, doubtful: kind == mnValue && mend && brokenMN(s)}, ok
}

// readString reads the types whose value is a plain string.
func readString(kind valueType, raw string, mend bool) (s string, sure, ok bool) {
	switch kind {
	case dateValue:
		s, ok = parseDate(raw)
	case codeValue:
		s, ok = parseCode(raw)
		s = strings.ToUpper(s)
	case modelValue:
		s, ok = parseCode(raw)
	case mnValue:
		s, ok = parseMN(raw, mend)
	case validValue:
		if days := findDates(raw); len(days) > 0 {
			s, ok = days[len(days)-1].iso, true
		}
	case protocolValue:
		if found := findStandards(raw); len(found) > 0 {
			s, ok = found[0], true
		}
	case factorCodeValue:
		s, ok = parseFactorCode(raw, mend)
	case cmaValue:
		s, ok = parseCMA(raw)
	case phoneValue:
		s, ok = parsePhone(raw)
	case personValue:
		s, ok = parsePerson(raw)
	case outletValue:
		if codes := findOutlets(raw); len(codes) > 0 {
			s, ok = codes[0], true
		}
	case textValue:
		s, ok = parseText(raw)
		return s, false, ok
	}
	return s, true, ok
}

func readLabelledUSCC(raw string, mend bool) (reading, bool) {
	for _, run := range runs(raw) {
		if len(run) == 18 {
			code, fits := readUSCC(run, mend)
			return reading{value: code, raw: raw, fits: &fits, sure: true}, true
		}
	}
	for _, run := range runs(raw) { // too short or too long, yet nothing else can be meant
		if len(run) >= 15 && len(run) <= 20 {
			fits := false
			return reading{value: run, raw: raw, fits: &fits, sure: true}, true
		}
	}
	return reading{}, false
}

func readLabelledPermit(raw string, mend bool) (reading, bool) {
	for _, run := range runs(raw) {
		if code, fits, ok := readPermit(run, mend); ok {
			return reading{value: code, raw: raw, fits: &fits, sure: true}, true
		}
	}
	for _, run := range runs(raw) {
		if len(run) >= 18 && len(run) <= 26 {
			fits := false
			return reading{value: run, raw: raw, fits: &fits, sure: true}, true
		}
	}
	return reading{}, false
}

// companyEnd is how the name of a unit ends; a name that ends so is complete.
var companyEnd = regexp.MustCompile(`(?:公司|厂|局|院|中心|所|站|部|店|社|集团|大学|学校|学院|医院|分公司|事务所|研究所|工场|合作社|委员会|政府|办公室|(?:分公司|厂|中心)[)）])$`)

var (
	sealNote  = regexp.MustCompile(`[(（\[【]?(?:盖章|公章|盖公章|签章|单位公章|加盖公章|章)[)）\]】]?[:：]?$`)
	bracketed = strings.NewReplacer("(", "（", ")", "）")
)

// readName reads the name of a unit (单位名称): its blanks go, its brackets are full width.
func readName(raw string) (reading, bool) {
	s := sealNote.ReplaceAllString(squeeze(raw), "")
	s = strings.Trim(s, ":;,.，。；、_-—·\"'“”")
	if i := strings.IndexAny(s, ";；。，,"); i > 0 {
		s = s[:i]
	}
	n := utf8.RuneCountInString(s)
	if countHan(s) < 4 || n > 60 || strings.Contains(s, ":") {
		return reading{}, false
	}
	s = bracketed.Replace(s)
	return reading{value: s, raw: raw, sure: companyEnd.MatchString(s)}, true
}

// codeForm is a number of a report, contract, certificate or instrument: letters, digits
// and what stands between them, also 粤环检字〔2026〕第001号.
var codeForm = regexp.MustCompile(`^[A-Za-z0-9\p{Han}〔\[(（][A-Za-z0-9\p{Han}〔〕\[\]()（）\-_/.+#]*`)

// parseCode reads such a number, half width.
func parseCode(raw string) (string, bool) {
	s := strings.Trim(squeeze(raw), ":;,.，。；、_ ")
	s = codeForm.FindString(s)
	if n := utf8.RuneCountInString(s); n < 2 || n > 48 || countHan(s) > 8 {
		return "", false
	}
	if !strings.ContainsFunc(s, isCodeRune) || !strings.ContainsFunc(s, unicode.IsDigit) {
		return "", false
	}
	if isBareDate(s) && strings.ContainsAny(s, "年") || pageOf.MatchString(s) || pageOnly.MatchString(s) {
		return "", false
	}
	return strings.TrimRight(s, "-_/.+"), true
}

// parsePerson reads a name of two to four characters.
func parsePerson(raw string) (string, bool) {
	s := strings.Trim(squeeze(raw), ":;,.，。；、_-/")
	if i := strings.IndexFunc(s, func(r rune) bool { return !isHan(r) && r != '·' }); i > 0 {
		s = s[:i]
	}
	n := countHan(s)
	return s, n >= 2 && n <= 4 && !companyEnd.MatchString(s)
}

// parseText reads free text: one line without blanks at its ends or a value's filler.
func parseText(raw string) (string, bool) {
	s := strings.Trim(strings.Join(strings.Fields(raw), " "), ":：;；_—-/ ")
	return s, utf8.RuneCountInString(s) >= 2 && s != "无"
}

var countForm = regexp.MustCompile(`([0-9]{1,5}(?:\.[0-9])?)(?:个)?(?:小时|h|H|天|日|d)`)

// parseCount reads a number of hours or days.
func parseCount(raw string) (float64, bool) {
	s := squeeze(raw)
	m := countForm.FindStringSubmatch(s)
	if m == nil {
		if n, err := strconv.ParseFloat(s, 64); err == nil && n >= 0 && n < 1e5 && strings.Trim(s, "0123456789.") == "" {
			return n, true
		}
		return 0, false
	}
	if len(findDates(s)) > 0 {
		return 0, false
	}
	n, err := strconv.ParseFloat(m[1], 64)
	return n, err == nil
}
