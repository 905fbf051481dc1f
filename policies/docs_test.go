package policies_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker/engine"
)

func TestDocsAreUpToDate(t *testing.T) {
	e, err := engine.New(t.Context(), options())
	if err != nil {
		t.Fatal(err)
	}
	pages, err := e.Docs()
	if err != nil {
		t.Fatal(err)
	}
	const dir = "../docs/rules"
	for name, want := range pages {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		} else if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s is stale, run `go generate ./policies` (-want +got)\n%s", name, diff)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(pages) {
		t.Errorf("%s holds %d files, %d pages are generated", dir, len(entries), len(pages))
	}
}
