package web

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// used finds the keys of the catalogue in templates and handlers: t "a.b" and v.t("a.b").
var used = regexp.MustCompile(`\bt[ (]"([a-z][a-z0-9_.-]*)"`)

// composed are beginnings of keys that are put together while the program runs.
var composed = []string{"nav.", "done.", "field.", "contract.tag."}

// Every word is there in both languages, with the same parts to fill in, and none is left over.
func TestWords(t *testing.T) {
	part := regexp.MustCompile(`\{[a-z_]+\}`)
	for key, text := range words {
		if text.ZH == "" || text.EN == "" {
			t.Errorf("%s: %+v", key, text)
		}
		zh, en := part.FindAllString(text.ZH, -1), part.FindAllString(text.EN, -1)
		for _, p := range append(zh, en...) {
			if !strings.Contains(text.ZH, p) || !strings.Contains(text.EN, p) {
				t.Errorf("%s: %s is not in both languages", key, p)
			}
		}
	}
	found := map[string]bool{}
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".html") {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, m := range used.FindAllStringSubmatch(string(raw), -1) {
			found[m[1]] = true
			if !words.has(m[1]) && !strings.HasSuffix(m[1], ".") {
				t.Errorf("%s: no word %q", path, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for key := range words {
		if !found[key] && !begins(key) {
			t.Errorf("%s: nothing says it", key)
		}
	}
}

func begins(key string) bool {
	for _, b := range composed {
		if strings.HasPrefix(key, b) {
			return true
		}
	}
	return false
}
