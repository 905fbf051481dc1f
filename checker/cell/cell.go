package cell

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"runtime"
	"sync"
	"time"
)

// Limits bound what one request may cost. A zero field takes the default.
type Limits struct {
	// Memory is the resident memory of a child in bytes; default 1.2 GB.
	Memory int64 `json:"memory"`
	// Wall is the longest time for one request; default 10 min.
	Wall time.Duration `json:"wall"`
	// Page is the longest silence of an operation, in practice the time for one page;
	// default 60 s.
	Page time.Duration `json:"page"`
	// Start is the longest time for a child to load its engines; default 60 s.
	Start time.Duration `json:"start"`
	// File is the largest file in bytes; default 200 MB.
	File int64 `json:"file"`
	// Output is how many bytes of events and blobs one request may send; default 512 MB.
	// One event, blob or result holds 64 MiB at most.
	Output int64 `json:"output"`
}

func (l Limits) withDefaults() Limits {
	return Limits{
		Memory: or(l.Memory, 1_200_000_000),
		Wall:   or(l.Wall, 10*time.Minute),
		Page:   or(l.Page, time.Minute),
		Start:  or(l.Start, time.Minute),
		File:   or(l.File, 200_000_000),
		Output: or(l.Output, 512_000_000),
	}
}

func or[T int | int64 | time.Duration](v, otherwise T) T {
	if v <= 0 {
		return otherwise
	}
	return v
}

// Config says how many children a Pool holds and what they may do.
type Config struct {
	// Size is the number of children; default one a core.
	Size int
	// MaxRequests is after how many requests a child is replaced; default 100.
	MaxRequests int
	// RecycleMemory replaces a child that still holds more resident bytes than this after a
	// request; default half of Limits.Memory.
	RecycleMemory int64
	Limits        Limits
	// ReadPaths are folders and files that children may read after the lockdown (models,
	// tessdata); WritePaths are folders they may write (caches). What Main loads before the
	// lockdown need not be listed.
	ReadPaths, WritePaths []string
	// Env is added to the environment of the children ("NAME=value"). Of the parent's own,
	// only what the C library and the Go runtime read is handed on: never a secret.
	Env []string
	// Cgroup is a delegated cgroup v2 directory with the memory controller; default the
	// cgroup of this process.
	Cgroup string
	Logger *slog.Logger
}

func (c Config) withDefaults() Config {
	c.Size = or(c.Size, runtime.NumCPU())
	c.MaxRequests = or(c.MaxRequests, 100)
	c.Limits = c.Limits.withDefaults()
	c.RecycleMemory = or(c.RecycleMemory, c.Limits.Memory/2)
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c
}

// Pool is a set of warm children. It is safe for concurrent use.
type Pool struct {
	config  Config
	spawner *spawner
	ready   chan lease
	ctx     context.Context // done when the pool closes
	close   context.CancelCauseFunc
	keepers sync.WaitGroup
}

// lease is a child on its way to Do, or the reason why there is none.
type lease struct {
	child *child
	err   error
}

// New returns a Pool whose children start in the background; the first requests wait for
// them. A child that cannot start is reported by Do and Isolation.
func New(config Config) (*Pool, error) {
	config = config.withDefaults()
	p := &Pool{config: config, ready: make(chan lease), spawner: newSpawner(config)}
	p.ctx, p.close = context.WithCancelCause(context.Background())
	for range config.Size {
		p.keepers.Go(p.keep)
	}
	return p, nil
}

// Close ends all children and waits for them. Requests that still run return ErrClosed.
// It may be called more than once.
func (p *Pool) Close() error {
	p.close(ErrClosed)
	p.keepers.Wait()
	p.spawner.stop()
	return nil
}

// Isolation waits for the first child and says what holds it in place. It returns the
// error of the start when there is no child.
func (p *Pool) Isolation(ctx context.Context) (Isolation, error) {
	l, err := p.lease(ctx)
	if err != nil {
		return Isolation{}, err
	}
	defer func() { l.returned <- true }()
	return l.isolation, nil
}

// onClose calls f when the pool closes, until stop is called.
func (p *Pool) onClose(f func()) (stop func() bool) { return context.AfterFunc(p.ctx, f) }

// lease waits for a warm child; it must be given back through child.returned.
func (p *Pool) lease(ctx context.Context) (*child, error) {
	select {
	case l := <-p.ready:
		return l.child, l.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	case <-p.ctx.Done():
		return nil, ErrClosed
	}
}

// Event is something that an operation sent while it ran: either JSON under a name, or a
// blob.
type Event struct {
	Name string
	// Data is the JSON of what the operation passed to Emit; nil for a blob.
	Data json.RawMessage
	// Blob holds the bytes of a blob and SHA256 their digest in hex, computed by the parent;
	// a blob has no name.
	Blob   []byte
	SHA256 string
}

// Result is what a request gave.
type Result struct {
	// Data is the JSON of what the operation returned.
	Data json.RawMessage
	// PeakMemory is the highest resident memory that was seen, in bytes; the first sample
	// is taken after 20 ms.
	PeakMemory int64
	// Wall is the time between the request and its result.
	Wall time.Duration
}

// Do runs the operation op in a child and returns its result. payload is sent as JSON; file
// may be nil. onEvent (may be nil) is called in the order of the child's events, on the
// goroutine of the caller; while it runs, the child's clock for pages stands still.
//
// Errors: an *errs.Error of the operation as it was raised, or one of the errors of this
// package, or what reading file returned, or the cause of ctx. Whenever the request did
// not end by itself, the child is killed and replaced.
func (p *Pool) Do(ctx context.Context, op string, payload any, file io.Reader, onEvent func(Event)) (Result, error) {
	c, err := p.lease(ctx)
	if err != nil {
		return Result{}, err
	}
	healthy := false
	defer func() { c.returned <- healthy }()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer p.onClose(func() { cancel(ErrClosed) })()
	r := &run{pool: p, child: c, onEvent: onEvent, begin: time.Now(), left: p.config.Limits.Output}
	result, err := r.do(ctx, op, payload, file)
	healthy = r.ended
	p.report(op, r, err)
	return result, err
}

// report logs how a request ended when that is worth a line.
func (p *Pool) report(op string, r *run, err error) {
	if err == nil || r.ended {
		return
	}
	p.config.Logger.Warn("cell: child replaced", "operation", op, "pid", r.child.pid(),
		"error", err, "output", r.child.log.tail())
}
