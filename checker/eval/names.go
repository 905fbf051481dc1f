package eval

import (
	"slices"
	"strings"
)

// Forms of incorporation that read alike.
const (
	limited     = "有限公司"
	limitedLong = "有限责任公司"
)

// otherPerSeal is how many other companies a seal is held against.
const otherPerSeal = 5

// frequent are characters of which company names are made: a changed name stays a name
// that could be registered.
var frequent = []rune("华金新源科达盛丰宏泰恒信康利联")

// candidate is a name that a seal is held against.
type candidate struct {
	name string
	kind TrialKind
}

// candidates lists the right name, then wrong ones: two with one character changed, the
// other legal form, and other companies of the set. The same title and set give the same list.
func candidates(title string, set []string) []candidate {
	out := []candidate{{title, RightName}}
	for _, third := range []int{1, 2} {
		c := candidate{changed(title, third), ChangedName}
		if c.name != title && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	if name := otherForm(title); name != title {
		out = append(out, candidate{name, LegalForm})
	}
	for _, name := range neighbours(title, set) {
		out = append(out, candidate{name, OtherName})
	}
	return out
}

// changed puts another character at one or two thirds of the part of a name that tells
// companies apart: what stands between the city and the form of incorporation.
func changed(title string, third int) string {
	runes := []rune(title)
	from, to := distinctive(title)
	if to <= from {
		return title
	}
	at := from + (to-from)*third/3
	start := int(runes[at]) % len(frequent)
	for i := range frequent {
		if r := frequent[(start+i)%len(frequent)]; r != runes[at] {
			runes[at] = r
			break
		}
	}
	return string(runes)
}

// distinctive returns the span, in characters, of the part that tells companies apart.
func distinctive(title string) (from, to int) {
	head, _, ok := strings.Cut(title, "市")
	if ok {
		from = len([]rune(head)) + 1
	}
	to = len([]rune(title))
	for _, form := range []string{limited, limitedLong} {
		if stem, found := strings.CutSuffix(title, form); found {
			to = len([]rune(stem))
		}
	}
	return from, to
}

func otherForm(title string) string {
	if stem, ok := strings.CutSuffix(title, limitedLong); ok {
		return stem + limited
	}
	if stem, ok := strings.CutSuffix(title, limited); ok {
		return stem + limitedLong
	}
	return title
}

// neighbours are the names that follow title in the sorted set.
func neighbours(title string, set []string) []string {
	others := without(set, title)
	if len(others) <= otherPerSeal {
		return others
	}
	start, _ := slices.BinarySearch(others, title)
	out := make([]string, 0, otherPerSeal)
	for i := range otherPerSeal {
		out = append(out, others[(start+i)%len(others)])
	}
	return out
}
