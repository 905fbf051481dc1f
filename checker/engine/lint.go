package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"lianshen/internal/errs"
	"lianshen/policies"
)

// Problem is one breach of the conventions that rules are written by.
type Problem struct {
	Location string // "file" or "file:line"
	Text     string
}

func (p Problem) String() string { return p.Location + ": " + p.Text }

// clausesFile maps clauses to rules.
const clausesFile = "clauses.yaml"

// Lint checks a rule set beyond what New refuses: its layout, and the rules about rules. Its
// error is New's. Of rules that lie over the program's, only the author's files are looked at.
func Lint(ctx context.Context, o Options) ([]Problem, error) {
	if o.Policies == nil {
		o.Policies = policies.FS
	}
	e, err := New(ctx, o)
	if err != nil {
		return nil, err
	}
	problems := e.conventions()
	for _, check := range []func(Options, *Engine) ([]Problem, error){lintFiles, lintClauses} {
		found, err := check(o, e)
		if err != nil {
			return nil, err
		}
		problems = append(problems, found...)
	}
	slices.SortStableFunc(problems, func(a, b Problem) int { return cmp.Compare(a.Location, b.Location) })
	return problems, nil
}

// shortName is how codes are spelt; others build addresses and file names from them.
var shortName = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func (e *Engine) conventions() []Problem {
	var out []Problem
	say := func(r Rule, format string, args ...any) {
		out = append(out, Problem{r.Location, r.Code + ": " + fmt.Sprintf(format, args...)})
	}
	for _, r := range e.rules {
		if !shortName.MatchString(strings.TrimPrefix(r.Code, r.Topic+".")) {
			say(r, "short_name must be lower case with underscores")
		}
		if len(r.Checks) == 0 {
			say(r, "checks is empty: name the numbers of the check list that it serves")
		}
		for name, text := range map[string]errs.Text{"failure_msg": r.Message, "solution": r.Solution} {
			if zh, en := placeholders(text.ZH), placeholders(text.EN); !slices.Equal(zh, en) {
				say(r, "%s names %v in Chinese and %v in English", name, zh, en)
			}
		}
		// It says nothing about a document that could not be read, so it must wait for it.
		if len(r.Collections) > 0 && r.Code != readable && e.rule(readable) != nil && !e.reaches(r, readable) {
			say(r, "a rule about documents must depend on %s, directly or through others", readable)
		}
	}
	return out
}

// readable is the rule that speaks for documents that could not be opened.
const readable = "file.readable"

func (e *Engine) reaches(r Rule, code string) bool {
	return slices.ContainsFunc(r.DependsOn, func(dep string) bool {
		return dep == code || e.reaches(*e.rule(dep), code)
	})
}

func placeholders(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// own is the part of a rule set that its author wrote.
func own(fsys fs.FS) fs.FS {
	if o, ok := fsys.(overlay); ok {
		return o.over
	}
	return fsys
}

// lintFiles looks at the author's Rego files: usual layout, tests beside every rule file. The
// rules in the program were built without their tests.
func lintFiles(o Options, _ *Engine) ([]Problem, error) {
	fsys := own(o.Policies)
	files, err := regoFiles(fsys)
	if err != nil {
		return nil, err
	}
	unformatted, err := Unformatted(fsys)
	if err != nil {
		return nil, err
	}
	var out []Problem
	for _, file := range unformatted {
		out = append(out, Problem{file.Name, "not in the usual layout: run policy fmt"})
	}
	for name := range files {
		test := strings.TrimSuffix(name, ".rego") + "_test.rego"
		if _, tested := files[test]; !tested && !isTest(name) && !strings.HasPrefix(name, "lib/") && fsys != fs.FS(policies.FS) {
			out = append(out, Problem{name, "has no tests: " + path.Base(test) + " is missing"})
		}
	}
	return out, nil
}

// SourceFile is a file of a rule set, by its path within it.
type SourceFile struct {
	Name string
	Text []byte
}

// Unformatted are the Rego files of a folder that are not in the usual layout, as they would
// be in it, in order of their names.
func Unformatted(fsys fs.FS) ([]SourceFile, error) {
	files, err := regoFiles(fsys)
	if err != nil {
		return nil, err
	}
	var out []SourceFile
	for _, name := range slices.Sorted(maps.Keys(files)) {
		text, err := Format(name, files[name])
		if err != nil {
			return nil, err
		}
		if string(text) != string(files[name]) {
			out = append(out, SourceFile{name, text})
		}
	}
	return out, nil
}

// regoFiles are the Rego files of a folder, tests included.
func regoFiles(fsys fs.FS) (map[string][]byte, error) {
	return readAll(fsys, func(name string) bool { return path.Ext(name) == ".rego" })
}

// clause is one entry of the clause map.
type clause struct {
	Clause string   `yaml:"clause"`
	Rules  []string `yaml:"rules"`
	Reason string   `yaml:"reason"`
}

// lintClauses holds the clause map against the catalogue: every clause names rules that
// exist or says why a person judges, and every rule serves some clause. The clauses of an
// overlay add to those below it.
func lintClauses(o Options, e *Engine) ([]Problem, error) {
	mine, err := readClauses(own(o.Policies))
	if err != nil {
		return nil, err
	}
	all := mine
	if over, ok := o.Policies.(overlay); ok {
		below, err := readClauses(over.under)
		if err != nil {
			return nil, err
		}
		all = append(slices.Clone(mine), below...)
	}
	var out []Problem
	for _, c := range mine {
		if (len(c.Rules) == 0) != (c.Reason != "") {
			out = append(out, Problem{clausesFile, c.Clause + ": either rules or the reason why a person judges"})
		}
		for _, code := range c.Rules {
			if e.rule(code) == nil {
				out = append(out, Problem{clausesFile, c.Clause + ": there is no rule " + code})
			}
		}
	}
	unserved, err := e.unserved(own(o.Policies), all)
	return append(out, unserved...), err
}

// unserved are rules of the author's files that no clause names.
func (e *Engine) unserved(fsys fs.FS, clauses []clause) ([]Problem, error) {
	files, err := regoFiles(fsys)
	if err != nil {
		return nil, err
	}
	var out []Problem
	for _, r := range e.rules {
		file, _, _ := strings.Cut(r.Location, ":")
		serves := func(c clause) bool { return slices.Contains(c.Rules, r.Code) }
		if _, mine := files[file]; mine && !slices.ContainsFunc(clauses, serves) {
			out = append(out, Problem{r.Location, r.Code + ": serves no clause of " + clausesFile})
		}
	}
	return out, nil
}

// readClauses gives none for a folder without a map.
func readClauses(fsys fs.FS) ([]clause, error) {
	raw, err := fs.ReadFile(fsys, clausesFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var clauses []clause
	if err := yaml.UnmarshalWithOptions(raw, &clauses, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%s: %w", clausesFile, err)
	}
	return clauses, nil
}
