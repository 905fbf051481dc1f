package policies_test

import (
	"os"
	"testing"

	"github.com/goccy/go-yaml"
)

// Every clause names rules that exist or says why a person judges, and every rule serves
// some clause.
func TestClauses(t *testing.T) {
	raw, err := os.ReadFile("clauses.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var clauses []struct {
		Clause string   `yaml:"clause"`
		Rules  []string `yaml:"rules"`
		Reason string   `yaml:"reason"`
	}
	if err := yaml.UnmarshalWithOptions(raw, &clauses, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	unused := map[string]bool{}
	for _, r := range rules(t) {
		unused[r.Code] = true
	}
	known := len(unused)
	used := map[string]bool{}
	for _, c := range clauses {
		if (len(c.Rules) == 0) != (c.Reason != "") {
			t.Errorf("%s: either rules or a reason", c.Clause)
		}
		for _, code := range c.Rules {
			if _, ok := unused[code]; !ok {
				t.Errorf("%s: no rule %s", c.Clause, code)
			}
			used[code] = true
		}
	}
	for code := range used {
		delete(unused, code)
	}
	if known == 0 || len(unused) > 0 {
		t.Errorf("%d rules; these serve no clause: %v", known, unused)
	}
}
