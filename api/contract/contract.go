package contract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"lianshen/internal/errs"
)

// Contract (接口契约) is all of it, in the order of the file.
type Contract struct {
	Title, Version string
	Tags           []Tag
	Schemas        []Component
}

// Tag (分组) has the operations on one thing.
type Tag struct {
	Name       string
	Operations []*Operation
}

// Component is a schema with a name, and JSON that it allows.
type Component struct {
	Name    string
	Schema  *Schema
	Example string
}

// Operation (接口) is one request that is answered.
type Operation struct {
	ID, Method, Path string
	Summary          errs.Text
	// Open answers without anyone being signed in.
	Open       bool
	Parameters []*Parameter
	Request    []Body
	Answers    []Answer
	// Curl is a command that makes the request, with variables of a shell for what is one's own.
	Curl string
}

// Parameter is a part of the path, of the query, or a header, as In says.
type Parameter struct {
	Ref         string  `yaml:"$ref"`
	Name        string  `yaml:"name"`
	In          string  `yaml:"in"`
	Required    bool    `yaml:"required"`
	Description string  `yaml:"description"`
	Schema      *Schema `yaml:"schema"`
}

// Body is what is sent or answered as one media type. Example is of JSON, "" for others.
type Body struct {
	Media   string
	Schema  *Schema
	Example string
}

// Answer is by status, "default" for every other one.
type Answer struct {
	Status, Description string
	Bodies              []Body
}

// Parse reads the contract. A reference to what is not there is an error, as is a word of OpenAPI
// that is not shown.
func Parse(raw []byte) (*Contract, error) {
	f := &file{}
	if err := yaml.UnmarshalWithOptions(raw, f, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("contract: %w", err)
	}
	out := &Contract{Title: f.Info.Title, Version: f.Info.Version}
	for _, s := range f.Components.Schemas {
		if err := f.known(s.Value); err != nil {
			return nil, fmt.Errorf("contract: %s: %w", s.Name, err)
		}
	}
	for _, s := range f.Components.Schemas {
		example, err := f.example(s.Value)
		if err != nil {
			return nil, err
		}
		out.Schemas = append(out.Schemas, Component{s.Name, s.Value, example})
	}
	for _, path := range f.Paths {
		for _, o := range *path.Value {
			op, err := f.operation(path.Name, o)
			if err != nil {
				return nil, fmt.Errorf("contract: %s: %w", o.Value.ID, err)
			}
			out.add(o.Value.Tags[0], op)
		}
	}
	return out, nil
}

func (c *Contract) add(tag string, op *Operation) {
	at := slices.IndexFunc(c.Tags, func(t Tag) bool { return t.Name == tag })
	if at < 0 {
		at, c.Tags = len(c.Tags), append(c.Tags, Tag{Name: tag})
	}
	c.Tags[at].Operations = append(c.Tags[at].Operations, op)
}

func (f *file) operation(path string, e entry[operation]) (*Operation, error) {
	o := e.Value
	if o.ID == "" || len(o.Tags) == 0 {
		return nil, fmt.Errorf("%s %s has no operationId or no tag", e.Name, path)
	}
	out := &Operation{
		ID: o.ID, Method: strings.ToUpper(e.Name), Path: path, Summary: errs.Text{ZH: chinese[o.ID], EN: o.Summary},
		Open: o.Security != nil && len(*o.Security) == 0,
	}
	if out.Summary.ZH == "" {
		out.Summary.ZH = o.Summary
	}
	var err error
	if out.Parameters, err = f.parameters(o.Parameters); err != nil {
		return nil, err
	}
	if out.Request, err = f.bodies(o.Request.Content); err != nil {
		return nil, err
	}
	for _, a := range o.Answers {
		bodies, err := f.bodies(a.Value.Content)
		if err != nil {
			return nil, err
		}
		out.Answers = append(out.Answers, Answer{a.Name, a.Value.Description, bodies})
	}
	out.Curl = out.curl()
	return out, nil
}

func (f *file) parameters(all []*Parameter) ([]*Parameter, error) {
	var out []*Parameter
	for _, p := range all {
		if name, ok := strings.CutPrefix(p.Ref, paramPath); ok {
			at := slices.IndexFunc(f.Components.Parameters, func(e entry[Parameter]) bool { return e.Name == name })
			if at < 0 {
				return nil, fmt.Errorf("there is no %s", p.Ref)
			}
			p = f.Components.Parameters[at].Value
		}
		if p.Schema == nil {
			return nil, fmt.Errorf("%s has no schema", p.Name)
		}
		out = append(out, p)
	}
	return out, nil
}

func (f *file) bodies(content ordered[media]) ([]Body, error) {
	var out []Body
	for _, m := range content {
		b := Body{Media: m.Name, Schema: m.Value.Schema}
		if b.Schema == nil {
			return nil, fmt.Errorf("%s has no schema", m.Name)
		}
		if err := f.known(b.Schema); err != nil {
			return nil, err
		}
		if m.Name == jsonMedia {
			var err error
			if b.Example, err = f.example(b.Schema); err != nil {
				return nil, err
			}
		}
		out = append(out, b)
	}
	return out, nil
}

// known finds references to what is not there.
func (f *file) known(s *Schema) error {
	for _, ref := range s.refs() {
		if f.schema(ref) == nil {
			return fmt.Errorf("there is no %s", ref)
		}
	}
	return nil
}

func (f *file) schema(ref string) *Schema {
	name, ok := strings.CutPrefix(ref, schemaPath)
	for _, s := range f.Components.Schemas {
		if ok && s.Name == name {
			return s.Value
		}
	}
	return nil
}
