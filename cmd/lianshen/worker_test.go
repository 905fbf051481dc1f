package main

import (
	"os"
	"path/filepath"
	"testing"

	"lianshen/checker"
)

// TestWorkerReadsADocument runs an inspection inside this process, where the race detector
// sees rendering and reading side by side; in a cell its own memory would break the limit.
func TestWorkerReadsADocument(t *testing.T) {
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	const name = "acceptance-opinion.pdf"
	data, err := os.ReadFile(filepath.Join(repo, "testdata", "dossiers", "water-valid", name))
	if err != nil {
		t.Fatal(err)
	}
	w, err := newWorker(t.Context(), models(t, repo), t.TempDir(), 2)
	if err != nil {
		t.Fatal(err)
	}
	engine, err := w.engine("auto")
	if err != nil {
		t.Fatal(err)
	}
	inspector := &checker.Inspector{PDF: w.pdf, Text: engine, Seals: sealReader(engine), Kinds: w.kinds, Version: version}
	pages := 0
	in, err := inspector.Inspect(t.Context(), checker.Source{Name: name, Data: data}, checker.InspectOptions{}, func(checker.PageEvent) { pages++ })
	if err != nil {
		t.Fatal(err)
	}
	if pages != 2 || len(in.Facts.Seals) != 1 || in.Facts.Document.Kind == nil {
		t.Errorf("%d pages told, %d seals, kind %v; want 2, 1 and a kind", pages, len(in.Facts.Seals), in.Facts.Document.Kind)
	}
}
