package engine

import (
	"context"
	"fmt"
	"io/fs"
	"time"

	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"lianshen/checker/engine/plan"
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
	// Interpret has OPA evaluate every rule, instead of running the plans that it makes of
	// them. Judgements are the same, and take several times as long.
	Interpret bool
}

// Engine judges inputs by one rule set. It is safe for concurrent use.
type Engine struct {
	rules    []Rule // in order of topic and code
	topics   []topic
	program  *plan.Program // what the topics say, in a faster form; nil where there is none
	slugs    []string      // kinds of document of the notice
	deadline time.Duration
	revision string
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
	if e.topics, err = prepare(ctx, compiler, store, rules); err == nil && !o.Interpret {
		e.program = planned(ctx, compiler, set.data, e.topics)
	}
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
