package contract

import (
	"encoding/json"
	"reflect"

	"github.com/invopop/jsonschema"

	"lianshen/checker"
)

// rule narrows the schema of one property.
type rule func(*jsonschema.Schema)

func pattern(p string) rule { return func(s *jsonschema.Schema) { s.Pattern = p } }

func notEmpty(s *jsonschema.Schema) {
	one := uint64(1)
	s.MinLength = &one
}

// between bounds a number, both ends included; "" leaves an end open.
func between(low, high string) rule {
	return func(s *jsonschema.Schema) { s.Minimum, s.Maximum = json.Number(low), json.Number(high) }
}

func oneOf[T any](values ...T) rule {
	return func(s *jsonschema.Schema) {
		for _, v := range values {
			s.Enum = append(s.Enum, v)
		}
	}
}

// items applies a rule to the elements of a list.
func items(r rule) rule { return func(s *jsonschema.Schema) { r(s.Items) } }

// fieldValue allows what a field's value is by type: a string, a count or figure, a Range, or
// a Quantity.
func fieldValue(s *jsonschema.Schema) {
	*s = jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "string"}, {Type: "number"}, rangeSchema(), quantitySchema()}}
}

// secondValue allows a field's value, or null where the second reader saw none.
func secondValue(s *jsonschema.Schema) {
	fieldValue(s)
	s.AnyOf = append(s.AnyOf, &jsonschema.Schema{Type: "null"})
}

// cellValue allows a plain value of a table, or a range; null is a cell that could not be read.
func cellValue(s *jsonschema.Schema) {
	*s = jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "string"}, {Type: "number"}, {Type: "boolean"}, {Type: "null"}, rangeSchema()}}
}

// rangeSchema is checker.Range, which no type of the facts refers to by name.
func rangeSchema() *jsonschema.Schema {
	r := jsonschema.Reflector{Anonymous: true, DoNotReference: true}
	s := r.ReflectFromType(reflect.TypeFor[checker.Range]())
	s.Version = ""
	for p := s.Properties.Oldest(); p != nil; p = p.Next() {
		p.Value = orNull(*p.Value)
	}
	return s
}

// quantitySchema is checker.Quantity: a figure, with its unit where one is known.
func quantitySchema() *jsonschema.Schema {
	r := jsonschema.Reflector{Anonymous: true, DoNotReference: true}
	s := r.ReflectFromType(reflect.TypeFor[checker.Quantity]())
	s.Version = ""
	if unit, ok := s.Properties.Get("unit"); ok {
		s.Properties.Set("unit", orNull(*unit))
	}
	return s
}
