package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"

	"lianshen/checker"
	"lianshen/checker/engine"
	"lianshen/policies"
	"lianshen/policies/notice"
)

const opaModule = "github.com/open-policy-agent/opa"

// opaEval is the peer of the rules: `opa eval` of the same version, started as a process on
// the same rules, data and input. It loads and compiles each time, as a script would.
func (b *bench) opaEval(ctx context.Context, rules *engine.Engine, n *notice.Notice, input checker.Input) error {
	opa, err := b.installOPA(ctx)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "opa-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := layOut(dir, n, input); err != nil {
		return err
	}
	var denies []string
	for _, topic := range rules.Topics() {
		denies = append(denies, "data."+topic.Name+".deny")
	}
	ms, err := b.median(func() error {
		cmd := exec.CommandContext(ctx, opa, "eval", "--data", filepath.Join(dir, "policies"), "--input", filepath.Join(dir, "input.json"),
			"--fail", "findings := ["+strings.Join(denies, ", ")+"]")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("opa eval: %w: %.2000s", err, out)
		}
		return nil
	})
	if err != nil {
		return err
	}
	b.table.add(row{name: "opa eval, same rules and facts, started as a process", ms: ms, note: "peer"})
	return nil
}

// installOPA builds the version that is compiled into the program.
func (b *bench) installOPA(ctx context.Context) (string, error) {
	version := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			if dep.Path == opaModule {
				version = dep.Version
			}
		}
	}
	if version == "" {
		return "", errors.New("the program does not know its version of OPA")
	}
	dir, err := filepath.Abs(filepath.Join(b.dir, "opa-"+version))
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "opa")
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	install := exec.CommandContext(ctx, "go", "install", opaModule+"@"+version)
	install.Env = append(os.Environ(), "GOBIN="+dir, "GOFLAGS=")
	if out, err := install.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go install %s: %w: %s", opaModule, err, out)
	}
	return path, nil
}

// layOut writes what `opa eval` loads: the rules without their tests, the data under the
// names that rules know, and the input.
func layOut(dir string, n *notice.Notice, input checker.Input) error {
	err := fs.WalkDir(policies.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".rego" || strings.HasSuffix(name, "_test.rego") {
			return err
		}
		text, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			return err
		}
		return writeBelow(filepath.Join(dir, "policies", name), text)
	})
	if err != nil {
		return err
	}
	data, err := engine.Data(engine.Options{Notice: n})
	if err != nil {
		return err
	}
	for name, v := range map[string]any{"policies/data.json": data, "input.json": input} {
		text, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if err := writeBelow(filepath.Join(dir, name), text); err != nil {
			return err
		}
	}
	return nil
}

func writeBelow(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o600)
}
