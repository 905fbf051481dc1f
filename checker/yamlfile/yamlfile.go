// Package yamlfile reads YAML that people write by hand and tells their mistakes as they
// need them: the line, the key, and what is wrong with it, in both languages.
package yamlfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"lianshen/internal/errs"
)

// Fault (错误) is one mistake in a file.
type Fault struct {
	Line int    // from 1; 0 when it is not known
	Key  string // "exemptions[0].until"; "" for the whole file
	What errs.Text
}

// Text is the fault as one line.
func (f Fault) Text() errs.Text {
	zh, en := f.What.ZH, f.What.EN
	if f.Key != "" {
		zh, en = f.Key+":"+zh, f.Key+": "+en
	}
	if f.Line > 0 {
		zh, en = fmt.Sprintf("第 %d 行 %s", f.Line, zh), fmt.Sprintf("line %d: %s", f.Line, en)
	}
	return errs.Text{ZH: zh, EN: en}
}

// Texts joins faults, one a line.
func Texts(faults []Fault) errs.Text {
	zh, en := make([]string, len(faults)), make([]string, len(faults))
	for i, f := range faults {
		t := f.Text()
		zh[i], en[i] = t.ZH, t.EN
	}
	return errs.Text{ZH: strings.Join(zh, "\n  "), EN: strings.Join(en, "\n  ")}
}

// File is a file that was read as YAML.
type File struct {
	raw  []byte
	root ast.Node
}

// Parse reads the syntax alone.
func Parse(raw []byte) (*File, []Fault) {
	f := &File{raw: raw}
	file, err := parser.ParseBytes(raw, 0)
	if err != nil {
		return nil, []Fault{syntax(err)}
	}
	if len(file.Docs) > 0 {
		f.root = file.Docs[0].Body
	}
	return f, nil
}

// syntax takes line and words from the parser's own message, "[2:3] …".
func syntax(err error) Fault {
	text, _, _ := strings.Cut(yaml.FormatError(err, false, false), "\n")
	fault := Fault{}
	if place, rest, ok := strings.Cut(strings.TrimPrefix(text, "["), "] "); ok {
		line, _, _ := strings.Cut(place, ":")
		if n, err := strconv.Atoi(line); err == nil {
			fault.Line, text = n, rest
		}
	}
	fault.What = errs.Text{ZH: "YAML 写法有误:" + text, EN: "malformed YAML: " + text}
	return fault
}

// Decode holds the file against the schema and reads it into out. It changes out only when
// there is no fault.
func (f *File) Decode(schema *jsonschema.Schema, out any) []Fault {
	var plain any
	if err := yaml.Unmarshal(f.raw, &plain); err != nil {
		return []Fault{syntax(err)}
	}
	text, err := json.Marshal(plain)
	if err != nil {
		return []Fault{{What: errs.Text{ZH: "内容有误:" + err.Error(), EN: err.Error()}}}
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err == nil {
		err = schema.Validate(value)
	}
	if broken, ok := err.(*jsonschema.ValidationError); ok { //nolint:errorlint // Validate returns the type itself
		return f.faults(broken)
	}
	if err == nil {
		err = yaml.UnmarshalWithOptions(f.raw, out, yaml.Strict())
	}
	if err != nil {
		return []Fault{syntax(err)}
	}
	return nil
}

// faults lists the innermost causes in the order of the file.
func (f *File) faults(e *jsonschema.ValidationError) []Fault {
	var out []Fault
	if len(e.Causes) > 0 {
		for _, cause := range e.Causes {
			out = append(out, f.faults(cause)...)
		}
		slices.SortStableFunc(out, func(a, b Fault) int { return a.Line - b.Line })
		return out
	}
	switch k := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		for _, name := range k.Properties {
			out = append(out, f.At(errs.Text{ZH: "没有这个键", EN: "there is no such key"}, append(slices.Clone(e.InstanceLocation), name)...))
		}
	case *kind.Required:
		for _, name := range k.Missing {
			out = append(out, f.At(errs.Text{ZH: "缺少「" + name + "」", EN: name + " is missing"}, e.InstanceLocation...))
		}
	case *kind.DependentRequired:
		for _, name := range k.Missing {
			out = append(out, f.At(errs.Text{ZH: "须同时写明「" + name + "」", EN: name + " must be given with it"}, append(slices.Clone(e.InstanceLocation), k.Prop)...))
		}
	default:
		detail := e.ErrorKind.LocalizedString(english)
		out = append(out, f.At(errs.Text{ZH: "写法有误:" + detail, EN: detail}, e.InstanceLocation...))
	}
	return out
}

// At is a fault at the place of a path of keys and indices.
func (f *File) At(what errs.Text, path ...string) Fault {
	return Fault{Line: f.line(path), Key: key(path), What: what}
}

// key writes a path as a person does: exemptions[0].until.
func key(path []string) string {
	var b strings.Builder
	for _, p := range path {
		switch _, err := strconv.Atoi(p); {
		case err == nil:
			b.WriteString("[" + p + "]")
		case b.Len() > 0:
			b.WriteString("." + p)
		default:
			b.WriteString(p)
		}
	}
	return b.String()
}

// line is that of the key at the end of the path, or of the last part of it that exists.
func (f *File) line(path []string) int {
	node, line := f.root, 0
	if node != nil {
		line = node.GetToken().Position.Line
	}
	for _, step := range path {
		next, at := child(node, step)
		if next == nil {
			break
		}
		node, line = next, at
	}
	return line
}

// child follows one key or index; nil when there is none.
func child(node ast.Node, step string) (ast.Node, int) {
	switch n := node.(type) {
	case *ast.MappingNode:
		for _, v := range n.Values {
			if token := v.Key.GetToken(); token.Value == step {
				return v.Value, token.Position.Line
			}
		}
	case *ast.MappingValueNode:
		if token := n.Key.GetToken(); token.Value == step {
			return n.Value, token.Position.Line
		}
	case *ast.SequenceNode:
		if i, err := strconv.Atoi(step); err == nil && i >= 0 && i < len(n.Values) {
			return n.Values[i], n.Values[i].GetToken().Position.Line
		}
	case *ast.AnchorNode:
		return child(n.Value, step)
	case *ast.TagNode:
		return child(n.Value, step)
	}
	return nil, 0
}
