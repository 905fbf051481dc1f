package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lianshen/checker/engine"
	"lianshen/internal/errs"
)

// policyCmd is for policy authors.
type policyCmd struct {
	List policyListCmd `cmd:"" help:"List the rules."`
	Test policyTestCmd `cmd:"" help:"Run the Rego tests."`
	Lint policyLintCmd `cmd:"" help:"Compile strictly, check types, conventions and layout."`
	Fmt  policyFmtCmd  `cmd:"" help:"Bring Rego files into the usual layout."`
	Docs policyDocsCmd `cmd:"" help:"Write the rule book, Chinese and English, a page a topic."`
}

// policyDir names a rule set; without it the rules in the program are meant.
type policyDir struct {
	Dir    string `arg:"" optional:"" help:"Folder of rules (default: the rules in the program)."`
	Policy string `help:"The same as the argument." placeholder:"DIR"`
}

func (d policyDir) folder() string {
	if d.Dir == "" {
		return d.Policy
	}
	return d.Dir
}

// sourceDir is a folder whose files a command needs themselves: tests and layout are not
// part of the program.
type sourceDir struct {
	Dir    string `arg:"" optional:"" help:"Folder of rules (default: policies)."`
	Policy string `help:"The same as the argument." placeholder:"DIR"`
}

func (d sourceDir) folder() (string, error) {
	dir := policyDir(d).folder()
	if dir == "" {
		dir = "policies"
	}
	if !isDir(dir) {
		return "", errs.New(errs.Usage, "policy.not_found",
			errs.Text{ZH: "规则目录不存在:" + dir, EN: "the folder of rules does not exist: " + dir},
			errs.Text{ZH: "请在源代码目录中运行，或指明规则目录", EN: "run it in the source folder, or name the folder of rules"})
	}
	return dir, nil
}

type policyListCmd struct {
	policyDir
	JSON bool   `name:"json" help:"As an array of objects."`
	As   string `help:"Only rules that judge this kind of document." placeholder:"KIND"`
}

// Run lists the rules with the checks of the domain that they serve.
func (c *policyListCmd) Run(ctx context.Context, p *program) error {
	engineOf, n, err := openRules(ctx, c.folder())
	if err != nil {
		return err
	}
	rules := engineOf.Catalogue()
	if c.As != "" {
		if n.Kind(c.As) == nil {
			return unknownKind(c.As, n.Slugs())
		}
		rules = slices.DeleteFunc(rules, func(r engine.Rule) bool { return !slices.Contains(r.Collections, c.As) })
	}
	if c.JSON {
		enc := json.NewEncoder(p.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(rules)
	}
	for _, r := range rules {
		fmt.Fprintf(p.stdout, "%-32s %-6s %s\n", r.Code, r.Severity, r.Title)
	}
	return nil
}

func unknownKind(kind string, slugs []string) error {
	return errs.New(errs.Usage, "kind.unknown",
		errs.Text{ZH: "没有这种材料:" + kind, EN: "there is no such kind of document: " + kind},
		errs.Text{ZH: "可用:" + strings.Join(slugs, "、"), EN: "choose one of " + strings.Join(slugs, ", ")})
}

type policyTestCmd struct {
	sourceDir
	Coverage  bool    `help:"End with the share of rule lines that tests reach, after those they do not."`
	Threshold float64 `help:"End with 1 when fewer percent of the lines are reached (with --coverage)." default:"0"`
}

// Run runs the Rego tests of a folder; tests are not part of the program. A failed test, or
// too little coverage, ends with 1.
func (c *policyTestCmd) Run(ctx context.Context, p *program) error {
	dir, err := c.folder()
	if err != nil {
		return err
	}
	opts, _, err := ruleOptions(dir)
	if err != nil {
		return err
	}
	report, err := engine.RunTests(ctx, opts)
	if err != nil {
		return malformedRules(err)
	}
	passed := 0
	for _, t := range report.Tests {
		if t.Passed {
			passed++
			continue
		}
		fmt.Fprintf(p.stdout, "FAIL %s %s.%s %s\n%s", t.Location, t.Package, t.Name, strings.Join(t.Cases, ", "), t.Output)
	}
	fmt.Fprintf(p.stdout, "%d passed, %d failed\n", passed, len(report.Tests)-passed)
	if c.Coverage {
		for _, gap := range report.Uncovered {
			fmt.Fprintf(p.stdout, "not covered: %s\n", gap)
		}
		fmt.Fprintf(p.stdout, "coverage: %.1f%% (%d/%d)\n", report.Coverage(), report.Covered, report.Lines)
	}
	if !report.Passed() || c.Coverage && report.Coverage() < c.Threshold {
		return exitError(1)
	}
	return nil
}

type policyLintCmd struct{ policyDir }

// Run checks the rules; problems are listed and end with 1, what does not compile ends with 2.
func (c *policyLintCmd) Run(ctx context.Context, p *program) error {
	opts, _, err := ruleOptions(c.folder())
	if err != nil {
		return err
	}
	problems, err := engine.Lint(ctx, opts)
	if err != nil {
		return malformedRules(err)
	}
	for _, problem := range problems {
		fmt.Fprintln(p.stdout, problem)
	}
	if len(problems) > 0 {
		return exitError(1)
	}
	rules, err := engine.New(ctx, opts)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%d rules, %s\n", len(rules.Catalogue()), rules.Revision())
	return nil
}

type policyFmtCmd struct {
	sourceDir
	Check bool `help:"Change nothing; list the files that would change and end with 1."`
}

// Run rewrites the files that differ from the usual layout, each at once, and names them. A
// file that cannot be parsed stops it before anything is written.
func (c *policyFmtCmd) Run(_ context.Context, p *program) error {
	dir, err := c.folder()
	if err != nil {
		return err
	}
	changed, err := engine.Unformatted(os.DirFS(dir))
	if err != nil {
		return malformedRules(err)
	}
	for _, file := range changed {
		path := filepath.Join(dir, filepath.FromSlash(file.Name))
		fmt.Fprintln(p.stdout, path)
		if c.Check {
			continue
		}
		if err := replaceFile(path, file.Text); err != nil {
			return unwritable(path, err)
		}
	}
	if c.Check && len(changed) > 0 {
		return exitError(1)
	}
	return nil
}

type policyDocsCmd struct {
	policyDir
	Out   string `help:"Folder of the rule book." default:"docs/rules" placeholder:"DIR"`
	Check bool   `help:"Change nothing; list the pages that would change and end with 1."`
}

// Run writes the rule book. Pages of topics that are no more go.
func (c *policyDocsCmd) Run(ctx context.Context, p *program) error {
	rules, _, err := openRules(ctx, c.folder())
	if err != nil {
		return err
	}
	pages, err := rules.Docs()
	if err != nil {
		return err
	}
	stale, err := stalePages(c.Out, pages)
	if err != nil {
		return unwritable(c.Out, err)
	}
	for _, name := range stale {
		path := filepath.Join(c.Out, name)
		fmt.Fprintln(p.stdout, path)
		if !c.Check {
			err = writeRulePage(path, pages[name])
		}
		if err != nil {
			return unwritable(path, err)
		}
	}
	if c.Check && len(stale) > 0 {
		return exitError(1)
	}
	return nil
}

// stalePages are the pages that differ from what lies in dir, and those that lie there and
// are no page.
func stalePages(dir string, pages map[string][]byte) ([]string, error) {
	var out []string
	for name, text := range pages {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != string(text) {
			out = append(out, name)
		}
	}
	there, err := filepath.Glob(filepath.Join(dir, "*.md"))
	for _, path := range there {
		if name := filepath.Base(path); pages[name] == nil {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, err
}

func writeRulePage(path string, text []byte) error {
	if text == nil {
		return os.Remove(path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644) //nolint:gosec // G306: documentation, as open as the sources it lies among
}

// replaceFile writes beside the file and moves it there: an author's file is never half
// written. The file keeps its permissions.
func replaceFile(path string, text []byte) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(path), ".fmt-*")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	_, err = part.Write(text)
	if closing := part.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Chmod(part.Name(), info.Mode().Perm())
	}
	if err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}
