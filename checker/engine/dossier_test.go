package engine_test

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"lianshen/checker"
	"lianshen/checker/engine"
)

// storedInput is a sample dossier of 13 documents as it was read from its PDFs.
func storedInput(t testing.TB, name string) checker.Input {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "testdata", "inputs", name+".json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(text)
	dec.DisallowUnknownFields()
	var in checker.Input
	if err := dec.Decode(&in); err != nil {
		t.Fatal(err)
	}
	return in
}

// BenchmarkDossier judges dossiers of 13 documents, their facts ready; the aim is 5 ms.
func BenchmarkDossier(b *testing.B) {
	e := newEngine(b, engine.Options{})
	for _, name := range []string{"water-valid", "gas-valid"} {
		input := storedInput(b, name)
		b.Run(name, func(b *testing.B) {
			var times []time.Duration
			b.ReportAllocs()
			for b.Loop() {
				begin := time.Now()
				if _, err := e.Evaluate(b.Context(), input); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(begin))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "median-ms")
		})
	}
}

func TestStoredInputsAreClean(t *testing.T) {
	e := newEngine(t, engine.Options{})
	for _, name := range []string{"water-valid", "gas-valid"} {
		got := evaluate(t, e, storedInput(t, name))
		for _, f := range got.Findings {
			if f.Severity != engine.Info {
				t.Errorf("%s: %s", name, f.Message.EN)
			}
		}
	}
}
