package checker

import (
	"regexp"
	"strings"
)

// Values of the field conclusion (结论).
const (
	concludesPass        = "pass"        // 合格, 同意通过验收
	concludesFail        = "fail"        // 不合格, 不同意通过验收
	concludesConditional = "conditional" // 整改后通过
)

var (
	ticked      = regexp.MustCompile(`[☑√✓✔■☒](不?(?:合格|通过|同意|符合))`)
	unticked    = regexp.MustCompile(`[□☐○]不?(?:合格|通过|同意|符合)`)
	noFaults    = regexp.MustCompile(`(?:无|未发现|没有|不存在|未出现)[^，。;；]{0,8}(?:不合格|不符合|不达标)[^，。;；]{0,4}`)
	conditional = regexp.MustCompile(`(?:整改|完善|修改|补充|落实)[^。;；]{0,16}(?:后|完成|完毕)[^。;；]{0,12}(?:通过|合格|同意)|(?:原则|有条件)(?:上)?(?:同意|通过)|基本(?:合格|同意)|暂缓通过`)
	failing     = regexp.MustCompile(`不合格|不(?:予)?通过|未(?:予)?通过|不同意|不符合|不达标|不满足|未达到|未达标|不能通过|不具备`)
	passing     = regexp.MustCompile(`合格|通过|同意|符合|达标|满足|达到`)
)

// parseConclusion reads a sentence as a conclusion: "pass", "fail" or "conditional". A form
// whose boxes are all empty, or a choice that nobody struck out, concludes nothing.
func parseConclusion(text string) (string, bool) {
	s := squeeze(text)
	if m := ticked.FindAllStringSubmatch(s, -1); len(m) > 0 {
		if len(m) > 1 {
			return "", false
		}
		s = m[0][1]
	} else {
		s = unticked.ReplaceAllString(s, "")
	}
	if s = strings.NewReplacer("合格/不合格", "", "合格、不合格", "", "通过/不通过", "", "同意/不同意", "").Replace(s); s == "" {
		return "", false
	}
	s = noFaults.ReplaceAllString(s, "合格")
	switch {
	case failing.MatchString(s):
		return concludesFail, true
	case conditional.MatchString(s):
		return concludesConditional, true
	case passing.MatchString(s):
		return concludesPass, true
	}
	return "", false
}
