// Package schema holds the JSON schemas of what lianshen writes and checks documents
// against them: facts (design.md 3.2), reports (3.3) and the line of a refused file (3.1).
//
// The schemas are strict: every key is required, unknown keys are errors, unknown values
// are null. facts.schema.json and report.schema.json are generated from the Go types;
// refused.schema.json and exemptions.schema.json are written by hand.
package schema

import (
	"bytes"
	_ "embed"
	"fmt"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:generate go run ./generate .

// The schemas as JSON, for other tools.
var (
	//go:embed facts.schema.json
	Facts []byte
	//go:embed report.schema.json
	Report []byte
	//go:embed refused.schema.json
	Refused []byte
	// Exemptions is the form of the file of --exemptions, for editors.
	//go:embed exemptions.schema.json
	Exemptions []byte
)

var (
	facts   = sync.OnceValues(func() (*jsonschema.Schema, error) { return compile(Facts) })
	report  = sync.OnceValues(func() (*jsonschema.Schema, error) { return compile(Report) })
	refused = sync.OnceValues(func() (*jsonschema.Schema, error) { return compile(Refused) })

	// OfExemptions is the compiled schema of a file of exemptions.
	OfExemptions = sync.OnceValues(func() (*jsonschema.Schema, error) { return compile(Exemptions) })
)

// ValidateFacts checks one Facts object. The error lists every place that breaks the schema.
func ValidateFacts(doc []byte) error { return validate(facts, "facts", doc) }

// ValidateReport checks one Report object.
func ValidateReport(doc []byte) error { return validate(report, "report", doc) }

// ValidateRefused checks the line that stands for a file that could not be inspected.
func ValidateRefused(doc []byte) error { return validate(refused, "refused file", doc) }

func validate(schema func() (*jsonschema.Schema, error), what string, doc []byte) error {
	s, err := schema()
	if err != nil {
		return fmt.Errorf("schema of %s: %w", what, err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		return fmt.Errorf("%s is not JSON: %w", what, err)
	}
	if err := s.Validate(value); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// compile prepares a schema; formats such as date-time are checked, not only noted.
func compile(raw []byte) (*jsonschema.Schema, error) {
	const url = "schema.json"
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(url, doc); err != nil {
		return nil, err
	}
	return c.Compile(url)
}
