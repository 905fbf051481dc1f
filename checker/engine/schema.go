package engine

import (
	"maps"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// validate holds plain JSON values against a schema.
func validate(schema, data any) error {
	const url = "schema.json"
	c := jsonschema.NewCompiler()
	if err := c.AddResource(url, schema); err != nil {
		return err
	}
	s, err := c.Compile(url)
	if err != nil {
		return err
	}
	return s.Validate(data)
}

// schemaSet makes the schemas available to annotations as schema.<name>. The addresses in
// $id and $schema are left out: the type checker would look them up.
func (s *set) schemaSet() *ast.SchemaSet {
	out := ast.NewSchemaSet()
	for name, schema := range s.schemas {
		if object, ok := schema.(map[string]any); ok {
			object = maps.Clone(object)
			delete(object, "$id")
			delete(object, "$schema")
			schema = object
		}
		out.Put(ast.SchemaRootRef.Copy().Append(ast.StringTerm(name)), schema)
	}
	return out
}
