package engine

import (
	"fmt"
	"reflect"
	"runtime"

	"github.com/open-policy-agent/opa/v1/ast"
	"golang.org/x/sync/errgroup"
)

func (c *converter) list(v reflect.Value) (*ast.Term, error) {
	if v.Kind() == reflect.Slice && v.IsNil() {
		return ast.InternedNullTerm, nil
	}
	form := formOf(v.Type())
	switch {
	case form.bytes:
		return c.viaJSON(v) // base64
	case c.later != nil && form.box:
		name, err := nameOfBox(v)
		return c.new(name), err
	case c.later != nil && form.lines && v.Len() > 0:
		name, err := c.later.put(v)
		return c.new(name), err
	case form.heavy:
		return c.sideBySide(v)
	}
	terms := make([]*ast.Term, v.Len())
	for i := range terms {
		var err error
		if terms[i], err = c.term(v.Index(i)); err != nil {
			return nil, err
		}
	}
	return c.new(ast.NewArray(terms...)), nil
}

// sideBySide converts the documents of a dossier on all cores.
func (c *converter) sideBySide(v reflect.Value) (*ast.Term, error) {
	terms := make([]*ast.Term, v.Len())
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i := range terms {
		g.Go(func() (err error) {
			each := newConverter(c.later)
			defer each.done()
			terms[i], err = each.term(v.Index(i))
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return c.new(ast.NewArray(terms...)), nil
}

func (c *converter) mapping(v reflect.Value) (*ast.Term, error) {
	if v.IsNil() {
		return ast.InternedNullTerm, nil
	}
	if v.Type().Key().Kind() != reflect.String || formOf(v.Type().Key()).own {
		return c.viaJSON(v)
	}
	begin := len(c.pairs)
	key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
	for entries := v.MapRange(); entries.Next(); {
		key.SetIterKey(entries)
		value.SetIterValue(entries)
		term, err := c.term(value)
		if err != nil {
			return nil, err
		}
		c.pairs = append(c.pairs, [2]*ast.Term{c.text(key.String()), term})
	}
	return c.objectSince(begin), nil
}

func (c *converter) object(v reflect.Value) (*ast.Term, error) {
	form := formOf(v.Type())
	if form.embedded {
		return c.viaJSON(v)
	}
	begin := len(c.pairs)
	for _, f := range form.fields {
		field := v.Field(f.index)
		if f.omitEmpty && isEmpty(field) {
			continue
		}
		term, err := c.term(field)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name.Value, err)
		}
		c.pairs = append(c.pairs, [2]*ast.Term{f.name, term})
	}
	return c.objectSince(begin), nil
}

// objectSince makes an object of the pairs that were added.
func (c *converter) objectSince(begin int) *ast.Term {
	made := ast.NewObject(c.pairs[begin:]...)
	c.pairs = c.pairs[:begin]
	return c.new(made)
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
