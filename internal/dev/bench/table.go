package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
)

// row is one figure with its target of design.md section 4. One of ms, mb and share is set.
type row struct {
	name   string
	ms, mb float64
	share  float64
	target float64 // in the same unit, the most of ms and mb, the least of share; 0 for none
	note   string
}

type table struct{ rows []row }

func (t *table) add(r row) { t.rows = append(t.rows, r) }

// write prints the figures, with those of another binary in a column of their own where
// there are any.
func (t *table) write(w io.Writer, before *table) {
	if before == nil {
		fmt.Fprint(w, "| figure | measured | target | |\n|---|---:|---:|---|\n")
	} else {
		fmt.Fprint(w, "| figure | before | measured | target | |\n|---|---:|---:|---:|---|\n")
	}
	for _, r := range t.rows {
		fmt.Fprintf(w, "| %s |", r.name)
		if before != nil {
			fmt.Fprintf(w, " %s |", before.shown(r.name))
		}
		fmt.Fprintf(w, " %s | %s | %s |\n", r.show(r.value()), r.goal(), r.outcome())
	}
}

// shown is the figure of a name, empty when it was not measured.
func (t *table) shown(name string) string {
	for _, r := range t.rows {
		if r.name == name {
			return r.show(r.value())
		}
	}
	return ""
}

func (r row) value() float64 { return max(r.ms, r.mb, r.share) }

func (r row) show(v float64) string {
	switch {
	case r.share > 0:
		return fmt.Sprintf("%.2f", v)
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
	switch {
	case r.target == 0:
		return ""
	case r.share > 0:
		return "≥ " + r.show(r.target)
	default:
		return "≤ " + r.show(r.target)
	}
}

func (r row) outcome() string {
	over := r.value() / max(r.target, 1e-9)
	switch {
	case r.target == 0:
		return r.note
	case r.share > 0 && over >= 1, r.share == 0 && over <= 1:
		return "met"
	default:
		return fmt.Sprintf("**missed** (%.2g ×)", over)
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
