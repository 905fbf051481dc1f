package checker

import (
	"regexp"
	"strings"
)

// standardForm is the number of a standard as reports cite it: HJ 354-2019, HJ/T 353-2007,
// GB 11893-89, GB/T 16157-1996, DB 44/765-2019, DB44/T 1947-2016, JJG 1003-2016.
var standardForm = regexp.MustCompile(`(?i)(HJ|GB|JJG|JJF|CJ|DB)(?:(/T|T)?)(?:([0-9]{2})(/T|/))?([0-9]{1,5}(?:\.[0-9]{1,2})?)[-—–]{1,2}((?:19|20)[0-9]{2}|[0-9]{2})`)

// standardHit is one citation in a folded text; start and end are byte offsets.
type standardHit struct {
	number     string
	start, end int
}

// findStandards returns the standards that a text cites; see standardsIn.
func findStandards(text string) []string {
	var out []string
	for _, h := range standardsIn(squeeze(text)) {
		out = append(out, h.number)
	}
	return out
}

// standardsIn finds the standards that a folded text cites. The numbers are written alike: a
// blank before the number, a slash before T, a hyphen before the year.
func standardsIn(s string) []standardHit {
	var out []standardHit
	for _, m := range standardForm.FindAllStringSubmatchIndex(s, -1) {
		if m[0] > 0 && isCodeRune(rune(s[m[0]-1])) || m[1] < len(s) && s[m[1]] >= '0' && s[m[1]] <= '9' {
			continue // cut out of a longer code
		}
		part := func(k int) string {
			if m[2*k] < 0 {
				return ""
			}
			return strings.ToUpper(s[m[2*k]:m[2*k+1]])
		}
		if head, ok := standardHead(part(1), part(2), part(3), part(4)); ok {
			out = append(out, standardHit{head + part(5) + "-" + part(6), m[0], m[1]})
		}
	}
	return out
}

// standardHead writes what stands before the number; only local standards (DB) have a region.
func standardHead(issuer, recommended, region, slash string) (string, bool) {
	switch {
	case (issuer == "DB") != (region != ""):
		return "", false
	case slash == "/T":
		return issuer + " " + region + "/T ", true
	case region != "":
		return issuer + " " + region + "/", true
	case recommended != "":
		return issuer + "/T ", true
	}
	return issuer + " ", true
}
