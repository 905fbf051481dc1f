// Command generate writes what is derived from the rules and the types they judge:
//
//	generate schema FILE   the JSON schema of checker.Input
//	generate docs DIR      a page for every topic of rules, and an index
//	generate flows FILE    diagram and table of the workflow
//
// Tests fail when the results in the repository are stale.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"lianshen/checker/engine"
	"lianshen/policies/notice"
	"lianshen/policies/schemas/inputschema"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 2 && args[0] == "schema":
		return schema(args[1])
	case len(args) == 2 && args[0] == "docs":
		return docs(args[1])
	case len(args) == 2 && args[0] == "flows":
		return flows(args[1])
	default:
		return errors.New("usage: generate schema FILE | generate docs DIR | generate flows FILE")
	}
}

func schema(file string) error {
	raw, err := inputschema.Generate()
	if err != nil {
		return err
	}
	return write(file, raw)
}

func flows(file string) error {
	n, err := notice.Default()
	if err != nil {
		return err
	}
	return write(file, n.FlowDoc())
}

func docs(dir string) error {
	e, err := engine.New(context.Background(), engine.Options{Policies: os.DirFS(".")})
	if err != nil {
		return err
	}
	pages, err := e.Docs()
	if err != nil {
		return err
	}
	for name, text := range pages {
		if err := write(filepath.Join(dir, name), text); err != nil {
			return err
		}
	}
	return nil
}

// write makes a file of the repository, which everyone may read.
func write(file string, text []byte) error {
	return os.WriteFile(file, text, 0o644) //nolint:gosec // source files are no secrets
}
