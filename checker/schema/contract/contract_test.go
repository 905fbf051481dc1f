package contract

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// definitions returns the properties of every type of both schemas, by "Type.key".
func definitions(t *testing.T) map[string]map[string]any {
	t.Helper()
	out := map[string]map[string]any{}
	for _, schema := range []func() ([]byte, error){Facts, Report} {
		raw, err := schema()
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Defs map[string]struct {
				Properties map[string]map[string]any
			} `json:"$defs"`
		}
		if err := json.Unmarshal(raw, &doc); err != nil {
			t.Fatal(err)
		}
		for name, def := range doc.Defs {
			for key, property := range def.Properties {
				out[name+"."+key] = property
			}
		}
	}
	return out
}

// A rule for a key that was renamed would silently narrow nothing.
func TestEveryRuleHasItsKey(t *testing.T) {
	known := definitions(t)
	for _, key := range slices.Sorted(maps.Keys(rules)) {
		if known[key] == nil {
			t.Errorf("rule for %s: no such property", key)
		}
	}
}

func TestEveryScoreIsBounded(t *testing.T) {
	seen := 0
	for key, property := range definitions(t) {
		if !strings.HasSuffix(key, "score") && !strings.HasSuffix(key, "confidence") {
			continue
		}
		seen++
		if options, ok := property["anyOf"].([]any); ok {
			property = options[0].(map[string]any)
		}
		if property["minimum"] != 0.0 || property["maximum"] != 1.0 {
			t.Errorf("%s is not held within 0 and 1: %v", key, property)
		}
	}
	if seen < 9 {
		t.Errorf("only %d scores were seen", seen)
	}
}
