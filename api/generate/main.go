// Command generate writes api/openapi.yaml from the table of routes.
package main

import (
	"fmt"
	"os"

	"lianshen/api"
)

func main() {
	raw, err := api.Contract()
	if err == nil {
		err = os.WriteFile("openapi.yaml", raw, 0o644) //nolint:gosec // a source file
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
