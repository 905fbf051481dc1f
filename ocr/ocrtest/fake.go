// Package ocrtest helps to test what reads pages: a fake engine, pages drawn with known
// text, error rates, and Exercise, the conformance suite of every ocr.Engine.
package ocrtest

import (
	"context"
	"image"

	"lianshen/ocr"
)

// Fake is an engine that returns what it is told to. The zero value reads nothing.
type Fake struct {
	Lines    []ocr.Line    // what ReadPage returns
	Readings []ocr.Reading // what ReadStrips returns, strip by strip; the rest stay empty
	Turns    int           // what Orient returns
	Err      error         // what every method returns instead
}

var (
	_ ocr.Engine      = (*Fake)(nil)
	_ ocr.Orienter    = (*Fake)(nil)
	_ ocr.StripReader = (*Fake)(nil)
)

// Name is "fake".
func (f *Fake) Name() string { return "fake" }

// ReadPage returns f.Lines for any page.
func (f *Fake) ReadPage(ctx context.Context, _ ocr.Page) ([]ocr.Line, error) {
	if err := f.fault(ctx); err != nil {
		return nil, err
	}
	return f.Lines, nil
}

// ReadStrips returns f.Readings in order.
func (f *Fake) ReadStrips(ctx context.Context, strips []image.Image) ([]ocr.Reading, error) {
	if err := f.fault(ctx); err != nil {
		return nil, err
	}
	out := make([]ocr.Reading, len(strips))
	copy(out, f.Readings)
	return out, nil
}

// Orient returns f.Turns with full agreement.
func (f *Fake) Orient(ctx context.Context, _ ocr.Page) (int, float64, error) {
	if err := f.fault(ctx); err != nil {
		return 0, 0, err
	}
	return f.Turns, 1, nil
}

// Close does nothing.
func (f *Fake) Close() error { return f.Err }

func (f *Fake) fault(ctx context.Context) error {
	if f.Err != nil {
		return f.Err
	}
	return ctx.Err()
}
