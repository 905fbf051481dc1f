package engine

import (
	"encoding"
	"encoding/json"
	"reflect"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// form is how values of a type are written.
type form struct {
	own      bool // by the type's own MarshalJSON or MarshalText
	embedded bool // a struct with embedded or unusual fields, whose rules are left to encoding/json
	fields   []formField

	bytes bool // a list of bytes
	box   bool // an array of numbers, as boxes are
	lines bool // a list of lines
	heavy bool // a list of a few large things, such as documents with their facts
}

// formField is a field of a struct by its JSON name.
type formField struct {
	index     int
	name      *ast.Term
	omitEmpty bool
}

var forms sync.Map // of *form by reflect.Type

func formOf(t reflect.Type) *form {
	if f, ok := forms.Load(t); ok {
		return f.(*form)
	}
	f := &form{own: hasOwnForm(t)}
	switch t.Kind() {
	case reflect.Struct:
		f.readFields(t)
	case reflect.Slice, reflect.Array:
		element := t.Elem()
		f.bytes = element.Kind() == reflect.Uint8
		f.box = isBox(t)
		f.lines = t.Kind() == reflect.Slice && isLine(element)
		f.heavy = element.Kind() == reflect.Struct && isHeavy(element)
	}
	forms.Store(t, f)
	return f
}

func (f *form) readFields(t reflect.Type) {
	for i := range t.NumField() {
		field := t.Field(i)
		tag := field.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		switch {
		case field.Anonymous, options != "" && options != "omitempty":
			f.embedded = true
		case !field.IsExported(), tag == "-":
			continue
		case name == "":
			name = field.Name
		}
		f.fields = append(f.fields, formField{i, ast.InternedTerm(name), options == "omitempty"})
	}
}

var (
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
)

func hasOwnForm(t reflect.Type) bool {
	return t.NumMethod() > 0 && (t.Implements(jsonMarshaler) || t.Implements(textMarshaler)) ||
		t == reflect.TypeFor[json.Number]()
}

func isBox(t reflect.Type) bool {
	return t.Kind() == reflect.Array && t.Elem().Kind() == reflect.Float64 && !hasOwnForm(t)
}

// isLine reports whether a struct is text with a box, and nothing else.
func isLine(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || hasOwnForm(t) {
		return false
	}
	boxes := 0
	for i := range t.NumField() {
		f := t.Field(i)
		switch {
		case !f.IsExported(), hasOwnForm(f.Type):
			return false
		case isBox(f.Type):
			boxes++
		case f.Type.Kind() != reflect.String && f.Type.Kind() != reflect.Float64:
			return false
		}
	}
	return boxes > 0
}

// isHeavy reports whether a struct of type t points to further structs: one of a few large
// things, and not one of a thousand small ones.
func isHeavy(t reflect.Type) bool {
	for i := range t.NumField() {
		if f := t.Field(i).Type; f.Kind() == reflect.Pointer && f.Elem().Kind() == reflect.Struct && f.Elem().NumField() > heavyFields {
			return true
		}
	}
	return false
}

// heavyFields is more than any small struct that another one points to has.
const heavyFields = 8
