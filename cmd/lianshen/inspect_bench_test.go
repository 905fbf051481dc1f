package main

import (
	"os"
	"path/filepath"
	"testing"

	"lianshen/checker"
)

// Benchmarks of the inspection inside one process, without the cell: for profiles
// (-cpuprofile). `make bench` measures the program as users run it.

func BenchmarkInspectScan(b *testing.B) { benchmarkInspect(b, "acceptance-opinion.pdf") }

func BenchmarkInspectBornDigital(b *testing.B) { benchmarkInspect(b, "construction-plan.pdf") }

func benchmarkInspect(b *testing.B, name string) {
	repo, err := filepath.Abs("../..")
	if err != nil {
		b.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(repo, "testdata", "dossiers", "water-valid", name))
	if err != nil {
		b.Fatal(err)
	}
	w, err := newWorker(b.Context(), filepath.Join(repo, "node_modules"), b.TempDir(), 0)
	if err != nil {
		b.Fatal(err)
	}
	engine, err := w.engine("ppocr")
	if err != nil {
		b.Skip(err)
	}
	inspector := &checker.Inspector{PDF: w.pdf, Text: engine, Seals: sealReader(engine), Kinds: w.kinds, Version: version}
	pages := 0
	for b.Loop() {
		in, err := inspector.Inspect(b.Context(), checker.Source{Name: name, Data: data}, checker.InspectOptions{}, func(checker.PageEvent) {})
		if err != nil {
			b.Fatal(err)
		}
		pages += len(in.Facts.Pages)
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(pages), "ms/page")
}
