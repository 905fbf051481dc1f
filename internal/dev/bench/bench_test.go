package main

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"lianshen/checker"
)

func TestMedian(t *testing.T) {
	for _, tt := range []struct {
		v    []float64
		want float64
	}{{[]float64{3}, 3}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 3, 2}, 2.5}} {
		if got := median(tt.v); got != tt.want {
			t.Errorf("median of %v = %g, want %g", tt.v, got, tt.want)
		}
	}
	facts := []checker.Facts{{Timing: checker.Timing{OCR: 30}}, {Timing: checker.Timing{OCR: 10}}, {Timing: checker.Timing{OCR: 20}}}
	if got := medianStage(facts, func(t checker.Timing) int64 { return t.OCR }); got != 20 {
		t.Errorf("median of a stage = %g, want 20", got)
	}
}

func TestTable(t *testing.T) {
	var b strings.Builder
	tab := table{}
	tab.add(row{name: "page", ms: 1500, target: 1000})
	tab.add(row{name: "rules", ms: 4.26, target: 5})
	tab.add(row{name: "peak", mb: 1199.6, target: 1200})
	tab.add(row{name: "peer", ms: 250, note: "peer"})
	tab.add(row{name: "workers", share: 0.95, target: 0.9})
	tab.add(row{name: "few workers", share: 0.45, target: 0.9})
	tab.write(&b, nil)
	for _, want := range []string{
		"| page | 1.50 s | ≤ 1.00 s | **missed** (1.5 ×) |", "| rules | 4.3 ms | ≤ 5.0 ms | met |",
		"| peak | 1200 MB | ≤ 1200 MB | met |", "| peer | 250 ms |  | peer |",
		"| workers | 0.95 | ≥ 0.90 | met |", "| few workers | 0.45 | ≥ 0.90 | **missed** (0.5 ×) |",
	} {
		if !strings.Contains(b.String(), want+"\n") {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
}

// The test's own process stands for a child.
func TestTableWithBefore(t *testing.T) {
	var b strings.Builder
	tab, before := table{}, table{}
	tab.add(row{name: "page", ms: 900, target: 1000})
	tab.add(row{name: "workers", share: 0.95, target: 0.9})
	before.add(row{name: "page", ms: 1100})
	tab.write(&b, &before)
	want := "| figure | before | measured | target | |\n|---|---:|---:|---:|---|\n" +
		"| page | 1.10 s | 900 ms | ≤ 1.00 s | met |\n| workers |  | 0.95 | ≥ 0.90 | met |\n"
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}

func TestHighWater(t *testing.T) {
	if kb := highWater(strconv.Itoa(os.Getpid())); kb < 1000 {
		t.Errorf("this process peaked at %d kB?", kb)
	}
	if kb := highWater("0"); kb != 0 {
		t.Errorf("a process that is gone has %d kB", kb)
	}
}
