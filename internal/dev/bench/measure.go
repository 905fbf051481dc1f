package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"lianshen/checker"
)

// warmPages inspects the scan again and again in one process; the first time warms up.
func (b *bench) warmPages(ctx context.Context) error {
	all, err := b.inspect(ctx, slices.Repeat([]string{b.in.scan}, b.runs+1)...)
	if err != nil {
		return err
	}
	stage := func(of func(checker.Timing) int64) float64 { return medianStage(all[1:], of) / scanPages }
	b.table.add(row{name: "scanned A4, 200 dpi, warm: a page", ms: stage(func(t checker.Timing) int64 { return t.Total }), target: 1000})
	b.table.add(row{name: "… of it rendering (beside the reading)", ms: stage(func(t checker.Timing) int64 { return t.Render })})
	b.table.add(row{name: "… of it OCR", ms: stage(func(t checker.Timing) int64 { return t.OCR })})
	b.table.add(row{name: "… of it seals", ms: stage(func(t checker.Timing) int64 { return t.Seals })})
	return nil
}

// tesseract reads the same pages, rendered at 200 dpi, with its threads free and with one.
func (b *bench) tesseract(ctx context.Context) error {
	pages, err := renderPages(ctx, b.in.scan, b.dir)
	if err != nil {
		return err
	}
	for _, limit := range []string{"", "1"} {
		ms, err := b.median(func() error { return readAll(ctx, pages, limit) })
		if err != nil {
			return err
		}
		name := "tesseract -l chi_sim, same pages: a page"
		if limit != "" {
			name += ", OMP_THREAD_LIMIT=" + limit
		}
		b.table.add(row{name: name, ms: ms / scanPages, note: "peer"})
	}
	return nil
}

func readAll(ctx context.Context, pages []string, limit string) error {
	for _, page := range pages {
		cmd := exec.CommandContext(ctx, "tesseract", page, "stdout", "-l", "chi_sim")
		cmd.Env = environ("OMP_THREAD_LIMIT", limit)
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("tesseract: %w", err)
		}
	}
	return nil
}

// coldStart runs the whole program for one page, with the compiled WebAssembly cached and
// without.
func (b *bench) coldStart(ctx context.Context) error {
	start := func(cache string) error {
		_, err := b.output(ctx, cache, "inspect", "--json", b.in.one)
		return err
	}
	if err := start(""); err != nil { // fills the cache
		return err
	}
	ms, err := b.median(func() error { return start("") })
	if err != nil {
		return err
	}
	b.table.add(row{name: "one scanned page from the command line, caches present", ms: ms, target: 3000})
	ms, err = b.median(func() error {
		empty, err := os.MkdirTemp("", "bench")
		if err != nil {
			return err
		}
		defer os.RemoveAll(empty)
		return start(empty)
	})
	b.table.add(row{name: "one scanned page from the command line, no caches", ms: ms})
	return err
}

func (b *bench) bornDigital(ctx context.Context) error {
	all, err := b.inspect(ctx, slices.Repeat([]string{b.in.digital}, b.runs+1)...)
	if err != nil {
		return err
	}
	ms := medianStage(all[1:], func(t checker.Timing) int64 { return t.Total })
	b.table.add(row{name: fmt.Sprintf("born-digital, %d pages, warm: in all", digitalPages), ms: ms, target: 400})
	return nil
}

// dossier checks a dossier whose files were never read, and again when all of them were. The
// cache is its own; the compiled WebAssembly in it stays.
func (b *bench) dossier(ctx context.Context) error {
	cache, err := filepath.Abs(filepath.Join(b.dir, "cache"))
	if err != nil {
		return err
	}
	check := func() error {
		_, err := b.output(ctx, cache, "check", "--format", "json", "--dossier", b.in.dossiers)
		if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() == 1 {
			return nil // a report with blocking findings is a report
		}
		return err
	}
	if _, err := b.output(ctx, cache, "inspect", "--json", b.in.one); err != nil { // compiles
		return err
	}
	ms, err := b.median(func() error {
		if err := os.RemoveAll(filepath.Join(cache, "lianshen", "inspections")); err != nil {
			return err
		}
		return check()
	})
	if err != nil {
		return err
	}
	b.table.add(row{name: "one dossier (13 documents), command line, in all", ms: ms})
	ms, err = b.median(check)
	b.table.add(row{name: "… again, every file read before", ms: ms})
	return err
}

// inspect returns the facts of files, read by one process.
func (b *bench) inspect(ctx context.Context, files ...string) ([]checker.Facts, error) {
	out, err := b.output(ctx, "", append([]string{"inspect", "--json"}, files...)...)
	if err != nil {
		return nil, err
	}
	return decodeFacts(bytes.NewReader(out), len(files))
}

// decodeFacts reads n facts, one after the other.
func decodeFacts(r io.Reader, n int) ([]checker.Facts, error) {
	facts := make([]checker.Facts, 0, n)
	for dec := json.NewDecoder(r); dec.More(); {
		var f checker.Facts
		if err := dec.Decode(&f); err != nil {
			return nil, err
		}
		facts = append(facts, f)
	}
	if len(facts) != n {
		return nil, fmt.Errorf("%d facts of %d files", len(facts), n)
	}
	return facts, nil
}

// output runs the binary; cache replaces the user's cache folder unless it is empty.
func (b *bench) output(ctx context.Context, cache string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, b.lianshen, args...)
	cmd.Env, cmd.Stderr = environ("XDG_CACHE_HOME", cache), os.Stderr
	return cmd.Output()
}

// environ is the environment with one variable replaced, or taken out when value is empty
// and the variable steers threads.
func environ(name, value string) []string {
	env := os.Environ()
	if value != "" {
		return append(env, name+"="+value)
	}
	return slices.DeleteFunc(env, func(kv string) bool { return strings.HasPrefix(kv, "OMP_THREAD_LIMIT=") })
}

// median runs f and returns the median wall time in milliseconds.
func (b *bench) median(f func() error) (float64, error) {
	var times []float64
	for range b.runs {
		begin := time.Now()
		if err := f(); err != nil {
			return 0, err
		}
		times = append(times, float64(time.Since(begin).Microseconds())/1000)
	}
	return median(times), nil
}

func medianStage(all []checker.Facts, of func(checker.Timing) int64) float64 {
	var times []float64
	for _, f := range all {
		times = append(times, float64(of(f.Timing)))
	}
	return median(times)
}

// median of a list that is not empty.
func median(v []float64) float64 {
	s := slices.Sorted(slices.Values(v))
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}
