package eval

import (
	"slices"
	"strings"
)

// Forms of incorporation that read alike.
const (
	limited     = "有限公司"
	limitedLong = "有限责任公司"
	shares      = "股份有限公司"
)

// otherPerSeal is how many other companies a seal is held against: about as many as there
// are near names.
const otherPerSeal = 8

// frequent are characters of which company names are made: a changed name stays a name
// that could be registered.
var frequent = []rune("华金新源科达盛丰宏泰恒信康利联")

// candidate is a name that a seal is held against.
type candidate struct {
	name string
	kind TrialKind
}

// candidates lists the right name, then names near it, then other companies of the set. The
// same title and set give the same list.
func candidates(title string, set []string) []candidate {
	out := []candidate{{title, RightName}}
	add := func(kind TrialKind, names ...string) {
		for _, name := range names {
			if !slices.ContainsFunc(out, func(c candidate) bool { return c.name == name }) {
				out = append(out, candidate{name, kind})
			}
		}
	}
	add(ChangedName, changed(title, 1), changed(title, 2))
	add(LookAlike, resembling(title)...)
	add(LegalForm, otherForms(title)...)
	add(Shorter, shorter(title)...)
	add(Longer, longer(title)...)
	for _, name := range neighbours(title, set) {
		add(OtherName, name)
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
	runes[at] = another(runes[at])
	return string(runes)
}

// another is a frequent character that is not r.
func another(r rune) rune {
	start := int(r) % len(frequent)
	for i := range frequent {
		if o := frequent[(start+i)%len(frequent)]; o != r {
			return o
		}
	}
	return r
}

// resembling are up to two names in which one character is another that looks like it.
func resembling(title string) []string {
	var out []string
	runes := []rune(title)
	from, to := distinctive(title)
	for i := from; i < to && len(out) < 2; i++ {
		if r, ok := lookalike(runes[i]); ok {
			out = append(out, string(runes[:i])+string(r)+string(runes[i+1:]))
		}
	}
	return out
}

// shorter are names with something left out: a character, or what stands in brackets or in
// front.
func shorter(title string) []string {
	runes := []rune(title)
	from, to := distinctive(title)
	var out []string
	if to-from > 1 {
		at := from + (to-from)/2
		out = append(out, string(runes[:at])+string(runes[at+1:]))
	}
	if before, rest, ok := strings.Cut(title, "（"); ok {
		if _, after, closed := strings.Cut(rest, "）"); closed {
			out = append(out, before+after)
		}
	}
	if stem, ok := strings.CutSuffix(title, branch); ok {
		out = append(out, stem)
	}
	return out
}

// branch is what a branch office adds to its company's name.
const branch = "东莞分公司"

// longer are names with something added: a character, a bracket, a branch.
func longer(title string) []string {
	runes := []rune(title)
	from, to := distinctive(title)
	var out []string
	if to > from {
		at := from + (to-from+1)/2
		out = append(out, string(runes[:at])+string(another(runes[from]))+string(runes[at:]))
	}
	if !strings.Contains(title, "（") && to < len(runes) {
		out = append(out, string(runes[:to])+"（东莞）"+string(runes[to:]))
	}
	if !strings.HasSuffix(title, branch) {
		out = append(out, title+branch)
	}
	return out
}

// distinctive returns the span, in characters, of the part that tells companies apart.
func distinctive(title string) (from, to int) {
	head, _, ok := strings.Cut(title, "市")
	if ok {
		from = len([]rune(head)) + 1
	}
	to = len([]rune(title))
	for _, form := range []string{limited + branch, shares, limited, limitedLong} {
		if stem, found := strings.CutSuffix(title, form); found {
			to = len([]rune(stem))
			break
		}
	}
	return min(from, to), to
}

// otherForms are the same name with the other forms of incorporation.
func otherForms(title string) []string {
	if stem, ok := strings.CutSuffix(title, limitedLong); ok {
		return []string{stem + limited}
	}
	if stem, ok := strings.CutSuffix(title, shares); ok {
		return []string{stem + limited}
	}
	if stem, ok := strings.CutSuffix(title, limited); ok {
		return []string{stem + limitedLong}
	}
	return nil
}

// neighbours are the names that follow title in the sorted set: sister companies first, as
// their names begin alike.
func neighbours(title string, set []string) []string {
	others := without(set, title)
	if len(others) <= otherPerSeal {
		return others
	}
	start, _ := slices.BinarySearch(others, title)
	start += len(others) - otherPerSeal/2
	out := make([]string, 0, otherPerSeal)
	for i := range otherPerSeal {
		out = append(out, others[(start+i)%len(others)])
	}
	return out
}
