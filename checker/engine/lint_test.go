package engine_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"lianshen/checker/engine"
)

func TestLint(t *testing.T) {
	const served = "- clause: 试验\n  rules: [extra.rule]\n"
	good := map[string]string{
		"extra/extra.rego": module(finds), "extra/extra_test.rego": "package extra_test\n\ntest_nothing if 1 == 1\n",
		"clauses.yaml": served,
	}
	change := func(file, old, now string) map[string]string {
		out := map[string]string{}
		for name, text := range good {
			out[name] = text
		}
		out[file] = strings.Replace(out[file], old, now, 1)
		return out
	}
	untested := change("extra/extra.rego", "", "")
	delete(untested, "extra/extra_test.rego")
	for name, tt := range map[string]struct {
		files map[string]string
		want  string // part of the one problem; "" for none
	}{
		"good":              {good, ""},
		"layout":            {change("extra/extra.rego", "\tchain", "  chain"), "extra/extra.rego: not in the usual layout"},
		"no tests":          {untested, "extra/extra.rego: has no tests: extra_test.rego is missing"},
		"placeholders":      {change("extra/extra.rego", "{value} is wrong", "it is wrong"), "failure_msg names [{value}] in Chinese and [] in English"},
		"short name":        {change("extra/extra.rego", "short_name: rule", "short_name: Rule-1"), "extra.Rule-1: "},
		"no checks":         {change("extra/extra.rego", "checks: [1]", "checks: []"), "checks is empty"},
		"not waiting":       {change("extra/extra.rego", "collections: []", "collections: [contract]"), "must depend on file.readable"},
		"no clause":         {change("clauses.yaml", served, "[]\n"), "extra.rule: serves no clause"},
		"rule of a clause":  {change("clauses.yaml", "[extra.rule]", "[extra.rule, no.rule]"), "there is no rule no.rule"},
		"rules and reasons": {change("clauses.yaml", "[extra.rule]", "[extra.rule]\n  reason: x"), "either rules or the reason"},
	} {
		t.Run(name, func(t *testing.T) {
			o, err := overlaid(t, tt.files)
			if err != nil {
				t.Fatal(err)
			}
			problems, err := engine.Lint(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			var mine []string
			for _, p := range problems {
				mine = append(mine, p.String())
			}
			text := strings.Join(mine, "\n")
			if tt.want == "" && text != "" || !strings.Contains(text, tt.want) {
				t.Errorf("problems:\n%s\nwant %q", text, tt.want)
			}
		})
	}
}

// A whole rule set without a clause map has no rule that serves a clause.
func TestLintWantsAClauseMap(t *testing.T) {
	files := folder(t, "none", "").(fstest.MapFS)
	delete(files, "clauses.yaml")
	problems, err := engine.Lint(t.Context(), engine.Options{Policies: files})
	if err != nil {
		t.Fatal(err)
	}
	serves := func(p engine.Problem) bool { return strings.Contains(p.Text, "serves no clause") }
	if rules := newEngine(t, engine.Options{}).Catalogue(); count(problems, serves) != len(rules) {
		t.Errorf("problems: %v", problems)
	}
}

func count(problems []engine.Problem, ok func(engine.Problem) bool) int {
	n := 0
	for _, p := range problems {
		if ok(p) {
			n++
		}
	}
	return n
}

func TestLintRefusesWhatDoesNotCompile(t *testing.T) {
	o, err := overlaid(t, map[string]string{"extra/extra.rego": "package extra\n\ndeny contains {\n"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := engine.Lint(t.Context(), o); err == nil || !strings.Contains(err.Error(), "extra/extra.rego:4") {
		t.Errorf("error = %v", err)
	}
}
