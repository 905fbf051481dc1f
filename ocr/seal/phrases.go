package seal

import (
	_ "embed"
	"slices"
	"strings"
)

// legalForms are what names of companies end with; their characters are seldom unusual ones.
var legalForms = []string{"有限公司", "有限责任公司", "股份有限公司", "分公司"}

//go:embed cities.txt
var citiesFile string

// places are what names begin with, as far as it has an ending of its own: cities with 市,
// provinces with 省. Each is split into its characters.
var places = readPlaces()

func readPlaces() (out [][]string) {
	for line := range strings.Lines(citiesFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, city := range strings.Fields(line) {
			out = append(out, split(city+"市"))
		}
	}
	for _, r := range regions {
		out = append(out, split(r+"省"))
	}
	return out
}

// surmise says of a character that it follows from its neighbours: no register has companies
// whose names differ in it alone, or only those whose places differ in it.
type surmise struct {
	implied bool
	rivals  []string // characters that would make it another place
}

// taken are the ends of phrases that follow from what stands before them, with how many of
// their last characters do. 有 does not: 责任 or 股份 may stand before it.
var taken = []struct {
	phrase string
	last   int
}{{"有限公司", 3}, {"有限责任公司", 2}, {"分公司", 2}}

// implied marks the characters of a name that follow from their neighbours. A strip need not
// show them as clearly as those that tell companies apart, as long as something stands there.
func implied(name []string) []surmise {
	out := make([]surmise, len(name))
	for end := 1; end <= len(name); end++ {
		text := strings.Join(name[:end], "")
		for _, t := range taken {
			if strings.HasSuffix(text, t.phrase) {
				for i := end - t.last; i < end; i++ {
					out[i].implied = true
				}
			}
		}
	}
	if n := placeOf(name); n > 0 {
		for i := range n {
			out[i] = surmise{true, others(name[:n], i)}
		}
	}
	return out
}

// placeOf is how many characters the place at the beginning of a name has, 0 for none.
func placeOf(name []string) int {
	for _, p := range places {
		if len(name) > len(p) && slices.Equal(name[:len(p)], p) {
			return len(p)
		}
	}
	return 0
}

// others are the characters that stand for the i-th of a place in other places.
func others(place []string, i int) (out []string) {
	for _, p := range places {
		if len(p) == len(place) && p[i] != place[i] && differOnlyAt(p, place, i) {
			out = append(out, p[i])
		}
	}
	return out
}

func differOnlyAt(a, b []string, i int) bool {
	return slices.Equal(a[:i], b[:i]) && slices.Equal(a[i+1:], b[i+1:])
}
