// Command bundle makes the portal's assets: scripts and styles of api/web/assets with what they
// take from npm, one minified file each, in api/web/dist, from where they are embedded. It is run
// by make setup, from the root of the repository.
package main

import (
	"fmt"
	"os"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{"api/web/assets/app.js", "api/web/assets/app.css"},
		Outdir:      "api/web/dist",
		Bundle:      true, Write: true,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true,
		Format: api.FormatIIFE, Target: api.ES2020, Charset: api.CharsetUTF8,
		LegalComments: api.LegalCommentsEndOfFile,
		LogLevel:      api.LogLevelWarning,
	})
	if len(result.Errors) > 0 {
		fmt.Fprintln(os.Stderr, "bundle: the assets of api/web could not be made")
		os.Exit(1)
	}
}
