package seal

import (
	"slices"
	"strings"
)

// taken are the ends of phrases that follow from what stands before them, with how many of
// their last characters do. 有 does not: 责任 or 股份 may stand before it.
var taken = []struct {
	phrase string
	last   int
}{{"有限公司", 3}, {"有限责任公司", 2}, {"分公司", 2}}

// implied marks the characters of a name that follow from their neighbours: no register has
// companies whose names differ in one of them alone. A strip need not show them as clearly
// as those that tell companies apart, as long as something stands there.
func implied(name []string) []bool {
	out := make([]bool, len(name))
	for end := 1; end <= len(name); end++ {
		text := strings.Join(name[:end], "")
		for _, t := range taken {
			if strings.HasSuffix(text, t.phrase) {
				mark(out[end-t.last : end])
			}
		}
		place, city := strings.CutSuffix(text, "市")
		province, ofProvince := strings.CutSuffix(text, "省")
		if city && slices.Contains(regions, place) || ofProvince && slices.Contains(regions, province) {
			mark(out[end-1 : end])
		}
	}
	return out
}

func mark(run []bool) {
	for i := range run {
		run[i] = true
	}
}
