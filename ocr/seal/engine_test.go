package seal_test

import (
	"testing"

	"lianshen/ocr"
)

// openStrips opens the recogniser; nil where none is built in.
var openStrips func(*testing.T) ocr.StripReader

// stripReader returns the recogniser, or nil where none is installed.
func stripReader(t *testing.T) ocr.StripReader {
	t.Helper()
	if openStrips == nil {
		return nil
	}
	return openStrips(t)
}
