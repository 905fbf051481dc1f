package engine

import (
	"errors"
	"fmt"
	"reflect"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
)

// input is what is judged: the value for Rego, and what Go itself must know of it.
type input struct {
	value ast.Object // without the parts
	parts *parts
	whole func() (ast.Value, error) // the value with all parts
	at    time.Time
	slugs []string // of the documents, as filed
}

func newInput(v any) (*input, error) {
	parts := newParts()
	c := newConverter(parts)
	defer c.done()
	term, err := c.term(reflect.ValueOf(v))
	if err != nil {
		return nil, err
	}
	object, ok := term.Value.(ast.Object)
	if !ok {
		return nil, errors.New("it is no JSON object")
	}
	in := &input{value: object, parts: parts}
	in.whole = sync.OnceValues(func() (ast.Value, error) { return convert(reflect.ValueOf(v)) })
	if in.at, err = time.Parse(time.RFC3339, textAt(object, "evaluated_at")); err != nil {
		return nil, fmt.Errorf("evaluated_at: %w", err)
	}
	in.slugs = slugsOf(object)
	return in, nil
}

func slugsOf(object ast.Object) []string {
	documents, ok := at(object, "documents").(*ast.Array)
	if !ok {
		return nil
	}
	var slugs []string
	documents.Foreach(func(t *ast.Term) {
		if doc, ok := t.Value.(ast.Object); ok {
			slugs = append(slugs, textAt(doc, "slug"))
		}
	})
	return slugs
}

// at is the value of a key, nil when there is none.
func at(object ast.Object, key string) ast.Value {
	if term := object.Get(ast.InternedTerm(key)); term != nil {
		return term.Value
	}
	return nil
}

func textAt(object ast.Object, key string) string {
	text, _ := at(object, key).(ast.String)
	return string(text)
}
