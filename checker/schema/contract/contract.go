// Package contract derives the JSON schemas of facts and reports from their Go types, so
// that the two cannot drift apart. Only the generator and tests import it.
//
// Start at Facts and Report. The shape comes from the types: every key is required, none is
// added, and a pointer is exactly what may be null. What a type cannot say (ranges,
// patterns, closed sets of strings) stands in rules.go and types.go.
package contract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/invopop/jsonschema"

	"lianshen/checker"
)

// Facts returns the schema of checker.Facts as indented JSON with a final newline.
func Facts() ([]byte, error) { return generate(reflect.TypeFor[checker.Facts](), checker.FactsSchema) }

// Report returns the schema of checker.Report in the same form.
func Report() ([]byte, error) {
	return generate(reflect.TypeFor[checker.Report](), checker.ReportSchema)
}

func generate(root reflect.Type, version string) ([]byte, error) {
	r := jsonschema.Reflector{Anonymous: true, Mapper: mapped}
	schema := r.ReflectFromType(root)
	schema.Title = version
	t := tightener{defs: schema.Definitions, seen: map[reflect.Type]bool{}}
	if err := t.visit(root); err != nil {
		return nil, err
	}
	property(schema.Definitions[root.Name()], "schema").Const = version
	return indent(schema)
}

func indent(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return out.Bytes(), err
}

// tightener walks the Go types beside their definitions and adds what the reflector leaves
// open: rules, and null for pointers.
type tightener struct {
	defs jsonschema.Definitions
	seen map[reflect.Type]bool
}

func (t tightener) visit(typ reflect.Type) error {
	typ = element(typ)
	def, ok := t.defs[typ.Name()]
	if !ok || typ.Kind() != reflect.Struct || t.seen[typ] {
		return nil
	}
	t.seen[typ] = true
	for i := range typ.NumField() {
		if err := t.tighten(def, typ, typ.Field(i)); err != nil {
			return err
		}
	}
	return nil
}

func (t tightener) tighten(def *jsonschema.Schema, typ reflect.Type, field reflect.StructField) error {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	p := property(def, name)
	if p == nil {
		return fmt.Errorf("%s.%s is not in the schema", typ, field.Name)
	}
	if narrow, ok := rules[typ.Name()+"."+name]; ok {
		narrow(p)
	}
	if field.Type.Kind() == reflect.Pointer {
		*p = *orNull(*p)
	}
	return t.visit(field.Type)
}

// element is what a pointer, list or map is made of.
func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	return t
}

// property returns the schema of one key of def, nil when there is none.
func property(def *jsonschema.Schema, name string) *jsonschema.Schema {
	p, _ := def.Properties.Get(name)
	return p
}

func orNull(s jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{&s, {Type: "null"}}}
}
