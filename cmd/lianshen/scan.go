package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"lianshen/checker/malware"
	"lianshen/workflow/blob"
)

// guard has stored files scanned for malware before they are opened or given out. Where no
// scanner is configured everything passes.
type guard struct {
	scanner *malware.Scanner
	files   *blob.Store
	log     *slog.Logger

	mu    sync.Mutex
	clean map[string]time.Time // until when a file is taken for clean, by digest
}

// A file that was clean is not scanned again within cleanTime: its pages are asked for one by
// one. cleanFiles bounds what is remembered.
const (
	cleanTime  = time.Hour
	cleanFiles = 10_000
)

// Open opens a stored file that is clean. Its errors: those of malware.Scanner.Scan and of
// blob.Store.Open.
func (g *guard) Open(ctx context.Context, digest string) (io.ReadCloser, error) {
	if err := g.pass(ctx, digest); err != nil {
		return nil, err
	}
	return g.files.Open(ctx, digest)
}

func (g *guard) pass(ctx context.Context, digest string) error {
	if g.scanner == nil || g.known(digest) {
		return nil
	}
	file, err := g.files.Open(ctx, digest)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it was only read
	err = g.scanner.Scan(ctx, file)
	switch {
	case err == nil:
		g.remember(digest)
	case errors.Is(err, malware.ErrFound):
		g.log.Warn("malware", "file", digest, "error", err)
	default:
		g.log.Error("a file was not scanned", "file", digest, "error", err)
	}
	return err
}

func (g *guard) known(digest string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return time.Now().Before(g.clean[digest])
}

func (g *guard) remember(digest string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.clean == nil || len(g.clean) >= cleanFiles {
		g.clean = map[string]time.Time{}
	}
	g.clean[digest] = time.Now().Add(cleanTime)
}

// scanSent has a file scanned that is read once and not stored, and sets it back to its begin.
func scanSent(ctx context.Context, s *malware.Scanner, file io.Reader) error {
	if s == nil {
		return nil
	}
	begin, ok := file.(io.Seeker)
	if !ok {
		return fmt.Errorf("scan: a %T cannot be read twice", file)
	}
	if err := s.Scan(ctx, file); err != nil {
		return err
	}
	_, err := begin.Seek(0, io.SeekStart)
	return err
}
