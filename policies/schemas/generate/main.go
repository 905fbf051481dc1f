// Command generate prints the JSON schema of checker.Input, against which the rules are
// type-checked and their test inputs validated.
package main

import (
	"fmt"
	"os"

	"lianshen/policies/schemas/inputschema"
)

func main() {
	raw, err := inputschema.Generate()
	if err == nil {
		_, err = os.Stdout.Write(raw)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
