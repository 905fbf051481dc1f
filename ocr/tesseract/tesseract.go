// Package tesseract is the second reader: Tesseract with the chi_sim data through gosseract
// (cgo). It is built in with the tag `tesseract`; without it New says how to get it.
//
// A fault inside Tesseract's C++ kills the process, so an Engine belongs in a process that
// may die, such as a child of checker/cell.
package tesseract

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"lianshen/ocr"
)

// Config says where the language data are.
type Config struct {
	// DataDir is the folder of *.traineddata; empty means DataDir().
	DataDir string
}

// languages are read in this order; only the first must be there.
var languages = []string{"chi_sim", "eng"}

// DataDir returns the folder of the installed language data: TESSDATA_PREFIX if set, else
// the newest where distributions put it, "" when there is none.
func DataDir() string {
	if dir := os.Getenv("TESSDATA_PREFIX"); dir != "" {
		return dir
	}
	debian, _ := filepath.Glob("/usr/share/tesseract-ocr/*/tessdata") // the pattern is well-formed
	slices.Reverse(debian)
	for _, dir := range append(debian, "/usr/share/tessdata", "/usr/local/share/tessdata") {
		if has(dir, languages[0]) {
			return dir
		}
	}
	return ""
}

// Name identifies engine, version and data, whether it is loaded or not.
func Name() string { return "tesseract-" + Version() }

func has(dir, language string) bool {
	info, err := os.Stat(filepath.Join(dir, language+".traineddata"))
	return err == nil && info.Mode().IsRegular()
}

// installed returns the languages that dir has. The error wraps ocr.ErrNoEngine.
func installed(dir string) ([]string, error) {
	if dir == "" || !has(dir, languages[0]) {
		return nil, fmt.Errorf("%w: Tesseract has no %s data in %q; run `make setup` or apt-get install tesseract-ocr-chi-sim",
			ocr.ErrNoEngine, languages[0], dir)
	}
	return slices.DeleteFunc(slices.Clone(languages), func(l string) bool { return !has(dir, l) }), nil
}
