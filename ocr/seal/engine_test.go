package seal_test

import (
	"errors"
	"os"
	"sync"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/ppocr"
	"lianshen/ocr/seal"
)

var openEngine = sync.OnceValues(func() (*ppocr.Engine, error) {
	dir := os.Getenv("LIANSHEN_MODELS")
	if dir == "" {
		dir = "../.."
	}
	return ppocr.New(ppocr.Config{ModelDir: dir})
})

// stripReader returns the recogniser, shared by all tests; it skips where none is installed.
func stripReader(t *testing.T) ocr.StripReader {
	t.Helper()
	e, err := openEngine()
	if errors.Is(err, ocr.ErrNoEngine) {
		skipOrFail(t, err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// titled returns a Reader as the program has it.
func titled(strips ocr.StripReader) *seal.Reader {
	if t, ok := strips.(ocr.Titler); ok {
		return seal.New(strips, seal.WithTitles(t.Titles()))
	}
	return seal.New(strips)
}
