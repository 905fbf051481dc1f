package web

import (
	"embed"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"

	"lianshen/internal/errs"
)

//go:embed locale/*.yaml
var localeFiles embed.FS

// catalogue is the portal's own words by key, in both languages. A part in braces, like {days}, is
// filled in.
type catalogue map[string]errs.Text

var words = loadWords()

func loadWords() catalogue {
	out := catalogue{}
	entries, err := localeFiles.ReadDir("locale")
	if err != nil {
		panic(err) // embedded: seen by the first test
	}
	for _, e := range entries {
		raw, err := localeFiles.ReadFile("locale/" + e.Name())
		if err != nil {
			panic(err)
		}
		area := map[string]errs.Text{}
		if err := yaml.Unmarshal(raw, &area); err != nil {
			panic(fmt.Sprintf("locale/%s: %v", e.Name(), err))
		}
		for key, text := range area {
			if _, ok := out[key]; ok {
				panic(fmt.Sprintf("locale/%s: %s is there already", e.Name(), key))
			}
			out[key] = text
		}
	}
	return out
}

func (c catalogue) has(key string) bool { _, ok := c[key]; return ok }

// say is the text of a key with its parts filled in; pairs are name and value by turns.
func (c catalogue) say(lang, key string, pairs ...any) (string, error) {
	text, ok := c[key]
	if !ok {
		return "", fmt.Errorf("web: no word %q", key)
	}
	parts := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		parts = append(parts, fmt.Sprintf("{%v}", pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return strings.NewReplacer(parts...).Replace(text.In(lang)), nil
}

// t is a text in the language of the visit. A key that is not there is a fault of the program
// that a test finds; a page is not refused for it.
func (v *visit) t(key string, pairs ...any) string {
	text, err := words.say(v.lang, key, pairs...)
	if err != nil {
		return key
	}
	return text
}
