package eval

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// fields counts the kind of document and the values of every key.
//
// A value counts once a key and page, however often it is printed there. field_true is over
// the values that were read for keys the truth has: an invented value breaks a rule as much
// as a missing one.
func (s *scorer) fields() {
	s.kind()
	s.tables()
	s.marks()
	s.photos()
	for _, key := range slices.Sorted(maps.Keys(s.truth.Fields)) {
		want, got := s.wanted(key), s.read(key)
		for _, v := range want {
			right := slices.Contains(got, v)
			s.hit("field_exact", v.page, right)
			s.hit(keyPrefix+key, v.page, right)
			if !right {
				s.blame(v.page, key, v.text, onPage(got, v.page), 1)
			}
		}
		for _, v := range got {
			s.hit("field_true", v.page, said(want, v.text))
		}
	}
}

func (s *scorer) kind() {
	if s.truth.Kind == "" {
		return
	}
	got := value(s.facts.Document.Kind)
	s.hit("kind_exact", 1, got == s.truth.Kind)
	if got != s.truth.Kind {
		s.blame(1, "kind", s.truth.Kind, got, 2)
	}
}

// placed is a value on a page.
type placed struct {
	page int
	text string
}

func (s *scorer) wanted(key string) []placed {
	var out []placed
	for _, f := range s.truth.Fields[key] {
		out = append(out, placed{f.Page, canonical(f.Value)})
	}
	return distinct(out)
}

func (s *scorer) read(key string) []placed {
	var out []placed
	for _, f := range s.facts.Fields[key] {
		out = append(out, placed{f.Page, canonical(f.Value)})
	}
	return distinct(out)
}

func distinct(values []placed) []placed {
	var out []placed
	for _, v := range values {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func said(values []placed, text string) bool {
	return slices.ContainsFunc(values, func(v placed) bool { return v.text == text })
}

// onPage shows what was read for a key on one page.
func onPage(values []placed, page int) string {
	var out []string
	for _, v := range values {
		if v.page == page {
			out = append(out, v.text)
		}
	}
	return strings.Join(out, " | ")
}

// canonical is a value as text, the same for a Go value and for its JSON form: ranges as
// "low–high unit", quantities as "value unit", numbers without trailing zeros, texts normalised.
func canonical(v any) string {
	if s, ok := v.(string); ok {
		return normalise(s)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	var r struct {
		Low, High, Value *float64
		Unit             *string
	}
	if json.Unmarshal(raw, &r) == nil && (r.Low != nil || r.High != nil) {
		return number(r.Low) + "–" + number(r.High) + " " + normalise(value(r.Unit))
	} else if r.Value != nil {
		return strings.TrimSpace(number(r.Value) + " " + normalise(value(r.Unit)))
	}
	return string(raw)
}

func number(f *float64) string {
	if f == nil {
		return ""
	}
	return fmt.Sprint(*f)
}
