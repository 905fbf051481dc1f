package checker_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"lianshen/checker"
	"lianshen/policies/notice"
)

// TestClassifyDossiers recognises every document of the dossiers by the notice's patterns.
func TestClassifyDossiers(t *testing.T) {
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	var kinds []checker.KindPattern
	for _, k := range n.Kinds {
		p := checker.KindPattern{Slug: k.Slug, Titles: k.Recognise.Titles}
		for _, w := range k.Recognise.Keywords {
			p.Keywords = append(p.Keywords, checker.Keyword{Text: w.Text, Weight: w.Weight})
		}
		kinds = append(kinds, p)
	}
	names, err := filepath.Glob("../testdata/dossiers/*/*.truth.json")
	if err != nil || len(names) == 0 {
		t.Skip("no dossiers in testdata", err)
	}
	for _, name := range names {
		want, pages := readTruth(t, name)
		got := checker.ClassifyDocument(pages, kinds)
		if got.Kind == nil || *got.Kind != want {
			t.Errorf("%s is taken for %s", name, describe(got))
		}
	}
}

func describe(k checker.DocumentKind) string {
	out, err := json.Marshal(k)
	if err != nil {
		return err.Error()
	}
	return string(out)
}

// readTruth returns the kind and the pages of a truth file.
func readTruth(t *testing.T, name string) (kind string, pages []checker.Page) {
	t.Helper()
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		Kind  string
		Pages []checker.Page
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for i := range f.Pages {
		f.Pages[i].WidthPt, f.Pages[i].HeightPt = 595.3, 841.9
	}
	return f.Kind, f.Pages
}
