package engine

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"pgregory.net/rapid"
)

type sample struct {
	Text     string           `json:"text"`
	Number   float64          `json:"number"`
	Count    int              `json:"count"`
	Unsigned uint16           `json:"unsigned"`
	Yes      bool             `json:"yes"`
	At       time.Time        `json:"at"`
	Maybe    *float64         `json:"maybe"`
	Any      any              `json:"any"`
	Box      [4]float64       `json:"box"`
	List     []string         `json:"list"`
	Map      map[string][]int `json:"map"`
	Raw      []byte           `json:"raw"`
	Left     string           `json:"left,omitempty"`
	Inner    *sample          `json:"inner"`
	Plain    int
	Hidden   string `json:"-"`
}

// convert gives what marshalling and parsing gives, whatever the value.
func TestConvertIsTheJSONForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawSample(t, 2)
		sameAsJSON(t, v)
	})
}

func drawSample(t *rapid.T, depth int) sample {
	s := sample{
		Text: rapid.String().Draw(t, "text"), Number: rapid.Float64Range(-1e9, 1e9).Draw(t, "number"),
		Count: rapid.Int().Draw(t, "count"), Unsigned: rapid.Uint16().Draw(t, "unsigned"),
		Yes: rapid.Bool().Draw(t, "yes"), At: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 0).UTC(),
		List: rapid.SliceOf(rapid.String()).Draw(t, "list"),
		Map:  rapid.MapOf(rapid.String(), rapid.SliceOf(rapid.Int())).Draw(t, "map"),
		Raw:  rapid.SliceOf(rapid.Byte()).Draw(t, "raw"), Left: rapid.String().Draw(t, "left"),
	}
	if depth > 0 && rapid.Bool().Draw(t, "deeper") {
		inner := drawSample(t, depth-1)
		s.Inner, s.Any, s.Maybe = &inner, []any{inner, nil, 1.5, "x"}, &inner.Number
	}
	return s
}

func TestConvertOfOtherForms(t *testing.T) {
	type embedding struct {
		sample
		Own int `json:"own"`
	}
	for name, v := range map[string]any{
		"nil": nil, "nil slice": []string(nil), "nil map": map[string]int(nil),
		"embedded": embedding{sample{Text: "x"}, 1}, "number": json.Number("12.50"),
		"int keys": map[int]string{1: "a"}, "as string": struct {
			N int `json:",string"`
		}{3},
	} {
		t.Run(name, func(t *testing.T) { sameAsJSON(t, v) })
	}
}

func TestConvertRefuses(t *testing.T) {
	for _, v := range []any{make(chan int), map[string]any{"f": func() {}}, struct{ C complex128 }{}, []any{make(chan int)}} {
		if got, err := convert(reflect.ValueOf(v)); err == nil {
			t.Errorf("convert(%T) = %v", v, got)
		}
	}
}

func sameAsJSON(t interface {
	Fatal(...any)
	Errorf(string, ...any)
}, v any) {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	want, err := ast.ValueFromReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	got, err := convert(reflect.ValueOf(v))
	if err != nil {
		t.Fatal(err)
	}
	if got.Compare(want) != 0 {
		t.Errorf("convert gives\n%v\nwant\n%v", got, want)
	}
}
