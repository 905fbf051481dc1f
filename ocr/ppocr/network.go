package ppocr

import (
	"errors"
	"fmt"
	"os"
	"sync"

	ort "github.com/yalue/onnxruntime_go"

	"lianshen/ocr/ppocr/fuse"
)

// environment is ONNX Runtime itself, which exists once per process and is never unloaded:
// other engines of the process may still use it.
var environment struct {
	sync.Mutex
	library string
}

// startRuntime loads the library. A second call must name the same one.
func startRuntime(library string) error {
	environment.Lock()
	defer environment.Unlock()
	if environment.library != "" {
		if environment.library != library {
			return fmt.Errorf("ONNX Runtime is already loaded from %q", environment.library)
		}
		return nil
	}
	ort.SetSharedLibraryPath(library)
	if err := ort.InitializeEnvironment(ort.WithLogLevelError()); err != nil {
		return fmt.Errorf("load ONNX Runtime %q: %w", library, err)
	}
	environment.library = library
	return nil
}

// network is one model, ready to run with any input shape. run is safe for concurrent use.
type network struct {
	session *ort.DynamicAdvancedSession
}

// input is what PP-OCR models call their input.
const input = "x"

// newNetwork loads the model at path, whose output has the given name; a run uses the given
// number of threads.
func newNetwork(path, output string, threads int) (*network, error) {
	model, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("open model: %w", err)
	}
	if model, err = fuse.Fuse(model); err != nil {
		return nil, fmt.Errorf("open model %q: %w", path, err)
	}
	n, err := openNetwork(model, output, threads)
	if err != nil {
		return nil, fmt.Errorf("open model %q: %w", path, err)
	}
	return n, nil
}

// openNetwork loads a model from memory.
func openNetwork(model []byte, output string, threads int) (*network, error) {
	options, err := sessionOptions(threads)
	if err != nil {
		return nil, err
	}
	defer func() { _ = options.Destroy() }()
	s, err := ort.NewDynamicAdvancedSessionWithONNXData(model, []string{input}, []string{output}, options)
	if err != nil {
		return nil, fmt.Errorf("open a session: %w", err)
	}
	return &network{session: s}, nil
}

// sessionOptions: shapes change with every call, so memory patterns do not pay; threads
// that spin while they wait would take the core from the other readers of the machine.
func sessionOptions(threads int) (*ort.SessionOptions, error) {
	o, err := ort.NewSessionOptions()
	if err != nil {
		return nil, fmt.Errorf("session options: %w", err)
	}
	err = errors.Join(
		o.SetIntraOpNumThreads(threads),
		o.SetInterOpNumThreads(1),
		o.SetMemPattern(false),
		o.SetGraphOptimizationLevel(ort.GraphOptimizationLevelEnableAll),
		o.AddSessionConfigEntry("session.intra_op.allow_spinning", "0"),
	)
	if err != nil {
		_ = o.Destroy()
		return nil, fmt.Errorf("session options: %w", err)
	}
	return o, nil
}

// tensor is the data of one input or output with its shape.
type tensor struct {
	shape []int64
	data  []float32
}

// run computes out from in; both keep their memory, out has the shape the model gives.
func (n *network) run(in, out tensor) error {
	x, err := ort.NewTensor(ort.Shape(in.shape), in.data)
	if err != nil {
		return fmt.Errorf("input tensor: %w", err)
	}
	defer func() { _ = x.Destroy() }()
	y, err := ort.NewTensor(ort.Shape(out.shape), out.data)
	if err != nil {
		return fmt.Errorf("output tensor: %w", err)
	}
	defer func() { _ = y.Destroy() }()
	return n.session.Run([]ort.Value{x}, []ort.Value{y})
}

func (n *network) close() error {
	if n == nil {
		return nil // never opened
	}
	return n.session.Destroy()
}

// floats lends buffers, so that reading a page leaves little for the garbage collector.
var floats = sync.Pool{New: func() any { return new([]float32) }}

// borrow returns a buffer of n values of unknown content.
func borrow(n int) *[]float32 {
	b := floats.Get().(*[]float32)
	if cap(*b) < n {
		*b = make([]float32, n+n/4)
	}
	*b = (*b)[:n]
	return b
}

func giveBack(b *[]float32) { floats.Put(b) }
