package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
)

// envelope is the part of an input that Go itself must know.
type envelope struct {
	at    time.Time
	slugs []string // of the documents, as filed
}

// newInput converts an input for Rego. Numbers keep their digits.
func newInput(v any) (*input, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var object map[string]any
	if err := dec.Decode(&object); err != nil {
		return nil, err
	}
	if object == nil {
		return nil, errors.New("it is no JSON object")
	}
	value, err := ast.InterfaceToValue(object)
	if err != nil {
		return nil, err
	}
	env, err := readEnvelope(object)
	return &input{value, env}, err
}

func readEnvelope(object map[string]any) (envelope, error) {
	var env envelope
	at, _ := object["evaluated_at"].(string)
	var err error
	if env.at, err = time.Parse(time.RFC3339, at); err != nil {
		return env, fmt.Errorf("evaluated_at: %w", err)
	}
	docs, _ := object["documents"].([]any)
	for _, d := range docs {
		doc, _ := d.(map[string]any)
		slug, _ := doc["slug"].(string)
		env.slugs = append(env.slugs, slug)
	}
	return env, nil
}
