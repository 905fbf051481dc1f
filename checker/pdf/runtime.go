package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	// memoryPages bounds the memory of one pdfium instance: 768 MB in WebAssembly pages of
	// 64 KB. A JPEG 2000 scan of A4 at 600 dpi needs about 450 MB.
	memoryPages = 768 << 20 / (64 << 10)
	// instances is how many documents may be open at once.
	instances = 4
)

// Config of a Runtime.
type Config struct {
	// CacheDir holds compiled WebAssembly between processes: compiling takes seconds,
	// loading the result tens of milliseconds. It may be shared by processes. Empty, or a
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
}

// NewRuntime compiles or loads pdfium. ctx must live as long as the Runtime. The error is
// ErrUnavailable.
func NewRuntime(ctx context.Context, cfg Config) (*Runtime, error) {
	var first error
	for _, dir := range cacheDirs(cfg.CacheDir) {
		r, err := start(ctx, dir)
		if err == nil {
			return r, nil
		}
		first = errors.Join(first, err)
	}
	return nil, ErrUnavailable.Wrap(first)
}

// cacheDirs lists the directories to try in turn; "" stands for no cache on disk.
func cacheDirs(dir string) []string {
	if dir == "" {
		return []string{""}
	}
	return []string{dir, ""}
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
	pool, err := webassembly.Init(webassembly.Config{
		Context:       withMemory(ctx),
		MaxTotal:      instances,
		FSConfig:      wazero.NewFSConfig(), // nothing mounted; nil would mount "/"
		RuntimeConfig: runtimeConfig(cache),
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, errors.Join(err, cache.Close(ctx))
	}
	return &Runtime{pool: pool, cache: cache}, nil
}

// runtimeConfig bounds the memory. Interruption by context is left off on purpose: its
// checks in every loop make rendering four times slower.
func runtimeConfig(cache wazero.CompilationCache) wazero.RuntimeConfig {
	return wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages).
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
