package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lianshen/checker/malware"
	"lianshen/checker/malware/malwaretest"
	"lianshen/workflow/blob"
)

// A version in which the scanner finds something is noted as that and not opened; while the
// scanner is away nothing is read, and everything once it is back.
func TestMalwareIsNotRead(t *testing.T) {
	c := sqliteCity(t)
	plain := c.env
	infected := c.write("infected.pdf", "%PDF-1.7\n"+malwaretest.EICAR+"\n")
	c.must(c.filer, "project", "upload", c.project, infected, "contract", "--no-inspect")

	c.env = append(slices.Clone(plain), "LIANSHEN_CLAMD=unix:"+filepath.Join(t.TempDir(), "none"))
	c.must("", "work", "--drain")
	if v := c.contract(); v.Facts != "" || v.Failure != "" {
		t.Errorf("read without the scanner that is to be asked: %+v", v)
	}

	d := malwaretest.Start(t, "unix")
	c.env = append(slices.Clone(plain), "LIANSHEN_CLAMD="+d.At)
	c.dueNow()
	c.must("", "work", "--drain")
	if v := c.contract(); v.Failure != malware.CodeFound || !strings.Contains(v.Message, malwaretest.Signature) {
		t.Errorf("malware: %+v", v)
	}
	if _, err := os.Stat(infected); err != nil { // the file as such is kept, as evidence
		t.Error(err)
	}

	c.must(c.filer, "project", "upload", c.project, c.pdf, "contract")
	info, err := os.Stat(c.pdf)
	if err != nil {
		t.Fatal(err)
	}
	if v := c.contract(); v.Facts == "" || !slices.Contains(d.Sizes(), int(info.Size())) {
		t.Errorf("clean: %+v, streams %v", v, d.Sizes())
	}
	if out := c.must("", "version"); !strings.Contains(out, "scanner    ClamAV 1.4.2/27530/Mon Jan 27 2025 at unix:") {
		t.Errorf("version: %s", out)
	}
}

// A stored file is opened once it was found clean, and not scanned for each of its pages.
func TestGuard(t *testing.T) {
	d := malwaretest.Start(t, "tcp")
	scanner, err := malware.New(d.At)
	if err != nil {
		t.Fatal(err)
	}
	files, err := blob.OpenFolder(t.Context(), filepath.Join(t.TempDir(), "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	put := func(text string) string {
		digest, _, err := files.Put(t.Context(), strings.NewReader(text), 1000)
		if err != nil {
			t.Fatal(err)
		}
		return digest
	}
	clean, infected := put("%PDF"), put("%PDF"+malwaretest.EICAR)
	g := &guard{scanner: scanner, files: files, log: slog.New(slog.DiscardHandler)}
	for range 3 {
		if text, err := readAll(t.Context(), g, clean); text != "%PDF" || err != nil {
			t.Errorf("%q, %v", text, err)
		}
		if text, err := readAll(t.Context(), g, infected); text != "" || !errors.Is(err, malware.ErrFound) {
			t.Errorf("%q, %v", text, err)
		}
	}
	if n := len(d.Sizes()); n != 4 {
		t.Errorf("%d scans of one clean file and, three times, an infected one", n)
	}
	g.scanner = nil
	if text, err := readAll(t.Context(), g, infected); text == "" || err != nil {
		t.Errorf("without a scanner: %q, %v", text, err)
	}
}

func readAll(ctx context.Context, g *guard, digest string) (string, error) {
	file, err := g.Open(ctx, digest)
	if err != nil {
		return "", err
	}
	defer file.Close()
	raw, err := io.ReadAll(file)
	return string(raw), err
}

// A scanner that is named wrongly is no scanner that is left out.
func TestScannerNamedWrongly(t *testing.T) {
	var problems bytes.Buffer
	code := run(t.Context(), []string{"version"}, []string{"LIANSHEN_CLAMD=/run/clamav/clamd.ctl"}, io.Discard, &problems)
	if code != 2 || !strings.Contains(problems.String(), "LIANSHEN_CLAMD 写法有误") {
		t.Errorf("%d: %s", code, problems.String())
	}
}

// What is sent and not stored is scanned, and read from its begin.
func TestScanSent(t *testing.T) {
	scanner, err := malware.New(malwaretest.Start(t, "unix").At)
	if err != nil {
		t.Fatal(err)
	}
	clean := strings.NewReader("PK picture")
	if err := scanSent(t.Context(), scanner, clean); err != nil || clean.Len() != len("PK picture") {
		t.Errorf("%v, %d bytes left", err, clean.Len())
	}
	if err := scanSent(t.Context(), scanner, strings.NewReader(malwaretest.EICAR)); !errors.Is(err, malware.ErrFound) {
		t.Errorf("%v", err)
	}
	if err := scanSent(t.Context(), scanner, io.MultiReader(clean)); err == nil {
		t.Error("what cannot be read twice was let pass")
	}
}
