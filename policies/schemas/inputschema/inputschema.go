// Package inputschema derives the JSON schema of the Rego input from checker.Input, so that
// rules and facts cannot drift apart. Only the generator and tests import it.
package inputschema

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/invopop/jsonschema"

	"lianshen/checker"
)

// Generate returns the schema as indented JSON with a final newline.
//
// A pointer may be null. Rego's type checker knows "type": ["object", "null"] but reads a
// union with a bare null as "anything", so a struct that is reached through a pointer is
// nullable in its definition and not where it is used.
func Generate() ([]byte, error) {
	r := jsonschema.Reflector{Anonymous: true, BaseSchemaID: "https://lianshen/schemas"}
	schema := r.Reflect(&checker.Input{})
	doc, err := plain(schema)
	if err != nil {
		return nil, err
	}
	n := nullable{defs: doc["$defs"].(map[string]any), seen: map[reflect.Type]bool{}}
	n.visit(reflect.TypeFor[checker.Input]())
	return indent(doc)
}

func plain(schema *jsonschema.Schema) (map[string]any, error) {
	raw, err := json.Marshal(schema)
	if err != nil {
		return nil, err
	}
	var doc map[string]any
	err = json.Unmarshal(raw, &doc)
	return doc, err
}

func indent(doc map[string]any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(doc)
	return out.Bytes(), err
}

// nullable walks the Go types beside the schema's definitions and lets pointers be null.
type nullable struct {
	defs map[string]any
	seen map[reflect.Type]bool
}

func (n nullable) visit(t reflect.Type) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	def, ok := n.defs[t.Name()].(map[string]any)
	if !ok || t.Kind() != reflect.Struct || n.seen[t] {
		return
	}
	n.seen[t] = true
	properties, _ := def["properties"].(map[string]any)
	for field := range fields(t) {
		if field.Type.Kind() == reflect.Pointer {
			n.allow(properties[jsonName(field)])
		}
		n.visit(field.Type)
	}
}

func fields(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if !yield(t.Field(i)) {
				return
			}
		}
	}
}

// allow adds null to the type of a property, or to that of the definition it refers to.
func (n nullable) allow(property any) {
	p, ok := property.(map[string]any)
	if !ok {
		return
	}
	if ref, ok := p["$ref"].(string); ok {
		n.allow(n.defs[strings.TrimPrefix(ref, "#/$defs/")])
		return
	}
	if kind, ok := p["type"].(string); ok {
		p["type"] = []any{kind, "null"}
	}
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
