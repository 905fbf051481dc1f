//go:build !tesseract

package tesseract

import (
	"context"
	"fmt"
	"image"

	"lianshen/ocr"
)

var errNotBuilt = fmt.Errorf("%w: this program was built without Tesseract; build it with -tags tesseract (`make build`)", ocr.ErrNoEngine)

// Engine cannot be had in this build; see New.
type Engine struct{}

// New returns an error that wraps ocr.ErrNoEngine and says how to build Tesseract in.
func New(Config) (*Engine, error) { return nil, errNotBuilt }

// Available returns the error of New.
func Available(string) error { return errNotBuilt }

// Version is "not built in".
func Version() string { return "not built in" }

// Name identifies the engine.
func (*Engine) Name() string { return "tesseract" }

// ReadPage returns the error of New.
func (*Engine) ReadPage(context.Context, ocr.Page) ([]ocr.Line, error) { return nil, errNotBuilt }

// ReadStrips returns the error of New.
func (*Engine) ReadStrips(context.Context, []image.Image) ([]ocr.Reading, error) {
	return nil, errNotBuilt
}

// Close does nothing.
func (*Engine) Close() error { return nil }
