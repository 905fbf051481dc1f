package main

import (
	"os"
	"path/filepath"
	"testing"

	"lianshen/checker"
	"lianshen/workflow"
)

// A sealed sheet names its company, and no other.
func TestLicenceIsRead(t *testing.T) {
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(repo, "testdata", "dossiers", "water-valid", "acceptance-opinion.pdf"))
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
	in, err := inspector.Inspect(t.Context(), checker.Source{Name: "licence.pdf", Data: data}, checker.InspectOptions{DPI: 200}, func(checker.PageEvent) {})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]workflow.Reading{"东莞市绿源纸业有限公司": workflow.ReadYes, "深圳市海蓝电子科技有限公司": workflow.ReadNo} {
		in.FillMatches(verifySeal, expected([]string{name}))
		got := licenceOf(in.Facts, name, "91440300MA5F000000")
		if got.Seal != want || (got.Name == workflow.ReadYes) != (want == workflow.ReadYes) || got.USCC == workflow.ReadYes || got.Pages != 2 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// What was not read is not absent.
func TestLicenceOfNothing(t *testing.T) {
	f := &checker.Facts{Pages: []checker.Page{{TextSource: "ocr", Lines: nil}}}
	if got := licenceOf(f, "甲厂", "x"); got.Name != workflow.ReadUnknown || got.Seal != workflow.ReadNo {
		t.Errorf("%+v", got)
	}
	f.Seals = []checker.Seal{{Matches: []checker.Match{{Verdict: checker.Mismatches}}}, {Matches: []checker.Match{{Verdict: checker.MatchUnknown}}}}
	if got := licenceOf(f, "甲厂", "x"); got.Seal != workflow.ReadUnknown {
		t.Errorf("%+v", got)
	}
}
