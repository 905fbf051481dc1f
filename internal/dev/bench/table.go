package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
)

// row is one figure: milliseconds or megabytes, with its target of design.md section 4.
type row struct {
	name   string
	ms, mb float64
	target float64 // in the same unit; 0 for none
	note   string
}

type table struct{ rows []row }

func (t *table) add(r row) { t.rows = append(t.rows, r) }

func (t *table) write(w io.Writer) {
	fmt.Fprintln(w, "| figure | measured | target | |")
	fmt.Fprintln(w, "|---|---:|---:|---|")
	for _, r := range t.rows {
		fmt.Fprintf(w, "| %s | %s | %s | %s |\n", r.name, r.show(max(r.ms, r.mb)), r.goal(), r.outcome())
	}
}

func (r row) show(v float64) string {
	switch {
	case r.mb > 0:
		return fmt.Sprintf("%.0f MB", v)
	case v >= 1000:
		return fmt.Sprintf("%.2f s", v/1000)
	case v < 20:
		return fmt.Sprintf("%.1f ms", v)
	default:
		return fmt.Sprintf("%.0f ms", v)
	}
}

func (r row) goal() string {
	if r.target == 0 {
		return ""
	}
	return "≤ " + r.show(r.target)
}

func (r row) outcome() string {
	switch {
	case r.target == 0:
		return r.note
	case max(r.ms, r.mb) <= r.target:
		return "met"
	default:
		return fmt.Sprintf("**missed** (%.1f ×)", max(r.ms, r.mb)/r.target)
	}
}

// writeMachine says on what the figures were taken: they mean nothing without it.
func writeMachine(w io.Writer, runs int) {
	fmt.Fprintf(w, "# Speed and memory\n\nMeasured by `make bench` on %s. Medians of %d runs.\n\n", time.Now().UTC().Format(time.DateOnly), runs)
	fmt.Fprintf(w, "- %d cores, %s, %s %s/%s\n", runtime.NumCPU(), cpuModel(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(w, "- load average at the end: %s (above the number of cores the figures are too high)\n\n", load())
}

func cpuModel() string {
	raw, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(raw)) {
		if name, model, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(model)
		}
	}
	return "unknown processor"
}

func load() string {
	raw, _ := os.ReadFile("/proc/loadavg")
	fields := strings.Fields(string(raw))
	if len(fields) < 3 {
		return "unknown"
	}
	return strings.Join(fields[:3], " ")
}
