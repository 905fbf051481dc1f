package checker

import (
	"regexp"
	"strings"
)

// choice is one answer of a form that offers a few.
type choice struct {
	words []string
	value string
}

// choices by key, a word that contains another before it.
var choices = map[string][]choice{
	"project_kind": {
		{[]string{"更换核心部件", "更换关键部件", "核心部件更换"}, "replace-core-part"},
		{[]string{"更换整机", "整机更换", "设备更换", "更换设备"}, "replace-instrument"},
		{[]string{"改建", "改造", "扩建", "改扩建", "技改"}, "rebuild"},
		{[]string{"新建", "新增", "首次安装"}, "new"},
	},
	"trial_interruption": {
		{[]string{"未发生", "未出现", "没有发生", "没有出现", "没有", "未", "无"}, "none"},
		{[]string{"发生", "出现", "因"}, "interrupted"},
	},
	"permit_class": {
		{[]string{"重点管理", "重点"}, "key"},
		{[]string{"简化管理", "简化"}, "simplified"},
		{[]string{"登记管理", "登记"}, "registration"},
	},
	"carrier": {
		{[]string{"中国电信", "电信"}, "telecom"},
		{[]string{"中国移动", "移动"}, "mobile"},
		{[]string{"中国联通", "联通"}, "unicom"},
	},
}

// tick marks a chosen answer, emptyBox one that was offered. PP-OCR often reads an empty box
// as the character 口, which begins no answer.
const (
	tick     = `[☑☒√✓✔■●⊠]`
	emptyBox = `[□☐○◯口]`
)

var tickedWord = regexp.MustCompile(tick + `([^☑☒√✓✔■●⊠□☐○◯口,，;；、]{1,12})`)

// readChoice reads the one answer that a text gives to key: the ticked one where boxes are
// drawn, else the only one that is named. Two answers are none.
func readChoice(key, raw string) (string, bool) {
	s := squeeze(raw)
	if m := tickedWord.FindAllStringSubmatch(s, -1); len(m) > 0 {
		if len(m) > 1 {
			return "", false
		}
		s = m[0][1]
	} else if strings.ContainsAny(s, "□☐◯") {
		return "", false // boxes, none of them ticked
	}
	found := ""
	for _, c := range choices[key] {
		for _, w := range c.words {
			if !strings.Contains(s, w) {
				continue
			}
			if found != "" && found != c.value {
				return "", false
			}
			found, s = c.value, strings.ReplaceAll(s, w, "")
		}
	}
	return found, found != ""
}
