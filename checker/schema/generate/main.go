// Command generate writes facts.schema.json and report.schema.json into the folder given.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"lianshen/checker/schema/contract"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: generate FOLDER")
		os.Exit(2)
	}
	if err := generate(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(dir string) error {
	for name, schema := range map[string]func() ([]byte, error){
		"facts.schema.json":  contract.Facts,
		"report.schema.json": contract.Report,
	} {
		raw, err := schema()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o644); err != nil { //nolint:gosec // G306: as open as the sources it lies among
			return err
		}
	}
	return nil
}
