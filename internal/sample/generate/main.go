// Command generate writes sample dossiers: the committed ones under testdata, or a large
// set for measuring accuracy. It is no part of the lianshen binary.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"lianshen/internal/sample"
)

func main() {
	out := flag.String("out", "testdata/dossiers", "folder to write into")
	flag.Parse()
	for _, m := range []string{sample.Water, sample.Gas} {
		if err := sample.Write(filepath.Join(*out, m+"-valid"), sample.Spec{Seed: 1, Medium: m, Named: true}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
