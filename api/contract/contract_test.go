package contract

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// ours is the contract that is served.
func ours(t *testing.T) (*Contract, []byte) {
	t.Helper()
	raw, err := os.ReadFile("../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return c, raw
}

// Every operation and schema of the file is there, and every summary in Chinese is of one.
func TestParseOurs(t *testing.T) {
	c, raw := ours(t)
	var doc struct {
		Paths      map[string]map[string]any
		Components struct{ Schemas map[string]any }
	}
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	found, want := map[string]bool{}, 0
	for _, path := range doc.Paths {
		want += len(path)
	}
	for _, tag := range c.Tags {
		for _, op := range tag.Operations {
			found[op.ID] = true
			if doc.Paths[op.Path][strings.ToLower(op.Method)] == nil {
				t.Errorf("%s: there is no %s %s", op.ID, op.Method, op.Path)
			}
			if chinese[op.ID] == "" {
				t.Errorf("api/contract/zh.yaml has no line for %s: %s", op.ID, op.Summary.EN)
			}
		}
	}
	if len(found) != want || len(c.Schemas) != len(doc.Components.Schemas) {
		t.Errorf("%d operations of %d, %d schemas of %d", len(found), want, len(c.Schemas), len(doc.Components.Schemas))
	}
	for id := range chinese {
		if !found[id] {
			t.Errorf("api/contract/zh.yaml: %s is no operation", id)
		}
	}
}

// The schema of every example allows it.
func TestExamplesAreValid(t *testing.T) {
	c, raw := ours(t)
	asJSON, err := yaml.YAMLToJSON(raw)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	all := jsonschema.NewCompiler()
	all.AssertFormat()
	if err := all.AddResource("openapi.json", whole); err != nil {
		t.Fatal(err)
	}
	for _, s := range c.Schemas {
		schema, err := all.Compile("openapi.json" + schemaPath + s.Name)
		if err != nil {
			t.Fatal(err)
		}
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(s.Example))
		if err == nil {
			err = schema.Validate(v)
		}
		if err != nil {
			t.Errorf("%s: %v\n%s", s.Name, err, s.Example)
		}
		if len(s.Example) > 16<<10 {
			t.Errorf("%s: an example of %d bytes", s.Name, len(s.Example))
		}
	}
}

// A shell takes every request for one command.
func TestCurl(t *testing.T) {
	c, _ := ours(t)
	for _, tag := range c.Tags {
		for _, op := range tag.Operations {
			out, err := exec.CommandContext(t.Context(), "sh", "-c", "curl() { echo one; }; uuidgen() { echo key; }; "+op.Curl).CombinedOutput()
			if err != nil || string(out) != "one\n" {
				t.Errorf("%s: %v %s\n%s", op.ID, err, out, op.Curl)
			}
		}
	}
	for id, want := range map[string]string{
		"report":  "curl \"$LIANSHEN/api/v1/projects/${ID}/report\" \\\n  -H \"Authorization: Bearer $TOKEN\"",
		"persons": "curl \\\n  \"$LIANSHEN/api/v1/persons?text=%E4%B8%80%E5%8E%82&limit=20\" \\\n  -H \"Authorization: Bearer $TOKEN\"",
		"signIn":  "curl -X POST \"$LIANSHEN/api/v1/session\" \\\n  -H 'Content-Type: application/json' \\\n  -d '{\n  \"code\": \"string\",\n  \"name\": \"string\",\n  \"password\": \"string\"\n}'",
		"upload":  "curl -X PUT \\\n  \"$LIANSHEN/api/v1/projects/${ID}/documents/${SLUG}?name=report.pdf\" \\\n  -H \"Authorization: Bearer $TOKEN\" \\\n  -H 'Content-Type: application/pdf' \\\n  -T report.pdf",
		"events":  "curl -N \"$LIANSHEN/api/v1/projects/${ID}/events\" \\\n  -H \"Authorization: Bearer $TOKEN\"",
		"claim":   "curl -X POST \\\n  \"$LIANSHEN/api/v1/applications/${ID}/claim\" \\\n  -H \"Authorization: Bearer $TOKEN\" \\\n  -H 'If-Match: \"1\"'",
	} {
		if got := c.find(id); got == nil || got.Curl != want {
			t.Errorf("%s: got\n%s\nwant\n%s", id, got.Curl, want)
		}
	}
}

func (c *Contract) find(id string) *Operation {
	for _, tag := range c.Tags {
		for _, op := range tag.Operations {
			if op.ID == id {
				return op
			}
		}
	}
	return nil
}

const small = `
openapi: 3.1.0
info: {title: small, version: "1"}
paths:
  /things/{id}:
    get:
      operationId: thing
      tags: [things]
      summary: A thing.
      security: []
      parameters: [{$ref: "#/components/parameters/Key"}]
      responses:
        "200": {description: done, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
components:
  parameters: {Key: {name: key, in: header, required: false, schema: {type: string}}}
  schemas:
    Thing:
      type: object
      additionalProperties: false
      required: [inner, days]
      properties:
        days: {type: array, items: {type: string, format: date}, minItems: 2, maxItems: 2}
        inner: {oneOf: [{$ref: "#/components/schemas/Thing"}, {type: "null"}]}
        more: {type: object, additionalProperties: {type: integer}}
`

func TestParse(t *testing.T) {
	c, err := Parse([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	op := c.find("thing")
	if !op.Open || op.Method != http.MethodGet || op.Summary.ZH != "A thing." || op.Parameters[0].Name != "key" || op.Answers[0].Status != "200" {
		t.Errorf("%+v", op)
	}
	fields := c.Schemas[0].Schema.Fields()
	if len(fields) != 3 || !fields[1].Required || !fields[1].Schema.Nullable() || fields[1].Schema.Plain().Name() != "Thing" || fields[2].Schema.Holds().Type != "integer" {
		t.Errorf("%+v", fields)
	}
	if n := strings.Count(c.Schemas[0].Example, "inner"); n != depth+1 || !strings.Contains(c.Schemas[0].Example, `"inner": null`) {
		t.Errorf("%d in one another: %s", n, c.Schemas[0].Example)
	}
}

func TestParseRefuses(t *testing.T) {
	for what, change := range map[string][2]string{
		"no schema":      {"schemas/Thing\"}, {type", "schemas/Other\"}, {type"},
		"no parameter":   {"parameters/Key", "parameters/Other"},
		"a word unknown": {"summary: A thing.", "summary: A thing.\n      deprecated: true"},
		"of a schema":    {"format: date", "contentEncoding: base64"},
		"no name":        {"operationId: thing", "operationId: ''"},
		"no mapping":     {"schemas:\n", "schemas: []\n  none:\n"},
	} {
		text := strings.Replace(small, change[0], change[1], 1)
		if text == small {
			t.Fatalf("%s: nothing changed", what)
		}
		if _, err := Parse([]byte(text)); err == nil {
			t.Errorf("%s: parsed", what)
		}
	}
}
