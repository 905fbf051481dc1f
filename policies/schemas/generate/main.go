// Command generate writes the JSON schema of checker.Input, against which the rules are
// type-checked and their test inputs validated, to the file given.
package main

import (
	"fmt"
	"os"

	"lianshen/policies/schemas/inputschema"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: generate FILE")
		os.Exit(2)
	}
	raw, err := inputschema.Generate()
	if err == nil {
		err = os.WriteFile(os.Args[1], raw, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
