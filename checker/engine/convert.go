package engine

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
)

// convert turns a Go value into the Rego value of its JSON form. It gives what marshalling
// and parsing would, without the text between: a dossier holds some thousand lines of text,
// and that detour took longer than judging them. Types with a MarshalJSON or MarshalText of
// their own take the detour.
func convert(v reflect.Value) (ast.Value, error) {
	c := newConverter(nil)
	defer c.done()
	term, err := c.term(v)
	if err != nil {
		return nil, err
	}
	return term.Value, nil
}

// converter converts values; with parts it leaves some of them for later. It is for one
// goroutine. A dossier has tens of thousands of terms, so they are made many at a time, and
// texts that stand in it often are made once.
type converter struct {
	later *parts
	terms []ast.Term
	pairs [][2]*ast.Term // of the objects that are being made
	texts map[string]*ast.Term
}

// converters have room for the next values.
var converters = sync.Pool{New: func() any { return &converter{texts: map[string]*ast.Term{}} }}

func newConverter(later *parts) *converter {
	c := converters.Get().(*converter)
	c.later = later
	return c
}

// done forgets what was converted.
func (c *converter) done() {
	clear(c.texts)
	clear(c.pairs[:cap(c.pairs)])
	c.later, c.terms, c.pairs = nil, nil, c.pairs[:0]
	converters.Put(c)
}

func (c *converter) term(v reflect.Value) (*ast.Term, error) {
	switch v.Kind() {
	case reflect.Invalid:
		return ast.InternedNullTerm, nil
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return ast.InternedNullTerm, nil
		}
		return c.term(v.Elem())
	case reflect.Func, reflect.Chan, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return nil, fmt.Errorf("%s has no JSON form", v.Type())
	}
	if t := v.Type(); t.NumMethod() > 0 && formOf(t).own {
		return c.viaJSON(v)
	}
	switch v.Kind() {
	case reflect.Struct:
		return c.object(v)
	case reflect.Map:
		return c.mapping(v)
	case reflect.Slice, reflect.Array:
		return c.list(v)
	default:
		return c.scalar(v)
	}
}

func (c *converter) scalar(v reflect.Value) (*ast.Term, error) {
	switch v.Kind() {
	case reflect.String:
		return c.text(v.String()), nil
	case reflect.Bool:
		return ast.InternedTerm(v.Bool()), nil
	case reflect.Float32, reflect.Float64:
		return c.number(v.Float())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return ast.InternedTerm(v.Int()), nil
	default:
		return ast.InternedTerm(v.Uint()), nil
	}
}

// shortText is how long a text is at most that may well stand in a dossier again.
const shortText = 64

func (c *converter) text(s string) *ast.Term {
	if len(s) > shortText {
		return c.new(ast.String(s))
	}
	known := c.texts[s]
	if known == nil {
		known = c.new(ast.String(s))
		c.texts[s] = known
	}
	return known
}

// number spares finite values the detour through JSON; the others fail there.
func (c *converter) number(f float64) (*ast.Term, error) {
	if err := finite(f); err != nil {
		return nil, err
	}
	if n := int(f * 1000); n >= 0 && n < len(thousandths) && float64(n)/1000 == f {
		return thousandths[n], nil
	}
	return c.new(ast.Number(strconv.FormatFloat(f, 'g', -1, 64))), nil
}

func finite(f float64) error {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return fmt.Errorf("%v has no JSON form", f)
	}
	return nil
}

// thousandths are the scores that readers give: three decimals between 0 and 1.
var thousandths = func() (all [1001]*ast.Term) {
	for n := range all {
		all[n] = ast.NewTerm(ast.Number(strconv.FormatFloat(float64(n)/1000, 'g', -1, 64)))
	}
	return all
}()

// new returns a term for a value.
func (c *converter) new(v ast.Value) *ast.Term {
	if len(c.terms) == 0 {
		c.terms = make([]ast.Term, termsAtOnce)
	}
	term := &c.terms[0]
	c.terms = c.terms[1:]
	term.Value = v
	return term
}

const termsAtOnce = 128

func (c *converter) viaJSON(v reflect.Value) (*ast.Term, error) {
	text, err := json.Marshal(v.Interface())
	if err != nil {
		return nil, err
	}
	value, err := ast.ValueFromReader(strings.NewReader(string(text)))
	return c.new(value), err
}
