package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	// instances is how many documents may be open at once.
	instances = 4
	// baseMemory, memoryPerByte and mostMemory bound what an instance may use: a small file
	// that needs much is a bomb, a large one may be a JPEG 2000 scan of A4 at 600 dpi, which
	// needs 450 MB.
	baseMemory    = 384 << 20
	memoryPerByte = 64
	mostMemory    = 896 << 20
	pageSize      = 64 << 10 // of WebAssembly
)

// budgetFor returns how much memory an instance may use for a file of size bytes.
func budgetFor(size int) int {
	return min(baseMemory+memoryPerByte*size, mostMemory) / pageSize * pageSize
}

// Config of a Runtime.
type Config struct {
	// CacheDir holds compiled WebAssembly between processes: compiling takes seconds and
	// about 400 MB, loading the result tens of milliseconds. It may be shared by processes. Empty, or a
	// directory that cannot be used, means that every process compiles for itself. Whoever
	// can write to it can run code in this process, so it must be private.
	CacheDir string
}

// Runtime is a pdfium engine, kept for the life of the process. It is safe for concurrent
// use; each Document opened from it runs in an instance of its own.
type Runtime struct {
	pool  pdfium.Pool
	cache wazero.CompilationCache
	stuck atomic.Int32

	starting sync.Mutex // one instance starts at a time
	budget   int        // memory of the one that is starting
}

// NewRuntime compiles or loads pdfium. ctx must live as long as the Runtime. A cache that
// is damaged is cleared and made anew; one that cannot be used is done without. The error
// is ErrUnavailable.
func NewRuntime(ctx context.Context, cfg Config) (*Runtime, error) {
	var failed error
	for _, dir := range attempts(cfg.CacheDir) {
		if failed != nil {
			clearCache(dir)
		}
		r, err := start(ctx, dir)
		if err == nil {
			return r, nil
		}
		failed = errors.Join(failed, err)
	}
	return nil, ErrUnavailable.Wrap(failed)
}

// start builds a Runtime. A damaged cache makes wazero fail or panic; both are errors here.
func start(ctx context.Context, dir string) (r *Runtime, err error) {
	defer func() {
		if p := recover(); p != nil {
			r, err = nil, fmt.Errorf("start pdfium: %v", p)
		}
	}()
	cache := wazero.NewCompilationCache()
	if dir != "" {
		if cache, err = wazero.NewCompilationCacheWithDir(dir); err != nil {
			return nil, fmt.Errorf("open compilation cache: %w", err)
		}
	}
	r = &Runtime{cache: cache, budget: baseMemory}
	ctx = experimental.WithCompilationWorkers(ctx, runtime.GOMAXPROCS(0))
	r.pool, err = webassembly.Init(webassembly.Config{
		Context:       withMemory(ctx, func() int { return r.budget }),
		MaxTotal:      instances,
		FSConfig:      wazero.NewFSConfig(), // nothing mounted; nil would mount "/"
		RuntimeConfig: runtimeConfig(cache),
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, errors.Join(err, cache.Close(ctx))
	}
	return r, nil
}

// instance starts pdfium for a file of size bytes. It waits while all instances are in use.
func (r *Runtime) instance(ctx context.Context, size int) (pdfium.Pdfium, error) {
	r.starting.Lock()
	defer r.starting.Unlock()
	r.budget = budgetFor(size)
	return r.pool.GetInstanceWithContext(ctx)
}

// runtimeConfig bounds the memory. Interruption by context is left off on purpose: its
// checks in every loop make rendering four times slower.
func runtimeConfig(cache wazero.CompilationCache) wazero.RuntimeConfig {
	return wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(mostMemory / pageSize).
		WithCompilationCache(cache)
}

// Engine names the parts that made the facts, for example "pdfium-wasm …; pdfcpu …".
func (r *Runtime) Engine() string { return engineName() }

// Stuck reports whether a call into pdfium had to be abandoned and is still running. The
// process should then be replaced: a goroutine cannot be killed.
func (r *Runtime) Stuck() bool { return r.stuck.Load() > 0 }

// Close releases the engine and all open documents.
func (r *Runtime) Close() error {
	if r.Stuck() {
		return nil // unmapping the memory under a running call would crash the process
	}
	return errors.Join(r.pool.Close(), r.cache.Close(context.Background()))
}
