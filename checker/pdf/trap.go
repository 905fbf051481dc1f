package pdf

import (
	"errors"
	"strings"

	"github.com/tetratelabs/wazero/sys"

	"lianshen/internal/errs"
)

// trapped reports whether err means that the WebAssembly instance is no longer usable.
// wazero does not export the type of its traps, only their text.
func trapped(err error) bool {
	if err == nil {
		return false
	}
	var exit *sys.ExitError
	return errors.As(err, &exit) || strings.Contains(err.Error(), "wasm error") || strings.HasPrefix(err.Error(), "pdfium: ")
}

// isTyped reports whether err already carries a code for a person.
func isTyped(err error) bool {
	var e *errs.Error
	return errors.As(err, &e)
}
