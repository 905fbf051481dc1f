package cell

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

// childEnv marks a process as a child; its value is the JSON of childConfig.
const childEnv = "LIANSHEN_CELL"

// File descriptors of a child: requests come in on one, answers leave on the other.
// Standard output and error belong to C libraries and go to the parent's log.
const (
	requestFD = 3
	answerFD  = 4
)

// childConfig is what a child must know before its first request.
type childConfig struct {
	Limits     Limits   `json:"limits"`
	ReadPaths  []string `json:"read_paths"`
	WritePaths []string `json:"write_paths"`
	// NetNS and UserNS are the namespaces of the parent, to compare with.
	NetNS  string `json:"net_ns"`
	UserNS string `json:"user_ns"`
	Cgroup bool   `json:"cgroup"`
}

// IsChild reports whether this process was started by a Pool and must call Main at once.
func IsChild() bool { return os.Getenv(childEnv) != "" }

// Main is the life of a child: it calls register, which adds the operations and loads what
// they need, then locks the process down and serves requests until the parent goes away.
// It returns the exit code of the process.
func Main(register func(ctx context.Context, r *Registry) error) int {
	s, err := newServer()
	if err != nil {
		fmt.Fprintln(os.Stderr, "cell:", err)
		return 4
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if err := register(ctx, &s.registry); err != nil {
		_ = s.fail(err, true) // without a pipe the exit code still says it
		return 4
	}
	if err := s.send(frameHello, lockDown(s.config)); err != nil {
		return 4
	}
	return s.serve(ctx)
}

// server is the child's end of the pipe.
type server struct {
	config   childConfig
	registry Registry
	in       *bufio.Reader
	out      answers
}

func newServer() (*server, error) {
	s := &server{}
	if err := json.Unmarshal([]byte(os.Getenv(childEnv)), &s.config); err != nil {
		return nil, fmt.Errorf("%s is set by the program itself, never by hand: %w", childEnv, err)
	}
	in, out := os.NewFile(requestFD, "requests"), os.NewFile(answerFD, "answers")
	for _, f := range []*os.File{in, out} {
		if _, err := f.Stat(); err != nil {
			return nil, fmt.Errorf("no pipe to the parent: %w", err)
		}
	}
	s.in, s.out.w = bufio.NewReaderSize(in, chunkSize), bufio.NewWriter(out)
	return s, os.Unsetenv(childEnv)
}

// serve answers one request after the other. Frames are read ahead, so that the end of the
// parent ends the child even in the middle of an operation.
func (s *server) serve(ctx context.Context) int {
	frames := make(chan frame)
	go s.readAhead(frames)
	for {
		name, req, err := s.receive(frames)
		if err != nil {
			return 4
		}
		s.out.begin(s.config.Limits.Output)
		if s.answer(ctx, name, req) != nil {
			return 4
		}
		if worn := s.registry.retire; worn != nil && worn() {
			return 0 // without the idle frame: the parent replaces this child
		}
		debug.FreeOSMemory() // the next request starts from a small heap, and the parent measures what stays
		if s.send(frameIdle, nil) != nil {
			return 4
		}
	}
}

func (s *server) readAhead(frames chan<- frame) {
	for {
		f, err := readFrame(s.in)
		if err != nil {
			os.Exit(0) // the parent is gone or ends this child
		}
		frames <- f
	}
}

// requestHeader opens a request; the chunks of its file follow.
type requestHeader struct {
	Operation string          `json:"operation"`
	Payload   json.RawMessage `json:"payload,omitempty"`
	HasFile   bool            `json:"has_file"`
	FileSize  int64           `json:"file_size"` // a hint, 0 when unknown
}

// receive collects one request with its file.
func (s *server) receive(frames <-chan frame) (string, Request, error) {
	var head requestHeader
	first := <-frames
	if first.kind != frameRequest {
		return "", Request{}, errFrame
	}
	if err := json.Unmarshal(first.body, &head); err != nil {
		return "", Request{}, err
	}
	req := Request{Payload: head.Payload}
	if head.HasFile {
		req.File = make([]byte, 0, min(max(head.FileSize, 0), s.config.Limits.File))
	}
	for f := range frames {
		switch f.kind {
		case frameChunk:
			req.File = append(req.File, f.body...)
		case frameRun:
			return head.Operation, req, nil
		default:
			return "", Request{}, errFrame
		}
	}
	return "", Request{}, io.ErrUnexpectedEOF
}

// answer runs the operation and sends its result. It returns an error when the child must
// not take another request.
func (s *server) answer(ctx context.Context, name string, req Request) error {
	op, ok := s.registry.operations[name]
	if !ok {
		return s.fail(ErrUnknownOperation.Wrap(fmt.Errorf("%q", name)), false)
	}
	result, err := guard(ctx, op, req, &s.out)
	var p *panicError
	switch {
	case errors.As(err, &p):
		return errors.Join(p, s.fail(ErrCrashed.Wrap(p), true))
	case err != nil:
		return s.fail(err, false)
	}
	body, err := json.Marshal(result)
	if err == nil && len(body) > maxFrame {
		err = because(ErrOutput, megabytes(maxFrame))
	}
	if err != nil {
		return s.fail(err, false)
	}
	return s.out.write(frameResult, body)
}

// panicError is a panic of an operation.
type panicError struct {
	value any
	stack []byte
}

func (p *panicError) Error() string { return fmt.Sprintf("panic: %v\n%s", p.value, p.stack) }

// guard runs op and turns a panic into a *panicError.
func guard(ctx context.Context, op Operation, req Request, out Emitter) (result any, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicError{value: v, stack: debug.Stack()}
		}
	}()
	return op(ctx, req, out)
}

func (s *server) send(kind frameKind, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.out.write(kind, body)
}

func (s *server) fail(err error, fatal bool) error {
	w := toWire(err)
	w.Fatal = fatal
	return s.send(frameFailed, w)
}
