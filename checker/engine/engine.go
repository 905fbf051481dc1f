package engine

import (
	"context"
	"fmt"
	"io/fs"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"lianshen/policies"
)

// DefaultDeadline bounds one evaluation: a thousand times what a full dossier takes.
const DefaultDeadline = 5 * time.Second

// Options configure an Engine; the zero value judges by what the program carries.
type Options struct {
	// Policies is a folder of the layout of package policies; nil is policies.FS.
	Policies fs.FS
	// Notice has the JSON form of the notice file; nil is the default notice of Policies.
	Notice any
	// RuleData overrides single values of rule_data.yaml; the result must fit its schema.
	RuleData map[string]any
	// Deadline bounds one evaluation; 0 is DefaultDeadline.
	Deadline time.Duration
}

// Engine judges inputs by one rule set. It is safe for concurrent use.
type Engine struct {
	rules    []Rule // in order of topic and code
	topics   []topic
	slugs    []string // kinds of document of the notice
	deadline time.Duration
	revision string
}

// topic is one package of rules, prepared.
type topic struct {
	Topic
	query rego.PreparedEvalQuery
}

// New loads, compiles and prepares the rules. Its errors name the file and line at fault.
func New(ctx context.Context, o Options) (*Engine, error) {
	if o.Policies == nil {
		o.Policies = policies.FS
	}
	if o.Deadline == 0 {
		o.Deadline = DefaultDeadline
	}
	set, err := load(o)
	if err != nil {
		return nil, fmt.Errorf("load policies: %w", err)
	}
	compiler, err := set.compile()
	if err != nil {
		return nil, fmt.Errorf("compile policies: %w", err)
	}
	rules, err := catalogue(compiler, set.slugs())
	if err != nil {
		return nil, fmt.Errorf("read rule annotations: %w", err)
	}
	e := &Engine{rules: rules, slugs: set.slugs(), deadline: o.Deadline, revision: set.revision()}
	// Kept as Rego sees it: otherwise every query would convert the tables it looks into.
	store := inmem.NewFromObjectWithOpts(set.data, inmem.OptReturnASTValuesOnRead(true))
	e.topics, err = prepare(ctx, compiler, store, rules)
	return e, err
}

// Catalogue returns the rules in order of topic and code.
func (e *Engine) Catalogue() []Rule {
	out := make([]Rule, len(e.rules))
	copy(out, e.rules)
	return out
}

// Revision is "sha256:" and the digest of the rules and their data.
func (e *Engine) Revision() string { return e.revision }

func prepare(ctx context.Context, c *ast.Compiler, store storage.Store, rules []Rule) ([]topic, error) {
	var topics []topic
	for _, name := range topicsOf(rules) {
		query, err := rego.New(
			rego.Compiler(c),
			rego.Store(store),
			rego.Query(queryFor(c, name)),
		).PrepareForEval(ctx)
		if err != nil {
			return nil, fmt.Errorf("prepare topic %s: %w", name, err)
		}
		topics = append(topics, topic{describeTopic(c, name), query})
	}
	return topics, nil
}

// queryFor asks for the findings of a topic, and for what it says not to apply where it
// says so at all.
func queryFor(c *ast.Compiler, topic string) string {
	query := fmt.Sprintf("deny = data.%s.deny", topic)
	ref := ast.MustParseRef(fmt.Sprintf("data.%s.not_applicable", topic))
	if len(c.GetRulesExact(ref)) > 0 {
		query += fmt.Sprintf("; not_applicable = %s", ref)
	}
	return query
}
