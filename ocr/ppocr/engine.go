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

	"golang.org/x/sync/errgroup"

	"lianshen/ocr"
)

// Config says where the models are and how many cores a network may use.
type Config struct {
	// ModelDir holds the four model files and the ONNX library, flat or as node_modules.
	ModelDir string
	// LibraryPath is the ONNX Runtime library; empty means that of ModelDir.
	LibraryPath string
	// Threads is how many cores a page may use; 0 means all.
	Threads int
}

// Engine implements ocr.Engine, ocr.Orienter and ocr.StripReader. It is safe for
// concurrent use.
type Engine struct {
	det, rec, cls, titles *network
	alphabet              []string
	threads               int
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
	e := &Engine{threads: c.Threads}
	if e.alphabet, err = readKeys(m.Keys); err != nil {
		return nil, err
	}
	if err := e.load(m); err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

// load opens the networks. One picture is searched by all threads together; lines are read
// side by side, a thread each, which costs a third less than reading them in batches.
func (e *Engine) load(m Models) error {
	var g errgroup.Group
	for _, n := range []struct {
		to      **network
		path    string
		output  string
		threads int
	}{
		{&e.det, m.Detector, "sigmoid_0.tmp_0", e.threads},
		{&e.rec, m.Recogniser, "softmax_11.tmp_0", 1},
		{&e.cls, m.Classifier, "softmax_0.tmp_0", 1},
	} {
		g.Go(func() (err error) {
			*n.to, err = newNetwork(n.path, n.output, n.threads)
			return err
		})
	}
	g.Go(func() (err error) {
		e.titles, err = openTitles()
		return err
	})
	return g.Wait()
}

// Name identifies the models.
func (e *Engine) Name() string { return "ppocr-v4-mobile" }

// Close frees the sessions; the ONNX library stays loaded.
func (e *Engine) Close() error {
	var err error
	for _, n := range []*network{e.det, e.rec, e.cls, e.titles} {
		err = errors.Join(err, n.close())
	}
	return err
}
