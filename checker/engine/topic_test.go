package engine

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// No topic of the shipped rules has to be asked of OPA itself.
func TestPlansAnswer(t *testing.T) {
	e, err := New(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../testdata/inputs/*.json.gz")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stored inputs: %v", err)
	}
	for _, file := range files {
		in, err := newInput(plainJSON(t, file))
		if err != nil {
			t.Fatal(err)
		}
		run, end := e.start(t.Context(), in)
		defer end()
		for _, topic := range e.topics {
			for _, ref := range []string{topic.deny, topic.notApplicable} {
				if ref == "" {
					continue
				}
				if _, err := run.Ask(ref); err != nil {
					t.Errorf("%s: %s: %v", filepath.Base(file), ref, err)
				}
			}
		}
	}
}

func plainJSON(t *testing.T, file string) (v any) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.NewDecoder(text).Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
