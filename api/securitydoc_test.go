package api_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var named = regexp.MustCompile("`([a-z0-9_/]+_test\\.go)::(Test[A-Za-z0-9]+)`")

// items are those of chapter V5 of OWASP ASVS 5.0.
var items = []string{
	"V5.1.1", "V5.2.1", "V5.2.2", "V5.2.3", "V5.2.4", "V5.2.5", "V5.2.6", "V5.3.1", "V5.3.2", "V5.3.3", "V5.4.1", "V5.4.2", "V5.4.3",
}

// Every test that docs/security.md names is there, and every item has one or says that it is
// not met.
func TestSecurityDocument(t *testing.T) {
	doc := string(must(os.ReadFile("../docs/security.md"))(t))
	n := 0
	for _, m := range named.FindAllStringSubmatch(doc, -1) {
		n++
		text, err := os.ReadFile(filepath.Join("..", m[1]))
		if err != nil || !strings.Contains(string(text), "func "+m[2]+"(t *testing.T)") {
			t.Errorf("docs/security.md names %s::%s, which is not there: %v", m[1], m[2], err)
		}
	}
	if n < 40 || strings.Count(doc, "::Test") != n {
		t.Errorf("%d tests are named, %d of them readably", strings.Count(doc, "::Test"), n)
	}
	for _, item := range items {
		row := ""
		for line := range strings.Lines(doc) {
			if strings.HasPrefix(line, "| "+item+" |") {
				row = line
			}
		}
		if !named.MatchString(row) && !strings.Contains(row, "**Not met:**") {
			t.Errorf("docs/security.md: %s has no test and is not said to be unmet: %q", item, row)
		}
	}
}
