package notice

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"lianshen/policies"
)

//go:embed schema.json
var schemaJSON []byte

// Default returns the notice file that the program carries.
func Default() (*Notice, error) {
	raw, err := policies.FS.ReadFile(policies.DefaultNotice)
	if err != nil {
		return nil, fmt.Errorf("notice: %w", err)
	}
	return Load(raw)
}

// Load reads a notice file in YAML, holds it against the schema and checks that the slugs
// and roles it mentions are its own. Errors name the place in the file.
func Load(raw []byte) (*Notice, error) {
	doc, err := yaml.YAMLToJSON(raw)
	if err != nil {
		return nil, fmt.Errorf("notice: %w", err)
	}
	if err := validate(doc); err != nil {
		return nil, fmt.Errorf("notice: %w", err)
	}
	n := new(Notice)
	if err := json.Unmarshal(doc, n); err != nil {
		return nil, fmt.Errorf("notice: %w", err)
	}
	if err := n.check(); err != nil {
		return nil, fmt.Errorf("notice: %w", err)
	}
	return n, nil
}

func validate(doc []byte) error {
	schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
	if err != nil {
		return err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("notice.json", schema); err != nil {
		return err
	}
	s, err := c.Compile("notice.json")
	if err != nil {
		return err
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		return err
	}
	return s.Validate(instance)
}

// check finds what a schema cannot: repeated and dangling names.
func (n *Notice) check() error {
	slugs := n.Slugs()
	if dup := repeated(slugs); dup != "" {
		return fmt.Errorf("kind %q stands twice", dup)
	}
	if dup := repeated(n.projectKinds()); dup != "" {
		return fmt.Errorf("project %q stands twice", dup)
	}
	for _, p := range n.Projects {
		if err := known(slugs, p.Documents); err != nil {
			return fmt.Errorf("project %q: %w", p.Kind, err)
		}
	}
	for _, group := range n.MayShareFile {
		if err := known(slugs, group); err != nil {
			return fmt.Errorf("may_share_file: %w", err)
		}
	}
	if err := n.checkKinds(); err != nil {
		return err
	}
	return n.checkFlows()
}

func (n *Notice) checkKinds() error {
	for _, k := range n.Kinds {
		if !slices.ContainsFunc(n.Stages, func(s Stage) bool { return s.Number == k.Stage }) {
			return fmt.Errorf("kind %q: no stage %d", k.Slug, k.Stage)
		}
		roles := make([]string, 0, 1+len(k.Seal.Others))
		if k.Seal.Owner != nil {
			roles = append(roles, *k.Seal.Owner)
		}
		for _, o := range k.Seal.Others {
			roles = append(roles, o.Owner)
		}
		if err := known(n.roles(), roles); err != nil {
			return fmt.Errorf("kind %q: seal: %w", k.Slug, err)
		}
	}
	return nil
}

func (n *Notice) roles() []string {
	roles := make([]string, len(n.Parties))
	for i, p := range n.Parties {
		roles[i] = p.Role
	}
	return roles
}

func (n *Notice) projectKinds() []string {
	kinds := make([]string, len(n.Projects))
	for i, p := range n.Projects {
		kinds[i] = p.Kind
	}
	return kinds
}

func known(all, used []string) error {
	for _, u := range used {
		if !slices.Contains(all, u) {
			return fmt.Errorf("%q is not declared", u)
		}
	}
	return nil
}

func repeated(names []string) string {
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return name
		}
	}
	return ""
}
