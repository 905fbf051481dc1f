package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lianshen/checker"
	"lianshen/checker/schema"
)

var update = flag.Bool("update", false, "rewrite the golden files from this run")

// goldenAt is the instant at which samples are judged: their documents are from 2026.
const goldenAt = "2026-10-01T09:00:00+08:00"

// goldenFacts are the documents whose facts are kept in full: a scan with a table, one with
// several seals, a born-digital one, one with photographs.
var goldenFacts = []string{"acceptance-opinion", "comparison-report", "construction-plan", "installation-photos"}

// TestGoldenDossiers judges every committed dossier: the report is as kept, and its codes
// above info are those that the dossier was made with.
func TestGoldenDossiers(t *testing.T) {
	repo, env := goldenEnv(t)
	dossiers, err := filepath.Glob(filepath.Join(repo, "testdata", "dossiers", "*", checker.DossierFile))
	if err != nil || len(dossiers) == 0 {
		t.Fatalf("no dossiers in testdata: %v", err)
	}
	for _, file := range dossiers {
		dir := filepath.Dir(file)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			out := lianshen(t, env, "check", "--format", "json", "--at", goldenAt, "--dossier", dir)
			if err := schema.ValidateReport(out); err != nil {
				t.Errorf("the report breaks its schema: %v", err)
			}
			var report checker.Report
			decode(t, out, &report)
			compareCodes(t, dir, &report)
			report.PolicyRevision = "" // every change of a rule changes it
			compareGolden(t, filepath.Join(repo, "testdata", "golden", filepath.Base(dir)+".report.json"), report)
		})
	}
}

// TestGoldenFacts inspects some documents of the valid dossiers.
func TestGoldenFacts(t *testing.T) {
	repo, env := goldenEnv(t)
	for _, slug := range goldenFacts {
		t.Run(slug, func(t *testing.T) {
			pdf := filepath.Join(repo, "testdata", "dossiers", "water-valid", slug+".pdf")
			out := lianshen(t, env, "inspect", "--json", pdf)
			if err := schema.ValidateFacts(out); err != nil {
				t.Errorf("the facts break their schema: %v", err)
			}
			var facts checker.Facts
			decode(t, out, &facts)
			facts.Timing, facts.Engines = checker.Timing{}, checker.Engines{}
			compareGolden(t, filepath.Join(repo, "testdata", "golden", slug+".facts.json"), facts)
		})
	}
}

func goldenEnv(t *testing.T) (repo string, env []string) {
	t.Helper()
	repo, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return repo, []string{"LIANSHEN_MODELS=" + models(t, repo), "XDG_CACHE_HOME=" + t.TempDir()}
}

// lianshen runs the program and returns what it printed; 1 is the code of a blocking report.
func lianshen(t *testing.T, env []string, args ...string) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := run(context.Background(), args, env, &stdout, &stderr); code > 1 {
		t.Fatalf("%s ends with %d: %s", strings.Join(args, " "), code, stderr.String())
	}
	return stdout.Bytes()
}

func compareCodes(t *testing.T, dir string, r *checker.Report) {
	t.Helper()
	var want struct {
		Codes []string `json:"codes"`
	}
	raw, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	decode(t, raw, &want)
	got := []string{}
	for _, f := range r.Findings {
		if f.Severity != checker.SeverityInfo {
			got = append(got, f.Code)
		}
	}
	slices.Sort(got)
	slices.Sort(want.Codes)
	if diff := cmp.Diff(slices.Compact(want.Codes), slices.Compact(got), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("codes above info (-expected +reported):\n%s", diff)
	}
}

// nearly lets numbers differ as engines on other processors do: a point and a half in boxes,
// which no reader sees.
var nearly = cmpopts.EquateApprox(0, 1.5)

// compareGolden compares v with the kept JSON. Hashes of pictures are left out: one pixel
// changes them.
func compareGolden(t *testing.T, path string, v any) {
	t.Helper()
	got := plain(t, v)
	if *update {
		keep(t, path, got)
		return
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run the test with -update to make it)", err)
	}
	var want any
	decode(t, raw, &want)
	if diff := cmp.Diff(want, got, nearly); diff != "" {
		t.Errorf("differs from %s (-kept +now); -update rewrites it:\n%s", filepath.Base(path), diff)
	}
}

func plain(t *testing.T, v any) any {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	decode(t, raw, &out)
	return withoutHashes(out)
}

func withoutHashes(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range []string{"phash", "strip", "score", "title_score", "confidence", "kind_score"} {
			delete(v, key)
		}
		for _, inner := range v {
			withoutHashes(inner)
		}
	case []any:
		for _, inner := range v {
			withoutHashes(inner)
		}
	}
	return v
}

func keep(t *testing.T, path string, v any) {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func decode(t *testing.T, raw []byte, v any) {
	t.Helper()
	if err := json.Unmarshal(raw, v); err != nil {
		t.Fatal(err)
	}
}
