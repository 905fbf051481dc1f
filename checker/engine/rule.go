package engine

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"lianshen/internal/errs"
)

// denyTerm is the name of the rules that give findings.
var denyTerm = ast.VarTerm("deny")

// Everything in collections stands for all kinds of document.
const Everything = "*"

// Rule is one rule of the catalogue, from its METADATA.
type Rule struct {
	Code        string `json:"code"` // "<topic>.<short_name>"
	Topic       string `json:"-"`
	Title       string `json:"title"`
	Description string `json:"-"`
	// Checks are numbers of the domain's check list.
	Checks   []int    `json:"checks"`
	Severity string   `json:"severity"` // block, warn, info
	Basis    []string `json:"basis"`
	// Collections are the slugs of the documents that the rule judges, in the notice's
	// order; empty for a rule about the project.
	Collections []string `json:"collections"`

	Message   errs.Text `json:"-"`
	Solution  errs.Text `json:"-"`
	DependsOn []string  `json:"-"`
	// EffectiveOn is the instant from which the rule is in force; zero means always.
	EffectiveOn time.Time `json:"-"`
	// Location is "file:line".
	Location string `json:"-"`

	checksOf map[string][]int
}

// ChecksFor returns the numbers that concern one document, all of the rule's where the rule
// makes no difference.
func (r Rule) ChecksFor(slug string) []int {
	if checks, ok := r.checksOf[slug]; ok {
		return checks
	}
	return r.Checks
}

// InForce reports whether the rule was in force at the instant.
func (r Rule) InForce(at time.Time) bool { return !at.Before(r.EffectiveOn) }

// custom is the part of METADATA that is ours. An unknown key is an error, so that a typing
// error cannot go unseen.
type custom struct {
	ShortName   string               `json:"short_name"`
	Severity    string               `json:"severity"`
	Checks      []int                `json:"checks"`
	ChecksOf    map[string][]int     `json:"checks_of"`
	FailureMsg  errs.Text            `json:"failure_msg"`
	Solution    errs.Text            `json:"solution"`
	Words       map[string]errs.Text `json:"words"`
	Basis       []string             `json:"basis"`
	Collections []string             `json:"collections"`
	EffectiveOn string               `json:"effective_on"`
	DependsOn   []string             `json:"depends_on"`
}

// catalogue reads the annotations of every deny rule outside lib.
func catalogue(c *ast.Compiler, slugs []string) ([]Rule, error) {
	var rules []Rule
	var faults []error
	for _, m := range c.Modules {
		for _, rule := range m.Rules {
			if !rule.Head.Ref()[0].Equal(denyTerm) {
				continue
			}
			r, err := newRule(c, rule, slugs)
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", rule.Location, err))
				continue
			}
			rules = append(rules, r)
		}
	}
	slices.SortFunc(rules, func(a, b Rule) int { return cmp.Compare(a.Code, b.Code) })
	return rules, errors.Join(append(faults, conflicts(rules)...)...)
}

func newRule(c *ast.Compiler, rule *ast.Rule, slugs []string) (Rule, error) {
	if rule.Head.RuleKind() != ast.MultiValue {
		return Rule{}, errors.New("deny must be written as `deny contains r if { … }`")
	}
	scopes := c.GetAnnotationSet().GetRuleScope(rule)
	if len(scopes) == 0 {
		return Rule{}, errors.New("deny has no METADATA")
	}
	own := scopes[0]
	var meta custom
	if err := decodeCustom(own.Custom, &meta); err != nil {
		return Rule{}, err
	}
	r := Rule{
		Topic:       topicName(rule.Module.Package.Path),
		Title:       own.Title,
		Description: own.Description,
		Checks:      meta.Checks,
		Severity:    meta.Severity,
		Basis:       meta.Basis,
		Collections: expand(meta.Collections, slugs),
		Message:     meta.FailureMsg,
		Solution:    meta.Solution,
		DependsOn:   meta.DependsOn,
		Location:    rule.Location.String(),
		checksOf:    meta.ChecksOf,
	}
	r.Code = r.Topic + "." + meta.ShortName
	return r, r.complete(meta, slugs)
}

func decodeCustom(in map[string]any, out *custom) error {
	raw, err := json.Marshal(in)
	if err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(out); err != nil {
		return fmt.Errorf("METADATA custom: %w", err)
	}
	return nil
}

// complete refuses annotations that later steps rely on and that are missing or wrong.
func (r *Rule) complete(meta custom, slugs []string) error {
	switch {
	case meta.ShortName == "", r.Title == "", r.Description == "":
		return errors.New("METADATA needs title, description and custom.short_name")
	case !slices.Contains(severities, r.Severity):
		return fmt.Errorf("severity %q: want block, warn or info", r.Severity)
	case r.Message.ZH == "", r.Message.EN == "", r.Solution.ZH == "", r.Solution.EN == "":
		return errors.New("failure_msg and solution need zh and en")
	case len(r.Basis) == 0:
		return errors.New("METADATA needs custom.basis")
	}
	for _, slug := range r.Collections {
		if !slices.Contains(slugs, slug) {
			return fmt.Errorf("collection %q is no kind of document of the notice", slug)
		}
	}
	if meta.EffectiveOn == "" {
		return nil
	}
	at, err := time.Parse(time.RFC3339, meta.EffectiveOn)
	r.EffectiveOn = at
	return err
}

func expand(collections, slugs []string) []string {
	if slices.Contains(collections, Everything) {
		return slices.Clone(slugs)
	}
	return append([]string{}, collections...)
}

// conflicts finds codes that stand twice and dependencies that do not exist.
func conflicts(rules []Rule) []error {
	var out []error
	at := map[string]string{}
	for _, r := range rules {
		if other, ok := at[r.Code]; ok {
			out = append(out, fmt.Errorf("%s: code %s stands at %s too", r.Location, r.Code, other))
		}
		at[r.Code] = r.Location
	}
	for _, r := range rules {
		for _, dep := range r.DependsOn {
			if at[dep] == "" {
				out = append(out, fmt.Errorf("%s: depends_on %s, which does not exist", r.Location, dep))
			}
		}
		if dependsOnItself(rules, r.Code, r.DependsOn, map[string]bool{}) {
			out = append(out, fmt.Errorf("%s: %s depends on itself", r.Location, r.Code))
		}
	}
	return out
}

// dependsOnItself follows dependencies back to the code; seen ends other circles.
func dependsOnItself(rules []Rule, code string, deps []string, seen map[string]bool) bool {
	for _, r := range rules {
		if !slices.Contains(deps, r.Code) || seen[r.Code] {
			continue
		}
		seen[r.Code] = true
		if r.Code == code || dependsOnItself(rules, code, r.DependsOn, seen) {
			return true
		}
	}
	return false
}

// topicName is the package's path without "data": "seal".
func topicName(path ast.Ref) string {
	return strings.TrimPrefix(path.String(), "data.")
}

func topicsOf(rules []Rule) []string {
	topics := make([]string, 0, len(rules))
	for _, r := range rules {
		topics = append(topics, r.Topic)
	}
	slices.Sort(topics)
	return slices.Compact(topics)
}
