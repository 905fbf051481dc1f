package engine

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
)

// skips reads what a topic says not to apply: a set of {"rule": short name, "document": slug
// or null}; nil where it says nothing.
func skips(topic string, value ast.Value) (map[subject]bool, error) {
	if value == nil {
		return nil, nil
	}
	entries, ok := value.(ast.Set)
	if !ok {
		return nil, fmt.Errorf("not_applicable: %s is no set", ast.ValueName(value))
	}
	out := map[subject]bool{}
	return out, entries.Iter(func(t *ast.Term) error {
		entry, ok := t.Value.(ast.Object)
		if !ok {
			return fmt.Errorf("not_applicable: %v is no object", t)
		}
		rule, isText := at(entry, "rule").(ast.String)
		document, isSlug := at(entry, "document").(ast.String)
		if given := at(entry, "document"); !isText || !isSlug && given != nil && given.Compare(ast.NullValue) != 0 {
			return fmt.Errorf("not_applicable: %v needs a rule, and a document or null", t)
		}
		out[subject{topic + "." + string(rule), string(document)}] = true
		return nil
	})
}
