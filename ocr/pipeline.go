package ocr

import (
	"context"
	"errors"
	"fmt"
	"image"
)

// Pipeline (识别流程) holds the engines of a machine: First reads pages, Second reads crops
// of critical fields once more. Either may be nil.
type Pipeline struct {
	First, Second Engine
}

// Modes of NewPipeline, as the command line has them.
const (
	ModeAuto      = "auto"      // PP-OCR first, Tesseract second; whichever is there
	ModePPOCR     = "ppocr"     // PP-OCR alone
	ModeTesseract = "tesseract" // Tesseract alone
	ModeNone      = "none"      // nothing is read
)

// NewPipeline chooses among the engines that could be loaded; nil stands for one that could
// not. The error wraps ErrNoEngine when the mode asks for an engine that is not there.
func NewPipeline(mode string, ppocr, tesseract Engine) (*Pipeline, error) {
	p := &Pipeline{}
	switch mode {
	case ModeNone:
		return p, nil
	case ModeAuto:
		if p.First, p.Second = ppocr, tesseract; p.First == nil {
			p.First, p.Second = tesseract, nil
		}
	case ModePPOCR:
		p.First = ppocr
	case ModeTesseract:
		p.First = tesseract
	default:
		return nil, fmt.Errorf("unknown OCR mode %q", mode)
	}
	if p.First == nil {
		return nil, fmt.Errorf("OCR mode %s: %w", mode, ErrNoEngine)
	}
	return p, nil
}

// SecondOpinion reads crops with the second engine, one line each. It returns nil where
// there is no second reader; errors are faults of the engine or of ctx.
func (p *Pipeline) SecondOpinion(ctx context.Context, crops []image.Image) ([]Reading, error) {
	strips, ok := p.Second.(StripReader)
	if !ok || len(crops) == 0 {
		return nil, nil
	}
	return strips.ReadStrips(ctx, crops)
}

// Close closes both engines.
func (p *Pipeline) Close() error {
	var err error
	for _, e := range []Engine{p.First, p.Second} {
		if e != nil {
			err = errors.Join(err, e.Close())
		}
	}
	return err
}
