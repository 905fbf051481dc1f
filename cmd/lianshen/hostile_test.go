package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lianshen/checker"
	"lianshen/checker/cell"
	"lianshen/internal/errs"
	"lianshen/testdata/hostile"
)

var updateHostile = flag.Bool("update-hostile", false, "write docs/hostile.md from this run")

const (
	// A hostile file may take long, but never as long as the limit of a page, and never as
	// much memory as the limit of a child.
	hostileWall   = 55 * time.Second
	hostileMemory = 1_200_000_000
)

// hostileRow is what became of one file.
type hostileRow struct {
	hostile.Case
	outcome string
	wall    time.Duration
	peak    int64
}

// TestHostileFiles sends every hostile file through the cell, as the program does: each has
// an outcome of its own, and the pool goes on.
func TestHostileFiles(t *testing.T) {
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	pool, err := newPool(Config{Models: models(t, repo), CacheDir: t.TempDir(), MaxBytes: maxDocumentBytes}, 1, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	if _, err := pool.Isolation(context.Background()); err != nil {
		t.Fatal(err)
	}
	var rows []hostileRow
	for _, c := range hostile.Set() {
		t.Run(c.Name, func(t *testing.T) {
			rows = append(rows, inspectHostile(t, pool, c))
		})
	}
	if *updateHostile {
		writeHostile(t, filepath.Join(repo, "docs", "hostile.md"), rows)
	}
}

func inspectHostile(t *testing.T, pool *cell.Pool, c hostile.Case) hostileRow {
	t.Helper()
	begin := time.Now()
	request := inspectRequest{Name: c.FileName, OCR: "auto"}
	result, err := pool.Do(context.Background(), opInspect, request, bytes.NewReader(c.Bytes()), nil)
	row := hostileRow{Case: c, wall: time.Since(begin), peak: result.PeakMemory}
	if row.wall > hostileWall {
		t.Errorf("took %s", row.wall)
	}
	if row.peak > hostileMemory {
		t.Errorf("used %d MB", row.peak/1e6)
	}
	if err != nil {
		row.outcome = refusedHostile(t, c, err)
		return row
	}
	var in checker.Inspection
	if err := json.Unmarshal(result.Data, &in); err != nil {
		t.Fatal(err)
	}
	row.outcome = inspectedHostile(t, c, in.Facts)
	return row
}

func refusedHostile(t *testing.T, c hostile.Case, err error) string {
	t.Helper()
	e := errs.As(err)
	if e.Category == errs.Internal {
		t.Errorf("internal error: %v", err)
	}
	if c.Want.Code != "" && e.Code != c.Want.Code {
		t.Errorf("refused as %s, want %s", e.Code, c.Want.Code)
	}
	if c.Want.Code == "" && !c.Want.PageFails {
		t.Errorf("refused as %s, should be inspected: %v", e.Code, err)
	}
	if e.Message.ZH == "" || e.Message.EN == "" || e.Remedy.ZH == "" {
		t.Error("the refusal has no words for the user")
	}
	return "refused: " + e.Code
}

func inspectedHostile(t *testing.T, c hostile.Case, f *checker.Facts) string {
	t.Helper()
	if c.Want.Code != "" {
		t.Errorf("inspected, should be refused as %s", c.Want.Code)
	}
	if got, want := strings.Join(f.File.ActiveContent, ","), strings.Join(c.Want.Active, ","); got != want {
		t.Errorf("active content %q, want %q", got, want)
	}
	if f.File.Encrypted != c.Want.Encrypted {
		t.Errorf("encrypted = %v", f.File.Encrypted)
	}
	var integrity []string
	for _, s := range f.Signatures {
		integrity = append(integrity, s.Integrity)
	}
	if got, want := strings.Join(integrity, ","), strings.Join(c.Want.Signatures, ","); got != want {
		t.Errorf("signatures %q, want %q", got, want)
	}
	return describeHostile(f, integrity)
}

func describeHostile(f *checker.Facts, integrity []string) string {
	parts := []string{"inspected"}
	if f.File.Encrypted {
		parts = append(parts, "owner password noted")
	}
	if f.File.Repaired {
		parts = append(parts, "repaired")
	}
	if len(f.File.ActiveContent) > 0 {
		parts = append(parts, "flagged "+strings.Join(f.File.ActiveContent, ", "))
	}
	if len(integrity) > 0 {
		parts = append(parts, "signature "+strings.Join(integrity, ", "))
	}
	for _, p := range f.Pages {
		if p.Failed != nil {
			parts = append(parts, fmt.Sprintf("page %d: %s", p.Number, p.Failed.Code))
			break
		}
	}
	return strings.Join(parts, "; ")
}

func writeHostile(t *testing.T, path string, rows []hostileRow) {
	t.Helper()
	var b strings.Builder
	b.WriteString("# Hostile files\n\nWhat becomes of every file of `testdata/hostile`, sent through the cell one after the other.\n" +
		"Made by `go test -tags tesseract ./cmd/lianshen -run TestHostileFiles -update-hostile`; time and memory vary with the machine.\n" +
		"Memory is the resident peak of the child, engines included.\n\n| file | what it is | outcome | time | memory |\n|---|---|---|---|---|\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %s | %s | %.2f s | %s |\n", r.Name, r.Note, r.outcome, r.wall.Seconds(), peakMB(r.peak))
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// peakMB is empty for a file that was refused before the first sample of memory.
func peakMB(peak int64) string {
	if peak == 0 {
		return "–"
	}
	return fmt.Sprintf("%d MB", peak/1_000_000)
}
