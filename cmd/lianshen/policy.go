package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"lianshen/checker/engine"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
)

// policyCmd is for policy authors.
type policyCmd struct {
	List policyListCmd `cmd:"" help:"List the rules."`
	Test policyTestCmd `cmd:"" help:"Run the Rego tests."`
	Lint policyLintCmd `cmd:"" help:"Compile strictly, with types of the input checked."`
}

// policyDir names a rule set; without it the rules in the program are meant.
type policyDir struct {
	Dir string `arg:"" optional:"" help:"Folder laid out like policies/ (default: the rules in the program)."`
}

func (d policyDir) engine(ctx context.Context) (*engine.Engine, error) {
	n, err := notice.Default()
	if err != nil {
		return nil, err
	}
	return newEngine(ctx, d.Dir, n)
}

type policyListCmd struct {
	policyDir
	JSON bool `name:"json" help:"As an array of objects."`
}

// Run lists the rules with the checks of the domain that they serve.
func (c *policyListCmd) Run(ctx context.Context, p *program) error {
	rules, err := c.engine(ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(p.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(rules.Catalogue())
	}
	for _, r := range rules.Catalogue() {
		fmt.Fprintf(p.stdout, "%-32s %-6s %s\n", r.Code, r.Severity, r.Title)
	}
	return nil
}

type policyTestCmd struct {
	Dir      string `arg:"" optional:"" help:"Folder laid out like policies/." default:"policies"`
	Coverage bool   `help:"End with the share of rule lines that tests reach."`
}

// Run runs the Rego tests of a folder; tests are not part of the program. A failed test
// ends with 1.
func (c *policyTestCmd) Run(ctx context.Context, p *program) error {
	if !isDir(c.Dir) {
		return errs.New(errs.Usage, "policy.not_found",
			errs.Text{ZH: "规则目录不存在:" + c.Dir, EN: "the folder of rules does not exist: " + c.Dir},
			errs.Text{ZH: "请在源代码目录中运行,或指明规则目录", EN: "run it in the source folder, or name the folder of rules"})
	}
	report, err := engine.RunTests(ctx, engine.Options{Policies: os.DirFS(c.Dir)})
	if err != nil {
		return errs.New(errs.Usage, "policy.malformed",
			errs.Text{ZH: "规则无法编译:" + err.Error(), EN: "the rules do not compile: " + err.Error()},
			errs.Text{ZH: "请按提示的文件与行号改正", EN: "correct the file and line that are named"}).Wrap(err)
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
	if !report.Passed() {
		return exitError(1)
	}
	return nil
}

type policyLintCmd struct{ policyDir }

// Run compiles the rules strictly; the error names file and line.
func (c *policyLintCmd) Run(ctx context.Context, p *program) error {
	rules, err := c.engine(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%d rules, %s\n", len(rules.Catalogue()), rules.Revision())
	return nil
}
