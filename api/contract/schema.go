package contract

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
)

// Schema (数据结构) is what JSON may be, as JSON Schema has it.
type Schema struct {
	Ref         string          `yaml:"$ref"`
	Type        string          `yaml:"type"`
	Format      string          `yaml:"format"`
	Description string          `yaml:"description"`
	Items       *Schema         `yaml:"items"`
	Properties  ordered[Schema] `yaml:"properties"`
	Required    []string        `yaml:"required"`
	OneOf       []*Schema       `yaml:"oneOf"`
	// Values are what an object holds besides its properties.
	Values    *Schema  `yaml:"additionalProperties"`
	Enum      []string `yaml:"enum"`
	Pattern   string   `yaml:"pattern"`
	MinLength int      `yaml:"minLength"`
	MaxLength int      `yaml:"maxLength"`
	MinItems  float64  `yaml:"minItems"`
	MaxItems  float64  `yaml:"maxItems"`
	// Any allows all.
	Any  bool `yaml:"-"`
	none bool
}

// UnmarshalYAML reads a schema: true is one that allows all, false one that allows nothing.
func (s *Schema) UnmarshalYAML(n ast.Node) error {
	if b, ok := n.(*ast.BoolNode); ok {
		s.Any, s.none = b.Value, !b.Value
		return nil
	}
	type plain Schema // without this method
	return yaml.NodeToValue(n, (*plain)(s), yaml.Strict())
}

// Property is one of an object's.
type Property struct {
	Name     string
	Schema   *Schema
	Required bool
}

// Fields are the properties of an object.
func (s *Schema) Fields() []Property {
	var out []Property
	for _, p := range s.Properties {
		out = append(out, Property{p.Name, p.Value, slices.Contains(s.Required, p.Name)})
	}
	return out
}

// Nullable reports whether it may be null.
func (s *Schema) Nullable() bool {
	return slices.ContainsFunc(s.OneOf, func(o *Schema) bool { return o.Type == null })
}

// Plain is the schema without null.
func (s *Schema) Plain() *Schema {
	for _, o := range s.OneOf {
		if o.Type != null {
			return o
		}
	}
	return s
}

// Holds is the schema of the values of a map, nil where it is none.
func (s *Schema) Holds() *Schema {
	if s.Values == nil || s.Values.none {
		return nil
	}
	return s.Values
}

// Name is that of the schema that is referred to, "" for one that stands here.
func (s *Schema) Name() string {
	name, _ := strings.CutPrefix(s.Ref, schemaPath)
	return name
}

// refs are all references in a schema.
func (s *Schema) refs() []string {
	if s == nil {
		return nil
	}
	out := append(s.Items.refs(), s.Holds().refs()...)
	if s.Ref != "" {
		out = append(out, s.Ref)
	}
	for _, o := range s.OneOf {
		out = append(out, o.refs()...)
	}
	for _, p := range s.Properties {
		out = append(out, p.Value.refs()...)
	}
	return out
}

const (
	null       = "null"
	schemaPath = "#/components/schemas/"
	paramPath  = "#/components/parameters/"
)
