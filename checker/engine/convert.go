package engine

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// convert turns a Go value into the Rego value of its JSON form. It gives what marshalling
// and parsing would, without the text between: a dossier holds some thousand lines of text,
// and that detour took longer than judging them. Types with a MarshalJSON or MarshalText of
// their own take the detour.
func convert(v reflect.Value) (ast.Value, error) {
	switch v.Kind() {
	case reflect.Invalid:
		return ast.NullValue, nil
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return ast.NullValue, nil
		}
		return convert(v.Elem())
	case reflect.Func, reflect.Chan, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return nil, fmt.Errorf("%s has no JSON form", v.Type())
	}
	if hasOwnForm(v.Type()) {
		return viaJSON(v)
	}
	switch v.Kind() {
	case reflect.Struct:
		return convertStruct(v)
	case reflect.Map:
		return convertMap(v)
	case reflect.Slice, reflect.Array:
		return convertList(v)
	default:
		return convertScalar(v)
	}
}

func convertScalar(v reflect.Value) (ast.Value, error) {
	switch v.Kind() {
	case reflect.String:
		return ast.String(v.String()), nil
	case reflect.Bool:
		return ast.Boolean(v.Bool()), nil
	case reflect.Float32, reflect.Float64:
		return ast.InterfaceToValue(v.Float())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return ast.InterfaceToValue(v.Int())
	default:
		return ast.InterfaceToValue(v.Uint())
	}
}

func convertList(v reflect.Value) (ast.Value, error) {
	if v.Kind() == reflect.Slice && v.IsNil() {
		return ast.NullValue, nil
	}
	if v.Type().Elem().Kind() == reflect.Uint8 {
		return viaJSON(v) // base64
	}
	terms := make([]*ast.Term, v.Len())
	for i := range terms {
		value, err := convert(v.Index(i))
		if err != nil {
			return nil, err
		}
		terms[i] = ast.NewTerm(value)
	}
	return ast.NewArray(terms...), nil
}

func convertMap(v reflect.Value) (ast.Value, error) {
	if v.IsNil() {
		return ast.NullValue, nil
	}
	if v.Type().Key().Kind() != reflect.String {
		return viaJSON(v)
	}
	pairs := make([][2]*ast.Term, 0, v.Len())
	for entries := v.MapRange(); entries.Next(); {
		value, err := convert(entries.Value())
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, [2]*ast.Term{ast.InternedTerm(entries.Key().String()), ast.NewTerm(value)})
	}
	return ast.NewObject(pairs...), nil
}

func convertStruct(v reflect.Value) (ast.Value, error) {
	plan := planOf(v.Type())
	if plan.embedded {
		return viaJSON(v)
	}
	pairs := make([][2]*ast.Term, 0, len(plan.fields))
	for _, f := range plan.fields {
		field := v.Field(f.index)
		if f.omitEmpty && isEmpty(field) {
			continue
		}
		value, err := convert(field)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name.Value, err)
		}
		pairs = append(pairs, [2]*ast.Term{f.name, ast.NewTerm(value)})
	}
	return ast.NewObject(pairs...), nil
}

// isEmpty is encoding/json's notion of empty.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	default:
		return v.IsZero()
	}
}

// plan is how a struct type is written: its fields by their JSON names.
type plan struct {
	fields   []planField
	embedded bool // has embedded or unusual fields, whose rules are left to encoding/json
}

type planField struct {
	index     int
	name      *ast.Term
	omitEmpty bool
}

var plans sync.Map // of plan by reflect.Type

func planOf(t reflect.Type) plan {
	if p, ok := plans.Load(t); ok {
		return p.(plan)
	}
	var p plan
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		switch {
		case f.Anonymous, options != "" && options != "omitempty":
			p.embedded = true
		case !f.IsExported(), tag == "-":
			continue
		case name == "":
			name = f.Name
		}
		p.fields = append(p.fields, planField{i, ast.StringTerm(name), options == "omitempty"})
	}
	plans.Store(t, p)
	return p
}

var (
	jsonMarshaler = reflect.TypeFor[json.Marshaler]()
	textMarshaler = reflect.TypeFor[encoding.TextMarshaler]()
)

func hasOwnForm(t reflect.Type) bool {
	return t.NumMethod() > 0 && (t.Implements(jsonMarshaler) || t.Implements(textMarshaler)) ||
		t == reflect.TypeFor[json.Number]()
}

func viaJSON(v reflect.Value) (ast.Value, error) {
	text, err := json.Marshal(v.Interface())
	if err != nil {
		return nil, err
	}
	return ast.ValueFromReader(strings.NewReader(string(text)))
}
