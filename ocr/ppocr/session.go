package ppocr

import (
	"fmt"
	"sync"

	ort "github.com/yalue/onnxruntime_go"
)

// startOnce loads the ONNX library; it can be loaded once in a process.
var startOnce sync.Mutex

func startRuntime(library string) error {
	startOnce.Lock()
	defer startOnce.Unlock()
	if ort.IsInitialized() {
		return nil
	}
	ort.SetSharedLibraryPath(library)
	if err := ort.InitializeEnvironment(); err != nil {
		return fmt.Errorf("load the ONNX library: %w", err)
	}
	return nil
}

// session is one network with any input size. It is safe for concurrent use.
type session struct {
	name string
	ort  *ort.DynamicAdvancedSession
}

func newSession(name, path string, threads int) (*session, error) {
	inputs, outputs, err := ort.GetInputOutputInfo(path)
	if err != nil {
		return nil, fmt.Errorf("read the %s model: %w", name, err)
	}
	if len(inputs) != 1 || len(outputs) != 1 {
		return nil, fmt.Errorf("the %s model has %d inputs and %d outputs, want one of each", name, len(inputs), len(outputs))
	}
	options, err := sessionOptions(threads)
	if err != nil {
		return nil, err
	}
	defer options.Destroy()
	s, err := ort.NewDynamicAdvancedSession(path, []string{inputs[0].Name}, []string{outputs[0].Name}, options)
	if err != nil {
		return nil, fmt.Errorf("load the %s model: %w", name, err)
	}
	return &session{name: name, ort: s}, nil
}

func sessionOptions(threads int) (*ort.SessionOptions, error) {
	o, err := ort.NewSessionOptions()
	if err != nil {
		return nil, err
	}
	set := func(e error) {
		if err == nil {
			err = e
		}
	}
	set(o.SetIntraOpNumThreads(threads))
	set(o.SetInterOpNumThreads(1))
	// Every page has another size: patterns and arenas of all of them would be kept, and
	// memory would grow with the pages.
	set(o.SetMemPattern(false))
	set(o.SetCpuMemArena(false))
	if err != nil {
		o.Destroy()
		return nil, err
	}
	return o, nil
}

// run feeds one tensor and hands the output to use; the output lives only that long.
func (s *session) run(input []float32, shape ort.Shape, use func(out []float32, shape ort.Shape) error) error {
	in, err := ort.NewTensor(shape, input)
	if err != nil {
		return fmt.Errorf("%s model: %w", s.name, err)
	}
	defer in.Destroy()
	outputs := []ort.Value{nil}
	if err := s.ort.Run([]ort.Value{in}, outputs); err != nil {
		return fmt.Errorf("run the %s model: %w", s.name, err)
	}
	defer outputs[0].Destroy()
	tensor, ok := outputs[0].(*ort.Tensor[float32])
	if !ok {
		return fmt.Errorf("the %s model gives %T", s.name, outputs[0])
	}
	return use(tensor.GetData(), tensor.GetShape())
}

func (s *session) close() error { return s.ort.Destroy() }
