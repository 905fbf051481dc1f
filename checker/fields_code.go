package checker

import (
	"regexp"
	"strings"
	"time"
)

// usccAlphabet is the alphabet of a USCC (统一社会信用代码) and of its check digit, which is
// an index into it. Source: GB 32100-2015.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

var usccWeights = [17]int{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28}

// validUSCC reports whether code has 18 characters of the alphabet and its check digit fits.
func validUSCC(code string) bool {
	if len(code) != 18 {
		return false
	}
	sum := 0
	for i, w := range usccWeights {
		v := strings.IndexByte(usccAlphabet, code[i])
		if v < 0 {
			return false
		}
		sum += v * w
	}
	return usccAlphabet[(31-sum%31)%31] == code[17]
}

// lookAlike are characters that OCR mistakes for one another, in both directions.
var lookAlike = map[byte]string{
	'0': "DQ", 'D': "0", 'Q': "0", '8': "B", 'B': "8", '5': "S", '6': "G", 'G': "6",
	'1': "L", 'L': "1", 'U': "V",
}

// foreignTo maps letters that the alphabet leaves out to what they were misread from.
var foreignTo = strings.NewReplacer("O", "0", "I", "1", "Z", "2", "S", "5")

// readUSCC returns the code that text (18 letters and digits, upper case) stands for and
// whether the check digit fits. With mend, misreadings are undone when exactly one way of
// doing so makes the check digit fit; otherwise the code stays as it was read.
func readUSCC(text string, mend bool) (code string, fits bool) {
	if !mend || len(text) != 18 || validUSCC(text) {
		return text, validUSCC(text)
	}
	base := foreignTo.Replace(text)
	base = base[:2] + misread.Replace(base[2:8]) + base[8:] // the area code is digits
	if validUSCC(base) {
		return base, true
	}
	found := ""
	for i := range len(base) {
		for _, c := range []byte(lookAlike[base[i]]) {
			if try := base[:i] + string(c) + base[i+1:]; validUSCC(try) {
				if found != "" {
					return text, false
				}
				found = try
			}
		}
	}
	if found == "" {
		return text, false
	}
	return found, true
}

// misread are the letters that digits are read as; a code's place tells which is meant.
var misread = strings.NewReplacer("O", "0", "Q", "0", "D", "0", "I", "1", "L", "1", "Z", "2", "S", "5", "B", "8", "G", "6")

var permitTail = regexp.MustCompile(`^[0-9]{3}[A-Z]$`)

// readPermit reads a permit number (排污许可证编号): a USCC, three digits, a letter. The
// check digit is that of the USCC. Source: HJ 608-2017.
func readPermit(text string, mend bool) (code string, fits, ok bool) {
	if len(text) != 22 {
		return "", false, false
	}
	tail := text[18:]
	if mend {
		tail = misread.Replace(tail[:3]) + tail[3:]
	}
	if !permitTail.MatchString(tail) {
		return "", false, false
	}
	head, fits := readUSCC(text[:18], mend)
	return head + tail, fits, true
}

var outletForm = regexp.MustCompile(`(?:D[WA]|YS)[0-9OQDILZSB]{3}`)

// findOutlets returns the outlet codes (排放口编号: DW001, DA001) of a text.
func findOutlets(text string) []string {
	var out []string
	for _, run := range runs(text) {
		m := outletForm.FindString(run)
		if m == "" || len(m) != len(run) {
			continue
		}
		if code := m[:2] + misread.Replace(m[2:]); strings.Trim(code[2:], "0123456789") == "" {
			out = append(out, code)
		}
	}
	return out
}

var (
	mobile   = regexp.MustCompile(`(?:^|[^0-9])(1[3-9][0-9]{9})(?:$|[^0-9])`)
	landline = regexp.MustCompile(`(?:^|[^0-9])\(?(0[0-9]{2,3})\)?-?([2-9][0-9]{6,7})(?:$|[^0-9])`)
	service  = regexp.MustCompile(`(?:^|[^0-9])([48]00)-?([0-9]{3,4})-?([0-9]{3,4})(?:$|[^0-9])`)
)

// parsePhone reads a Chinese phone number: 13800138000, 0769-22334455 or 400-123-4567.
func parsePhone(text string) (string, bool) {
	s := squeeze(text)
	if m := mobile.FindStringSubmatch(s); m != nil {
		return m[1], true
	}
	if m := mobile.FindStringSubmatch(strings.ReplaceAll(s, "-", "")); m != nil {
		return m[1], true
	}
	if m := landline.FindStringSubmatch(s); m != nil {
		return m[1] + "-" + m[2], true
	}
	if m := service.FindStringSubmatch(s); m != nil && len(m[2])+len(m[3]) == 7 {
		return m[1] + "-" + (m[2] + m[3])[:3] + "-" + (m[2] + m[3])[3:], true
	}
	return "", false
}

var idForm = regexp.MustCompile(`[1-9][0-9]{16}[0-9Xx]`)

// validID reports whether the check digit of an ID number (身份证号, 18 characters) fits and
// its date part is a day.
func validID(id string) bool {
	if len(id) != 18 || !bornOnADay(id) {
		return false
	}
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(id[i]-'0') * w
	}
	return "10X98765432"[sum%11] == id[17]
}

// bornOnADay reports whether characters 7 to 14 of an ID number are a day since 1900.
func bornOnADay(id string) bool {
	day, err := time.Parse("20060102", id[6:14])
	return err == nil && day.Year() >= 1900 && day.Year() <= 2099
}

// maskID keeps the area and the last four characters of an ID number.
func maskID(id string) string { return id[:6] + "********" + id[14:] }

// MaskIDs replaces every ID number in text by its masked form (110105********002X). Facts
// hold no ID number in full, neither in fields nor in lines. A number with a birthday but a
// wrong check digit is masked too: a misread digit does not make it less personal.
func MaskIDs(text string) string {
	return idForm.ReplaceAllStringFunc(text, func(id string) string {
		if !bornOnADay(id) {
			return id
		}
		return maskID(strings.ToUpper(id))
	})
}

// parseID reads a labelled ID number; only its masked form leaves this function.
func parseID(text string) (masked string, fits, ok bool) {
	id := idForm.FindString(squeeze(text))
	if id == "" {
		return "", false, false
	}
	id = strings.ToUpper(id)
	return maskID(id), validID(id), true
}

var (
	mnHex  = regexp.MustCompile(`^[0-9A-F]{24}$`)
	mnFree = regexp.MustCompile(`^[0-9A-Z][0-9A-Z_\-]{6,38}$`)
	mnFix  = strings.NewReplacer("O", "0", "Q", "0", "I", "1", "L", "1", "S", "5", "Z", "2", "G", "6")
)

// parseMN reads a labelled MN (设备唯一标识): 24 hex digits by HJ 212-2017, in practice also
// free text.
func parseMN(text string, mend bool) (string, bool) {
	s := strings.Trim(strings.ToUpper(squeeze(text)), ".,;:，；。、")
	if fixed := mnFix.Replace(s); mend && mnHex.MatchString(fixed) {
		return fixed, true
	}
	return s, mnFree.MatchString(s) && strings.ContainsAny(s, "0123456789")
}

// brokenMN reports whether an MN looks like 24 hex digits of which the reader lost or added
// some.
func brokenMN(mn string) bool {
	n := len(mn)
	return n != 24 && n >= 20 && n <= 28 && strings.Trim(mnFix.Replace(mn), "0123456789ABCDEF") == ""
}

var cmaForm = regexp.MustCompile(`^[0-9]{12}[A-Z]?$`)

// parseCMA reads the number of a CMA certificate (资质认定证书编号): 12 digits, older ones
// with a letter behind.
func parseCMA(text string) (string, bool) {
	for _, run := range runs(text) {
		if run = strings.TrimPrefix(run, "CMA"); cmaForm.MatchString(run) {
			return run, true
		}
	}
	return "", false
}

var factorCode = regexp.MustCompile(`^[awgs][0-9]{5}$`)

// parseFactorCode reads the code of a factor (因子编码): w01018. Source: HJ 212-2017 附录B.
func parseFactorCode(text string, mend bool) (string, bool) {
	for _, run := range runs(text) {
		if len(run) != 6 {
			continue
		}
		tail := run[1:]
		if mend {
			tail = misread.Replace(tail)
		}
		if code := strings.ToLower(run[:1]) + tail; factorCode.MatchString(code) {
			return code, true
		}
	}
	return "", false
}
