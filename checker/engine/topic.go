package engine

import (
	"context"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"

	"lianshen/checker/engine/plan"
)

// topic is one package of rules, prepared.
type topic struct {
	Topic
	deny, notApplicable string // refs; notApplicable is empty where the topic has none
	query               rego.PreparedEvalQuery
}

func prepare(ctx context.Context, c *ast.Compiler, store storage.Store, rules []Rule) ([]topic, error) {
	var topics []topic
	for _, name := range topicsOf(rules) {
		t := newTopic(c, name)
		var err error
		t.query, err = rego.New(rego.Compiler(c), rego.Store(store), rego.Query(t.asked())).PrepareForEval(ctx)
		if err != nil {
			return nil, fmt.Errorf("prepare topic %s: %w", name, err)
		}
		topics = append(topics, t)
	}
	return topics, nil
}

func newTopic(c *ast.Compiler, name string) topic {
	t := topic{Topic: describeTopic(c, name), deny: fmt.Sprintf("data.%s.deny", name)}
	ref := fmt.Sprintf("data.%s.not_applicable", name)
	if len(c.GetRulesExact(ast.MustParseRef(ref))) > 0 {
		t.notApplicable = ref
	}
	return t
}

// asked is the query for the findings of a topic, and for what it says not to apply where it
// says so at all.
func (t topic) asked() string {
	query := "deny = " + t.deny
	if t.notApplicable != "" {
		query += "; not_applicable = " + t.notApplicable
	}
	return query
}

// planned makes the program of all topics; nil where OPA can make no plan of the rules.
func planned(ctx context.Context, c *ast.Compiler, data map[string]any, topics []topic) *plan.Program {
	value, err := ast.InterfaceToValue(data)
	if err != nil {
		return nil
	}
	var refs []string
	for _, t := range topics {
		refs = append(refs, t.deny)
		if t.notApplicable != "" {
			refs = append(refs, t.notApplicable)
		}
	}
	program, err := plan.New(ctx, c, value, refs)
	if err != nil {
		return nil
	}
	return program
}
