package main

import (
	"os"
	"path/filepath"
	"testing"

	"lianshen/checker"
	"lianshen/checker/cache"
)

// After one file was mended, only that one is read again.
func TestOnlyWhatChangedIsReadAgain(t *testing.T) {
	dir := t.TempDir()
	c, err := cache.Open(filepath.Join(dir, "cache"), cache.DefaultLimit)
	if err != nil {
		t.Fatal(err)
	}
	keep := &keeper{cache: c, program: "test", log: (&program{stderr: os.Stderr}).logger()}
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	reads := 0
	inspect := func(path string, r inspectRequest) *checker.Inspection {
		in, err := keep.inspect(r, path, func() (*checker.Inspection, error) {
			reads++
			digest, err := digestOf(path)
			return &checker.Inspection{Facts: &checker.Facts{File: checker.File{Name: r.Name, SHA256: digest}}}, err
		})
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	a, b := file("a.pdf", "one"), file("b.pdf", "two")
	r := inspectRequest{Name: "a.pdf", OCR: "auto"}
	other := r
	other.Options.DPI = 300
	for _, step := range []struct {
		name  string
		do    func()
		reads int
	}{
		{"both for the first time", func() { inspect(a, r); inspect(b, r) }, 2},
		{"both again", func() { inspect(a, r); inspect(b, r) }, 2},
		{"one mended", func() { inspect(file("a.pdf", "mended"), r); inspect(b, r) }, 3},
		{"finer", func() { inspect(b, other) }, 4},
		{"under another name", func() {
			renamed := r
			renamed.Name = "c.pdf"
			if got := inspect(file("c.pdf", "two"), renamed).Facts.File.Name; got != "c.pdf" {
				t.Errorf("the name is %q", got)
			}
		}, 4},
	} {
		if step.do(); reads != step.reads {
			t.Errorf("%s: %d reads so far, want %d", step.name, reads, step.reads)
		}
	}
	keep = nil
	if inspect(b, r); reads != 5 {
		t.Error("--no-cache did not read")
	}
}
