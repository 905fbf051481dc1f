// Package ppocr reads page images with the PP-OCRv4 mobile models on ONNX Runtime: text
// detection (differentiable binarisation), a direction classifier, and a CTC recogniser
// that keeps per-character probabilities.
//
// Start at New. One Engine holds its sessions for the life of the process.
package ppocr

import (
	"errors"
	"path/filepath"
	"runtime"

	"lianshen/ocr"
)

// Config says where the models are and how many cores a network may use.
type Config struct {
	// ModelDir holds the four model files and the ONNX library, flat or as node_modules.
	ModelDir string
	// LibraryPath is the ONNX Runtime library; empty means that of ModelDir.
	LibraryPath string
	// Threads per network; 0 means all cores.
	Threads int
}

// Engine implements ocr.Engine, ocr.Orienter and ocr.StripReader. It is safe for
// concurrent use.
type Engine struct {
	det, rec, cls *session
	classes       []string
}

var (
	_ ocr.Engine      = (*Engine)(nil)
	_ ocr.Orienter    = (*Engine)(nil)
	_ ocr.StripReader = (*Engine)(nil)
)

// New loads the models. When files are missing the error names them and
// wraps ocr.ErrNoEngine.
func New(c Config) (*Engine, error) {
	m, err := FindModels(c.ModelDir, filepath.Join(c.ModelDir, "node_modules"))
	if err != nil {
		return nil, err
	}
	if c.LibraryPath != "" {
		m.Library = c.LibraryPath
	}
	if c.Threads == 0 {
		c.Threads = runtime.NumCPU()
	}
	if err := startRuntime(m.Library); err != nil {
		return nil, err
	}
	e := &Engine{}
	if e.classes, err = readKeys(m.Keys); err != nil {
		return nil, err
	}
	for _, load := range []struct {
		to         **session
		name, path string
	}{{&e.det, "detection", m.Detector}, {&e.rec, "recognition", m.Recogniser}, {&e.cls, "direction", m.Classifier}} {
		if *load.to, err = newSession(load.name, load.path, c.Threads); err != nil {
			return nil, errors.Join(err, e.Close())
		}
	}
	return e, nil
}

// Name identifies the models.
func (e *Engine) Name() string { return "ppocr-v4-mobile" }

// Close frees the sessions; the ONNX library stays loaded.
func (e *Engine) Close() error {
	var err error
	for _, s := range []*session{e.det, e.rec, e.cls} {
		if s != nil {
			err = errors.Join(err, s.close())
		}
	}
	return err
}
