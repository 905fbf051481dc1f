package web

import (
	"path"
	"strings"

	"lianshen/policies/notice"
	"lianshen/workflow"
)

// guess is the document of the project that a file is, going by its name; "" where the name says
// nothing, or fits several. The longest of what the name and the kinds' titles have in common wins.
func (p *Portal) guess(d *workflow.Dossier, name string) string {
	words := []rune(plain(strings.TrimSuffix(name, path.Ext(name))))
	best, length := "", 0
	for _, slug := range p.Workflow.Notice().Required(d.Project.Kind) {
		switch n := likeness(p.Workflow.Notice().Kind(slug), words); {
		case n > length:
			best, length = slug, n
		case n == length:
			best = ""
		}
	}
	return best
}

// fewest is how many characters say something: two of Chinese.
const fewest = 2

// likeness is how well a name fits a kind: more for what is longer, and for a title that is there
// as a whole. 0 is not at all.
func likeness(kind *notice.Kind, name []rune) int {
	most := 0
	for _, word := range append([]string{kind.Name.ZH, kind.Name.EN, kind.Slug}, kind.Recognise.Titles...) {
		title := []rune(plain(word))
		n := common(title, name)
		if latin := n > 0 && title[0] < 0x80; n < fewest || latin && n < len(title) {
			continue // a few Latin letters are in any name
		}
		if most = max(most, 2*n); n == len(title) {
			most = max(most, 2*n+1)
		}
	}
	return most
}

// common is the length of the longest part that two texts have in common.
func common(a, b []rune) int {
	longest := 0
	row := make([]int, len(b)+1)
	for _, x := range a {
		for j := len(b); j > 0; j-- {
			if row[j] = 0; x == b[j-1] {
				row[j] = row[j-1] + 1
				longest = max(longest, row[j])
			}
		}
	}
	return longest
}

// plain leaves letters and characters, so that spaces, dashes and brackets divide no word.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t_-—·.,，、()（）[]【】「」《》+&", r) {
			return -1
		}
		return r
	}, strings.ToLower(s))
}
