package engine

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"lianshen/policies"
	"lianshen/policies/notice"
)

// Paths within the policies folder.
const (
	ruleDataFile   = "rule_data.yaml"
	ruleDataSchema = "schemas/rule_data.json"
	inputSchema    = "schemas/input.json"
	noticeSchema   = "notice/schema.json"
	referenceDir   = "reference"
)

// set is a rule set as loaded, before it is compiled.
type set struct {
	modules map[string][]byte // text by path, tests left out
	data    map[string]any    // what rules see under data
	schemas map[string]any    // by the name under which annotations refer to them
}

func load(o Options) (*set, error) {
	s := &set{data: map[string]any{}, schemas: map[string]any{}}
	var err error
	if s.modules, err = modules(o.Policies, isModule); err != nil {
		return nil, err
	}
	for name, file := range map[string]string{
		"input": inputSchema, "rule_data": ruleDataSchema, "notice": noticeSchema,
	} {
		if s.schemas[name], err = readJSON(o.Policies, file); err != nil {
			return nil, err
		}
	}
	if s.data["notice"], err = loadNotice(o); err != nil {
		return nil, err
	}
	if s.data["rule_data"], err = loadRuleData(o, s.schemas["rule_data"]); err != nil {
		return nil, err
	}
	return s, s.loadReference(o.Policies)
}

// Data is what rules see under data: the notice, the rule data and the tables, merged and validated.
func Data(o Options) (map[string]any, error) {
	if o.Policies == nil {
		o.Policies = policies.FS
	}
	s, err := load(o)
	if err != nil {
		return nil, err
	}
	return s.data, nil
}

func isTest(name string) bool { return strings.HasSuffix(name, "_test.rego") }

func isModule(name string) bool { return path.Ext(name) == ".rego" && !isTest(name) }

// modules reads the Rego files that want chooses; there must be one.
func modules(fsys fs.FS, want func(name string) bool) (map[string][]byte, error) {
	files, err := readAll(fsys, want)
	if err == nil && len(files) == 0 {
		err = errors.New("the policies folder holds no such Rego file")
	}
	return files, err
}

// readAll reads the files of a rule set that want chooses. The policy of access is none of them.
func readAll(fsys fs.FS, want func(name string) bool) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && name == policies.Access {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !want(name) {
			return err
		}
		files[name], err = fs.ReadFile(fsys, name)
		return err
	})
	return files, err
}

func readJSON(fsys fs.FS, file string) (any, error) {
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return v, nil
}

// loadNotice returns the notice as plain JSON values.
func loadNotice(o Options) (any, error) {
	if o.Notice != nil {
		return plain(o.Notice)
	}
	raw, err := fs.ReadFile(o.Policies, policies.DefaultNotice)
	if err != nil {
		return nil, err
	}
	n, err := notice.Load(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", policies.DefaultNotice, err)
	}
	return plain(n)
}

// loadRuleData merges the deployment's values over the shipped ones and holds the result
// against the schema, so that a misspelt setting stops the start instead of being ignored.
func loadRuleData(o Options, schema any) (any, error) {
	raw, err := fs.ReadFile(o.Policies, ruleDataFile)
	if err != nil {
		return nil, err
	}
	var shipped map[string]any
	if err := yaml.Unmarshal(raw, &shipped); err != nil {
		return nil, fmt.Errorf("%s: %w", ruleDataFile, err)
	}
	data, err := plain(merge(shipped, o.RuleData))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", ruleDataFile, err)
	}
	if err := validate(schema, data); err != nil {
		return nil, fmt.Errorf("%s: %w", ruleDataFile, err)
	}
	return data, nil
}

// merge returns base with the values of over, object by object.
func merge(base, over map[string]any) map[string]any {
	out := maps.Clone(base)
	for key, value := range over {
		inner, ok1 := out[key].(map[string]any)
		outer, ok2 := value.(map[string]any)
		if ok1 && ok2 {
			out[key] = merge(inner, outer)
			continue
		}
		out[key] = value
	}
	return out
}

// plain turns any value into what encoding/json makes of its JSON form.
func plain(v any) (any, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var out any
	err = json.Unmarshal(raw, &out)
	return out, err
}

// slugs are the kinds of document of the notice, in its order.
func (s *set) slugs() []string {
	n, _ := s.data["notice"].(map[string]any)
	kinds, _ := n["kinds"].([]any)
	var slugs []string
	for _, k := range kinds {
		kind, _ := k.(map[string]any)
		if slug, ok := kind["slug"].(string); ok {
			slugs = append(slugs, slug)
		}
	}
	return slugs
}

// revision digests everything that a judgement depends on: the modules with their paths, and
// the data after merging. encoding/json writes maps with sorted keys.
func (s *set) revision() string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(s.modules)) {
		fmt.Fprintf(h, "%s %d\n%s", name, len(s.modules[name]), s.modules[name])
	}
	data, _ := json.Marshal(s.data) // plain JSON values always marshal
	h.Write(data)
	return fmt.Sprintf("sha256:%x", h.Sum(nil))
}
