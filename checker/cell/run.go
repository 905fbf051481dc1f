package cell

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"lianshen/internal/errs"
)

// run is one request in one child, seen from the parent.
type run struct {
	pool    *Pool
	child   *child
	watch   *watch
	onEvent func(Event)
	begin   time.Time
	left    int64 // bytes of output still accepted
	// ended is true when the child finished the request by itself and can take another.
	ended bool
}

// do sends the request and reads frames until its end. When the watch killed the child,
// its reason takes the place of the broken pipe.
func (r *run) do(ctx context.Context, op string, payload any, file io.Reader) (Result, error) {
	body, err := json.Marshal(payload)
	if err != nil {
		r.ended = true
		return Result{}, fmt.Errorf("encode payload: %w", err)
	}
	if limit := r.pool.config.Limits.File; sizeOf(file) > limit {
		r.ended = true
		return Result{}, because(ErrFileSize, megabytes(limit))
	}
	r.child.busy = true
	r.watch = startWatch(ctx, r.child, r.pool.config.Limits)
	data, err := r.exchange(requestHeader{Operation: op, Payload: body, HasFile: file != nil, FileSize: sizeOf(file)}, file)
	cause := r.watch.end()
	result := Result{Data: data, PeakMemory: r.watch.peak.Load(), Wall: time.Since(r.begin)}
	switch {
	case r.ended:
		return result, err
	case cause != nil:
		return Result{}, cause
	default:
		return Result{}, r.broken(err)
	}
}

// sizeOf returns how many bytes file has left when it can tell, else 0.
func sizeOf(file io.Reader) int64 {
	if f, ok := file.(interface{ Len() int }); ok {
		return int64(f.Len())
	}
	return 0
}

// fileError is a fault of the caller's reader, not of the child.
type fileError struct{ err error }

func (e fileError) Error() string { return e.err.Error() }

func (r *run) exchange(head requestHeader, file io.Reader) ([]byte, error) {
	err := writeJSON(r.child.in, frameRequest, head)
	if err == nil && file != nil {
		err = r.sendFile(file)
	}
	if err == nil {
		err = writeFrame(r.child.in, frameRun, nil)
	}
	var own fileError
	if errors.As(err, &own) {
		return nil, err
	}
	// A broken pipe is followed by what the child said last, or by its end.
	return r.receive()
}

// sendFile streams file to the child. Waiting for the caller's reader is not the child's
// silence.
func (r *run) sendFile(file io.Reader) error {
	limit := r.pool.config.Limits.File
	chunk := make([]byte, chunkSize)
	for sent := int64(0); ; {
		r.watch.pause()
		n, err := io.ReadFull(file, chunk)
		r.watch.alive()
		if sent += int64(n); sent > limit {
			return fileError{because(ErrFileSize, megabytes(limit))}
		}
		if n > 0 {
			if err := writeFrame(r.child.in, frameChunk, chunk[:n]); err != nil {
				return err
			}
		}
		switch {
		case err == io.EOF || err == io.ErrUnexpectedEOF:
			return nil
		case err != nil:
			return fileError{fmt.Errorf("read file: %w", err)}
		}
	}
}

// receive handles frames until the request ends.
func (r *run) receive() ([]byte, error) {
	for {
		f, err := readFrame(r.child.out)
		if err != nil {
			return nil, err
		}
		r.watch.alive()
		switch f.kind {
		case frameProgress:
		case frameEvent, frameBlob:
			if err := r.deliver(f); err != nil {
				return nil, err
			}
		case frameResult:
			r.ended = true
			return f.body, nil
		case frameFailed:
			return nil, r.failed(f)
		default:
			return nil, fmt.Errorf("%w: kind %d within a request", errFrame, f.kind)
		}
	}
}

// deliver counts an event and passes it on.
func (r *run) deliver(f frame) error {
	if r.left -= int64(len(f.body)); r.left < 0 {
		return because(ErrOutput, megabytes(r.pool.config.Limits.Output))
	}
	e := Event{Blob: f.body}
	if f.kind == frameEvent {
		var w wireEvent
		if err := json.Unmarshal(f.body, &w); err != nil {
			return fmt.Errorf("%w: %w", errFrame, err)
		}
		e = Event{Name: w.Name, Data: w.Data}
	} else {
		e.SHA256 = digest(f.body)
	}
	if r.onEvent != nil {
		r.watch.pause()
		r.onEvent(e)
		r.watch.alive()
	}
	return nil
}

// failed reads the error that the operation raised.
func (r *run) failed(f frame) error {
	w, err := decodeError(f.body)
	if err != nil {
		return err
	}
	r.ended = !w.Fatal
	return w.error()
}

// broken turns the end of a child that nobody asked to end into an error: what it or this
// package said last, or a crash with its state.
func (r *run) broken(err error) error {
	var own fileError
	var told *errs.Error
	switch {
	case errors.As(err, &own):
		return own.err
	case errors.As(err, &told):
		return err
	}
	return r.child.crash(err, r.pool.config.Limits)
}

// wireEvent is the JSON form of an Event on the pipe.
type wireEvent struct {
	Name string          `json:"name"`
	Data json.RawMessage `json:"data"`
}
