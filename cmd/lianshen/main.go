// Command lianshen (联审) reads the PDFs that enterprises in Dongguan file when they install
// pollution monitors, judges them with Rego rules, and says what is wrong, where, and how
// to mend it.
//
// This package is the only place that names concrete parts: it wires engines, cell and
// rules together, owns flags and environment, and turns errors into exit codes.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"lianshen/checker/cell"
	"lianshen/internal/errs"
)

// version is set by the build (-ldflags -X main.version=…).
var version = "dev"

func main() {
	if cell.IsChild() {
		os.Exit(cellMain())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// cli is the command line of design.md 3.1.
type cli struct {
	Lang string `help:"Language of messages: zh or en." enum:"zh,en" default:"zh" env:"LIANSHEN_LANG"`

	Inspect  inspectCmd  `cmd:"" help:"Read PDFs and print the facts, without a verdict."`
	Check    checkCmd    `cmd:"" help:"Read PDFs and judge them with the rules."`
	Policy   policyCmd   `cmd:"" help:"Test, lint and list the rules."`
	Eval     evalCmd     `cmd:"" help:"Measure accuracy over a folder of labelled PDFs."`
	Calendar calendarCmd `cmd:"" help:"Count working days."`

	Project     projectCmd     `cmd:"" help:"Open projects and file what belongs to them."`
	Application applicationCmd `cmd:"" help:"Take a networking application to its decision."`
	User        userCmd        `cmd:"" help:"Register people and give them roles."`
	Audit       auditCmd       `cmd:"" help:"Verify or export the audit trail."`
	Migrate     migrateCmd     `cmd:"" help:"Change the schema of the database."`

	Serve serveCmd `cmd:"" help:"Answer over HTTP, with workers in it."`
	Work  workCmd  `cmd:"" help:"Run the workers of the queue."`
	Jobs  jobsCmd  `cmd:"" help:"Show the queue."`
	Fsck  fsckCmd  `cmd:"" help:"Hold rows and files against one another."`

	Version versionCmd `cmd:"" help:"List engines, models, the malware scanner and what isolates the cell."`
}

// program is what every command needs to run.
type program struct {
	config Config
	lang   string
	stdout io.Writer
	stderr io.Writer
}

// exitError ends the program with a code of design.md 3.1 without a message: the command
// has already said everything.
type exitError int

func (e exitError) Error() string { return fmt.Sprintf("exit %d", int(e)) }

// run is the whole program as a function: tests call it with their own streams.
func run(ctx context.Context, args, env []string, stdout, stderr io.Writer) int {
	vars := environment(env)
	p := &program{lang: vars["LIANSHEN_LANG"], stdout: stdout, stderr: stderr}

	var c cli
	exit := -1
	parser, err := kong.New(&c,
		kong.Name("lianshen"),
		kong.Description("联审：污染源自动监控建设材料检查 — checks filings for pollution monitors."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exit = code }),
		kong.Bind(ctx, p),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		return p.fail(err)
	}
	kctx, err := parser.Parse(args)
	if exit >= 0 { // --help was printed
		return exit
	}
	if err != nil {
		return p.fail(usageError(err))
	}
	p.lang = c.Lang
	if p.config, err = configFrom(vars); err != nil {
		return p.fail(err)
	}
	kctx.Bind(commandPath(kctx.Command()))
	return p.fail(kctx.Run())
}

// fail prints err for a person and returns the exit code; nil is 0.
func (p *program) fail(err error) int {
	if err == nil {
		return 0
	}
	var exit exitError
	if errors.As(err, &exit) {
		return int(exit)
	}
	e := errs.As(err)
	fmt.Fprintln(p.stderr, "lianshen: "+e.Message.In(p.lang))
	if remedy := e.Remedy.In(p.lang); remedy != "" {
		fmt.Fprintln(p.stderr, "  → "+remedy)
	}
	if e.Category == errs.Internal {
		fmt.Fprintln(p.stderr, "  "+err.Error())
	}
	return e.Category.ExitCode()
}

// usageError turns the parser's own message, which is English, into one of ours.
func usageError(err error) error {
	return errs.New(errs.Usage, "usage",
		errs.Text{ZH: "命令用法有误:" + err.Error(), EN: "wrong use: " + err.Error()},
		errs.Text{ZH: "用 lianshen --help 查看用法", EN: "see lianshen --help"})
}

// environment turns KEY=VALUE pairs into a map.
func environment(env []string) map[string]string {
	vars := make(map[string]string, len(env))
	for _, kv := range env {
		if k, v, ok := strings.Cut(kv, "="); ok {
			vars[k] = v
		}
	}
	return vars
}
