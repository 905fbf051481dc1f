package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"

	"golang.org/x/sync/errgroup"

	"lianshen/checker"
)

// workers compares one worker on one core with a worker on every core: what the cores share
// (memory, caches, the clock of the processor) is what is lost.
func (b *bench) workers(ctx context.Context) error {
	n := runtime.NumCPU()
	alone, err := b.side(ctx, 1)
	if err != nil {
		return err
	}
	together, err := b.side(ctx, n)
	if err != nil {
		return err
	}
	b.table.add(row{name: "a scanned page, one worker on one core", ms: alone})
	b.table.add(row{name: fmt.Sprintf("%d workers, a core each: throughput over that of one worker, per worker", n), share: alone / together, target: 0.9})
	return nil
}

// side returns the median time of a warm page when n workers read the scan side by side.
func (b *bench) side(ctx context.Context, n int) (float64, error) {
	all := make([][]checker.Facts, n)
	group, ctx := errgroup.WithContext(ctx)
	for i := range n {
		group.Go(func() (err error) {
			all[i], err = b.pinned(ctx, i)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return 0, err
	}
	var pages []float64
	for _, facts := range all {
		pages = append(pages, medianStage(facts[1:], func(t checker.Timing) int64 { return t.Total })/scanPages)
	}
	return median(pages), nil
}

// pinned reads the scan runs times and once before, on one core.
func (b *bench) pinned(ctx context.Context, core int) ([]checker.Facts, error) {
	args := []string{"-c", strconv.Itoa(core), b.lianshen, "inspect", "--json"}
	for range b.runs + 1 {
		args = append(args, b.in.scan)
	}
	cmd := exec.CommandContext(ctx, "taskset", args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("taskset: %w", err)
	}
	return decodeFacts(bytes.NewReader(out), b.runs+1)
}
