package contract

import "encoding/json"

// depth is how many objects lie in one another before an example leaves out what it may.
const depth = 3

// example is JSON that a schema allows, indented. Beyond depth what may be null is, lists are
// empty, and what need not be there is not, so that a type that holds itself has an end.
func (f *file) example(s *Schema) (string, error) {
	raw, err := json.MarshalIndent(f.value(s, 0), "", "  ")
	return string(raw), err
}

func (f *file) value(s *Schema, deep int) any {
	if s.Nullable() {
		if deep > depth {
			return nil
		}
		return f.value(s.Plain(), deep)
	}
	if s.Ref != "" {
		return f.value(f.schema(s.Ref), deep)
	}
	if len(s.Enum) > 0 {
		return s.Enum[0]
	}
	switch s.Type {
	case "": // anything
		return map[string]any{}
	case "object":
		return f.object(s, deep)
	case "array":
		return f.array(s, deep)
	case "integer":
		return 1
	case "number":
		return 0.5
	case "boolean":
		return true
	}
	return text(s.Format)
}

func (f *file) object(s *Schema, deep int) map[string]any {
	out := map[string]any{}
	for _, p := range s.Fields() {
		if p.Required || deep <= depth {
			out[p.Name] = f.value(p.Schema, deep+1)
		}
	}
	if inner := s.Holds(); inner != nil && deep <= depth {
		out["key"] = f.value(inner, deep+1)
	}
	return out
}

func (f *file) array(s *Schema, deep int) []any {
	n := max(1, int(s.MinItems))
	if deep > depth {
		n = int(s.MinItems)
	}
	out := make([]any, n)
	for i := range out {
		out[i] = f.value(s.Items, deep+1)
	}
	return out
}

// text is a string of a format.
func text(format string) string {
	switch format {
	case "date":
		return "2026-12-31"
	case "date-time":
		return "2026-11-02T09:00:00+08:00"
	}
	return "string"
}
