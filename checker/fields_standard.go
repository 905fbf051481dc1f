package checker

import (
	"regexp"
	"strings"
)

// standardForm is the number of a standard as reports cite it: HJ 354-2019, HJ/T 353-2007,
// GB 11893-89, GB/T 16157-1996, DB 44/765-2019, DB44/T 1947-2016, JJG 1003-2016.
var standardForm = regexp.MustCompile(`(HJ|GB|JJG|JJF|CJ|DB)(?:(/T|T)?)(?:([0-9]{2})(/T|/))?([0-9]{1,5}(?:\.[0-9]{1,2})?)[-—–]{1,2}((?:19|20)[0-9]{2}|[0-9]{2})`)

// findStandards returns the standards that a text cites, written alike: a blank before the
// number, a slash before T, a hyphen before the year.
func findStandards(text string) []string {
	var out []string
	s := strings.ToUpper(squeeze(text))
	for _, m := range standardForm.FindAllStringSubmatchIndex(s, -1) {
		if m[0] > 0 && isCodeRune(rune(s[m[0]-1])) || m[1] < len(s) && s[m[1]] >= '0' && s[m[1]] <= '9' {
			continue // cut out of a longer code
		}
		part := func(k int) string {
			if m[2*k] < 0 {
				return ""
			}
			return s[m[2*k]:m[2*k+1]]
		}
		head, local, slash := part(1), part(3), part(4)
		if (head == "DB") != (local != "") {
			continue
		}
		if local != "" {
			head += " " + local + slash
			if slash == "/T" {
				head += " "
			}
		} else {
			if part(2) != "" {
				head += "/T"
			}
			head += " "
		}
		out = append(out, head+part(5)+"-"+part(6))
	}
	return out
}
