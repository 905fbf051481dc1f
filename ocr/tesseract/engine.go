//go:build tesseract

package tesseract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"strconv"
	"sync"

	"github.com/otiai10/gosseract/v2"

	"lianshen/ocr"
)

// Engine implements ocr.Engine and ocr.StripReader. It is safe for concurrent use; calls
// wait for each other.
type Engine struct {
	mu     sync.Mutex
	client *gosseract.Client // nil when closed
}

var (
	_ ocr.Engine      = (*Engine)(nil)
	_ ocr.StripReader = (*Engine)(nil)
)

var errClosed = errors.New("tesseract: the engine is closed")

const (
	// pageMode finds the layout by itself; lineMode takes the picture for one line.
	pageMode = gosseract.PSM_AUTO
	lineMode = gosseract.PSM_SINGLE_LINE
	// stripDPI is told to Tesseract for strips, whose scale is not known.
	stripDPI = 300
	// stripMargin is white space around a strip: Tesseract loses characters at the edge.
	stripMargin = 12
)

// New loads the language data of c. Missing data give an error that wraps ocr.ErrNoEngine.
// It sets OMP_THREAD_LIMIT to 1 for the process: Tesseract's threads slow each other down.
func New(c Config) (*Engine, error) {
	if c.DataDir == "" {
		c.DataDir = DataDir()
	}
	found, err := installed(c.DataDir)
	if err != nil {
		return nil, err
	}
	if err := os.Setenv("OMP_THREAD_LIMIT", "1"); err != nil {
		return nil, fmt.Errorf("tesseract: %w", err)
	}
	client := gosseract.NewClient()
	client.Trim = true
	err = errors.Join(client.SetTessdataPrefix(c.DataDir), client.SetLanguage(found...),
		client.SetVariable("debug_file", os.DevNull))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("tesseract: %w", err), client.Close())
	}
	return &Engine{client: client}, nil
}

// Version is the version of the Tesseract library.
func Version() string { return gosseract.Version() }

// Name identifies engine, version and data.
func (e *Engine) Name() string { return Name() }

// Available reports whether New can load the data in dir; the error says what is missing.
func Available(dir string) error {
	if dir == "" {
		dir = DataDir()
	}
	_, err := installed(dir)
	return err
}

// Close frees the engine's memory. A second call does nothing.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.client == nil {
		return nil
	}
	err := e.client.Close()
	e.client = nil
	return err
}

// ReadPage returns the lines of p without the ink of stamps. Lines of words have the
// mean of the words' confidences.
func (e *Engine) ReadPage(ctx context.Context, p ocr.Page) ([]ocr.Line, error) {
	if p.Image == nil || p.Image.Rect.Empty() || ctx.Err() != nil {
		return nil, ctx.Err()
	}
	words, err := e.words(ocr.Grey(ocr.ClearStamps(p)), pageMode, p.DPI)
	if err != nil {
		return nil, err
	}
	return linesOf(words), ctx.Err()
}

// ReadStrips reads every strip as one line.
func (e *Engine) ReadStrips(ctx context.Context, strips []image.Image) ([]ocr.Reading, error) {
	out := make([]ocr.Reading, len(strips))
	for i, s := range strips {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if s.Bounds().Empty() {
			continue
		}
		words, err := e.words(framed(ocr.Grey(ocr.ToRGBA(s))), lineMode, stripDPI)
		if err != nil {
			return nil, fmt.Errorf("strip %d: %w", i, err)
		}
		out[i] = readingOf(words)
	}
	return out, nil
}

// framed puts a margin of paper around g.
func framed(g *image.Gray) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, g.Rect.Dx()+2*stripMargin, g.Rect.Dy()+2*stripMargin))
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	for y := range g.Rect.Dy() {
		copy(out.Pix[(y+stripMargin)*out.Stride+stripMargin:], g.Pix[y*g.Stride:][:g.Rect.Dx()])
	}
	return out
}

// words runs Tesseract over g.
func (e *Engine) words(g *image.Gray, mode gosseract.PageSegMode, dpi float64) ([]gosseract.BoundingBox, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.client == nil {
		return nil, errClosed
	}
	err := errors.Join(
		e.client.SetVariable("tessedit_pageseg_mode", strconv.Itoa(int(mode))),
		e.client.SetVariable("user_defined_dpi", strconv.Itoa(int(max(70, dpi)))),
		e.client.SetImageFromBytes(pgm(g)))
	if err != nil {
		return nil, fmt.Errorf("tesseract: %w", err)
	}
	words, err := e.client.GetBoundingBoxesVerbose()
	if err != nil {
		return nil, fmt.Errorf("tesseract: %w", err)
	}
	return words, nil
}

// pgm writes g in the plainest format that Tesseract's image library reads.
func pgm(g *image.Gray) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "P5\n%d %d\n255\n", g.Rect.Dx(), g.Rect.Dy())
	for y := range g.Rect.Dy() {
		b.Write(g.Pix[y*g.Stride:][:g.Rect.Dx()])
	}
	return b.Bytes()
}
