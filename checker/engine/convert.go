package engine

import (
	"encoding"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"golang.org/x/sync/errgroup"
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
		return number(v.Float())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return ast.InterfaceToValue(v.Int())
	default:
		return ast.InterfaceToValue(v.Uint())
	}
}

// number spares finite values the detour through InterfaceToValue; the others fail there.
func number(f float64) (ast.Value, error) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil, fmt.Errorf("%v has no JSON form", f)
	}
	return ast.Number(strconv.FormatFloat(f, 'g', -1, 64)), nil
}

func convertList(v reflect.Value) (ast.Value, error) {
	if v.Kind() == reflect.Slice && v.IsNil() {
		return ast.NullValue, nil
	}
	if v.Type().Elem().Kind() == reflect.Uint8 {
		return viaJSON(v) // base64
	}
	terms := newTerms(v.Len())
	each := inOrder
	if v.Type().Elem().Kind() == reflect.Struct && heavy(v.Type().Elem()) {
		each = sideBySide
	}
	err := each(len(terms), func(i int) error {
		value, err := convert(v.Index(i))
		terms[i].Value = value
		return err
	})
	if err != nil {
		return nil, err
	}
	return ast.NewArray(terms...), nil
}

// newTerms returns n terms that lie together: a dossier has tens of thousands.
func newTerms(n int) []*ast.Term {
	terms, block := make([]*ast.Term, n), make([]ast.Term, n)
	for i := range terms {
		terms[i] = &block[i]
	}
	return terms
}

func inOrder(n int, do func(int) error) error {
	for i := range n {
		if err := do(i); err != nil {
			return err
		}
	}
	return nil
}

// sideBySide converts the documents of a dossier on all cores.
func sideBySide(n int, do func(int) error) error {
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		g.Go(func() error { return do(i) })
	}
	return g.Wait()
}

// heavy reports whether a struct of type t points to further structs: one of a few large
// things, such as a document with its facts, and not one of a thousand small ones.
func heavy(t reflect.Type) bool {
	for i := range t.NumField() {
		if f := t.Field(i).Type; f.Kind() == reflect.Pointer && f.Elem().Kind() == reflect.Struct && f.Elem().NumField() > heavyFields {
			return true
		}
	}
	return false
}

// heavyFields is more than any small struct that another one points to has.
const heavyFields = 8

func convertMap(v reflect.Value) (ast.Value, error) {
	if v.IsNil() {
		return ast.NullValue, nil
	}
	if v.Type().Key().Kind() != reflect.String {
		return viaJSON(v)
	}
	pairs, terms := make([][2]*ast.Term, 0, v.Len()), newTerms(v.Len())
	for entries := v.MapRange(); entries.Next(); {
		value, err := convert(entries.Value())
		if err != nil {
			return nil, err
		}
		term := terms[len(pairs)]
		term.Value = value
		pairs = append(pairs, [2]*ast.Term{ast.InternedTerm(entries.Key().String()), term})
	}
	return ast.NewObject(pairs...), nil
}

func convertStruct(v reflect.Value) (ast.Value, error) {
	shape := shapeOf(v.Type())
	if shape.embedded {
		return viaJSON(v)
	}
	pairs, terms := make([][2]*ast.Term, 0, len(shape.fields)), newTerms(len(shape.fields))
	for _, f := range shape.fields {
		field := v.Field(f.index)
		if f.omitEmpty && isEmpty(field) {
			continue
		}
		value, err := convert(field)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name.Value, err)
		}
		term := terms[len(pairs)]
		term.Value = value
		pairs = append(pairs, [2]*ast.Term{f.name, term})
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

// shape is how a struct type is written: its fields by their JSON names.
type shape struct {
	fields   []shapeField
	embedded bool // has embedded or unusual fields, whose rules are left to encoding/json
}

type shapeField struct {
	index     int
	name      *ast.Term
	omitEmpty bool
}

var shapes sync.Map // of shape by reflect.Type

func shapeOf(t reflect.Type) shape {
	if p, ok := shapes.Load(t); ok {
		return p.(shape)
	}
	var p shape
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
		p.fields = append(p.fields, shapeField{i, ast.StringTerm(name), options == "omitempty"})
	}
	shapes.Store(t, p)
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
