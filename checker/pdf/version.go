package pdf

import (
	"runtime/debug"
	"sync"
)

// engineName reads the versions of the engines from the build.
var engineName = sync.OnceValue(func() string {
	return "pdfium (go-pdfium " + moduleVersion("github.com/klippa-app/go-pdfium") +
		", wasm), pdfcpu " + moduleVersion("github.com/pdfcpu/pdfcpu")
})

func moduleVersion(path string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, m := range info.Deps {
		if m.Path == path {
			return m.Version
		}
	}
	return "unknown"
}
