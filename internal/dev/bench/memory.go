package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"lianshen/checker"
)

// memory watches the child that reads a long scan, and one that reads the short scan: the
// peak must not grow with the pages.
func (b *bench) memory(ctx context.Context) error {
	if b.in.long == "" {
		return nil
	}
	short, _, err := b.peak(ctx, b.in.scan)
	if err != nil {
		return err
	}
	long, facts, err := b.peak(ctx, b.in.long)
	if err != nil {
		return err
	}
	pages := float64(facts.File.Pages)
	b.table.add(row{name: fmt.Sprintf("peak memory of the child, %d-page scan", scanPages), mb: short})
	b.table.add(row{name: fmt.Sprintf("peak memory of the child, %d-page scan", facts.File.Pages), mb: long, target: 1200})
	b.table.add(row{name: fmt.Sprintf("a page of the %d-page scan", facts.File.Pages), ms: float64(facts.Timing.Total) / pages, target: 1000})
	return nil
}

// peak inspects file and returns the highest resident size, in MB, that any child reached.
func (b *bench) peak(ctx context.Context, file string) (float64, *checker.Facts, error) {
	out, err := os.CreateTemp("", "bench")
	if err != nil {
		return 0, nil, err
	}
	defer os.Remove(out.Name())
	defer out.Close()
	cmd := exec.CommandContext(ctx, b.lianshen, "inspect", "--json", file)
	cmd.Stdout, cmd.Stderr = out, os.Stderr
	if err := cmd.Start(); err != nil {
		return 0, nil, err
	}
	stop, done := make(chan struct{}), make(chan int64)
	go func() { done <- watch(cmd.Process.Pid, stop) }()
	err = cmd.Wait()
	close(stop)
	kb := <-done
	if err != nil {
		return 0, nil, err
	}
	facts, err := readFacts(out.Name())
	return float64(kb) * 1024 / 1e6, facts, err
}

// watch samples the peak of the children of pid, in kB, until stop is closed.
func watch(pid int, stop <-chan struct{}) int64 {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	var peak int64
	for {
		for _, child := range children(pid) {
			peak = max(peak, highWater(child))
		}
		select {
		case <-tick.C:
		case <-stop:
			return peak
		}
	}
}

// children lists the processes that the threads of pid started.
func children(pid int) []string {
	var out []string
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, list := range lists {
		raw, _ := os.ReadFile(list) // a thread that has ended has no children
		out = append(out, strings.Fields(string(raw))...)
	}
	return out
}

// highWater is VmHWM of a process in kB, 0 when it is gone.
func highWater(pid string) int64 {
	raw, _ := os.ReadFile("/proc/" + pid + "/status")
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb
		}
	}
	return 0
}

func readFacts(path string) (*checker.Facts, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var f checker.Facts
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, err
	}
	return &f, nil
}
