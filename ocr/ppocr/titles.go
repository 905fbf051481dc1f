package ppocr

import (
	"context"
	_ "embed"
	"fmt"
	"image"

	"lianshen/ocr"
)

// titlesModel is the recogniser taught on titles of seals; ocr/seal/train makes it.
//
//go:embed model/titles.onnx
var titlesModel []byte

// titlesOutput is what the model calls its output.
const titlesOutput = "softmax_11.tmp_0"

// titleReader reads the straightened titles of seals (印文) with a network of its own.
type titleReader struct{ e *Engine }

var _ ocr.Titler = (*Engine)(nil)

// Titles implements ocr.Titler; the reader lives as long as e.
func (e *Engine) Titles() ocr.StripReader { return titleReader{e} }

// ReadStrips implements ocr.StripReader.
func (t titleReader) ReadStrips(ctx context.Context, images []image.Image) ([]ocr.Reading, error) {
	return t.e.readStrips(ctx, t.e.titles, images)
}

// openTitles loads the network; its weights are stored in half precision.
func openTitles() (*network, error) {
	n, err := openNetwork(titlesModel, titlesOutput, 1)
	if err != nil {
		return nil, fmt.Errorf("open the model of titles: %w", err)
	}
	return n, nil
}
