package api

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestUnambiguous(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":1,"b":[{"a":2},{"a":3}],"c":null}`: "",
		` 7 `:                                    "",
		`{"a":1,"a":2}`:                          `"a" is there twice`,
		`{"name":1,"NAME":2}`:                    `"NAME" is there twice`,
		`{"s":1,"ſ":2}`:                          `"ſ" is there twice`, // to Go the same letter
		`{"x":{"b":1,"b":1}}`:                    `"b" is there twice`,
		`{} ]`:                                   "after the object",
		`{}{}`:                                   "after the object",
		``:                                       "EOF",
		`{"a":`:                                  "EOF",
		`{"a" 1}`:                                "invalid character",
		strings.Repeat("[", 33) + strings.Repeat("]", 33):       "nested deeper",
		strings.Repeat(`{"a":`, 100_000):                        "nested deeper",
		strings.Repeat("[", 32) + "1" + strings.Repeat("]", 32): "",
		`{"a":` + strings.Repeat("[", 500_000):                  "nested deeper",
	} {
		err := unambiguous([]byte(text))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: %v, want %q", text, err, want)
		}
	}
}

func FuzzUnambiguous(f *testing.F) {
	for _, s := range []string{`{"a":1}`, `{"a":1,"A":2}`, `[[]]`, `{"a":{"b":[1,2,{}]}} x`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if unambiguous(raw) == nil && !json.Valid(raw) {
			t.Errorf("%q is no JSON", raw)
		}
	})
}
