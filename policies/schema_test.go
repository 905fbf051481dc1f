package policies_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"lianshen/checker"
	"lianshen/policies/schemas/inputschema"
)

func TestInputSchemaIsUpToDate(t *testing.T) {
	want, err := inputschema.Generate()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("schemas/input.json")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("schemas/input.json is stale, run `go generate ./policies` (-want +got):\n%s", diff)
	}
}

// Inputs that tests judge look like inputs that the checker builds.
func TestTestInputsFitTheSchema(t *testing.T) {
	schema := compileSchema(t)
	inputs := tests(t).Inputs
	if len(inputs) < 50 {
		t.Fatalf("only %d inputs were seen", len(inputs))
	}
	for _, input := range inputs {
		if err := schema.Validate(roundTrip(t, input)); err != nil {
			t.Errorf("%v\n%s", err, marshal(t, input))
		}
	}
}

// The schema allows what Go writes: null for a nil pointer, everything else present.
func TestSchemaAllowsTheZeroInput(t *testing.T) {
	input := checker.Input{
		Schema: checker.InputSchema, Parties: []checker.Party{}, Outlets: []checker.Outlet{},
		Instruments: []checker.Instrument{{}}, Loggers: []checker.DataLogger{},
		Documents: []checker.Document{{Slug: "contract"}},
	}
	if err := compileSchema(t).Validate(roundTrip(t, input)); err != nil {
		t.Error(err)
	}
}

func TestSchemaRefusesUnknownFacts(t *testing.T) {
	input := roundTrip(t, checker.Input{
		Parties: []checker.Party{}, Outlets: []checker.Outlet{}, Instruments: []checker.Instrument{},
		Loggers: []checker.DataLogger{}, Documents: []checker.Document{},
	}).(map[string]any)
	input["sealed"] = true
	if err := compileSchema(t).Validate(input); err == nil {
		t.Error("a property that no Go type has was accepted")
	}
}

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("schemas/input.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func roundTrip(t *testing.T, v any) any {
	t.Helper()
	var out any
	if err := json.Unmarshal(marshal(t, v), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
