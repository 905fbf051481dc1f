package seal

import (
	"slices"
	"strings"
)

// implied marks the characters of a name that follow from their neighbours: no register has
// a company whose name differs in one of them alone. A strip need not show them as clearly
// as those that tell companies apart, as long as something stands there.
//
// 有 and 限 tell nothing about each other's neighbours 责任, which must be seen.
func implied(name []string) []bool {
	out := make([]bool, len(name))
	text := strings.Join(name, "")
	mark := func(end int, n int) { // n characters that end at a byte offset
		at := len([]rune(text[:end]))
		for i := max(0, at-n); i < at; i++ {
			out[i] = true
		}
	}
	for _, form := range []string{"有限公司", "有限责任公司", "分公司"} {
		for from := 0; ; {
			i := strings.Index(text[from:], form)
			if i < 0 {
				break
			}
			from += i + len(form)
			mark(from, 2) // 公司
			if form == "有限公司" {
				mark(from-len("公司"), 1) // 限
			}
		}
	}
	for _, r := range regions {
		if strings.HasPrefix(text, r+"市") {
			mark(len(r+"市"), 1)
		}
		if strings.HasPrefix(text, r+"省") {
			mark(len(r+"省"), 1)
		}
	}
	_ = slices.Contains[[]string]
	return out
}
