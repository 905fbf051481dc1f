package web

import (
	"path"
	"strings"

	"lianshen/policies/notice"
	"lianshen/workflow"
)

// guess is the document of the project that a file is, going by its name; "" where the name says
// nothing. The longest of the kinds' names and titles in it wins.
func (p *Portal) guess(d *workflow.Dossier, name string) string {
	name = plain(strings.TrimSuffix(name, path.Ext(name)))
	best, length := "", 0
	for _, slug := range p.Workflow.Notice().Required(d.Project.Kind) {
		if n := likeness(p.Workflow.Notice().Kind(slug), name); n > length {
			best, length = slug, n
		}
	}
	return best
}

// likeness is the length of the longest word for a kind in a name.
func likeness(kind *notice.Kind, name string) int {
	longest := 0
	for _, word := range append([]string{kind.Name.ZH, kind.Name.EN, kind.Slug}, kind.Recognise.Titles...) {
		if word = plain(word); strings.Contains(name, word) {
			longest = max(longest, len(word))
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
