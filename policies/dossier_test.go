package policies_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/checker/engine"
	"lianshen/ocr"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/calendar"
)

// truth is what is really printed on a generated document.
type truth struct {
	Kind  string `json:"kind"`
	Pages []struct {
		Number int     `json:"number"`
		Source string  `json:"source"`
		DPI    float64 `json:"dpi"`
		Colour bool    `json:"colour"`
		Turn   int     `json:"turn"`
	} `json:"pages"`
	Seals []struct {
		Page       int          `json:"page"`
		Box        ocr.Box      `json:"box"`
		Title      string       `json:"title"`
		Kind       ocr.SealKind `json:"kind"`
		Shape      ocr.Shape    `json:"shape"`
		Colour     ocr.Colour   `json:"colour"`
		DiameterMM float64      `json:"diameter_mm"`
		Complete   bool         `json:"complete"`
	} `json:"seals"`
	Fields map[string][]struct {
		Value any `json:"value"`
		Page  int `json:"page"`
	} `json:"fields"`
	Marks  []trueMark  `json:"marks"`
	Tables []trueTable `json:"tables"`
	Photos []truePhoto `json:"photos"`
}

// The rules judge the sample dossiers rightly when everything on them is read rightly: what
// a check of the PDFs says besides is a fault of reading.
func TestSampleDossiers(t *testing.T) {
	dirs, err := filepath.Glob("../testdata/dossiers/*/dossier.yaml")
	if err != nil || len(dirs) == 0 {
		t.Skip("no sample dossiers in testdata")
	}
	n, err := notice.Default()
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.New(t.Context(), options())
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range dirs {
		dir := filepath.Dir(file)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			result, err := e.Evaluate(t.Context(), readDossier(t, dir, n))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(expectedCodes(t, dir), codesAboveInfo(result)); diff != "" {
				t.Errorf("codes (-want +got)\n%s", diff)
			}
		})
	}
}

// expectedCodes leaves out what is in the PDF and not on its pages.
func expectedCodes(t *testing.T, dir string) []string {
	t.Helper()
	var expected struct{ Codes []string }
	readJSON(t, filepath.Join(dir, "expected.json"), &expected)
	return slices.DeleteFunc(expected.Codes, func(code string) bool { return strings.HasPrefix(code, "file.") })
}

func codesAboveInfo(r *engine.Result) []string {
	codes := []string{}
	for _, f := range r.Findings {
		if f.Severity != engine.Info {
			codes = append(codes, f.Code)
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

func readDossier(t *testing.T, dir string, n *notice.Notice) checker.Input {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "dossier.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := checker.ParseDossier(raw, n.Slugs())
	if err != nil {
		t.Fatal(err)
	}
	input := d.Input()
	input.EvaluatedAt = time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	input.Today = "2026-11-20"
	input.Calendar = calendarFacts(t, n, d.Project, input.EvaluatedAt)
	for _, slug := range n.Slugs() {
		if file, ok := d.Documents[slug]; ok {
			var tr truth
			readJSON(t, filepath.Join(dir, strings.TrimSuffix(file, ".pdf")+".truth.json"), &tr)
			input.Documents = append(input.Documents, checker.Document{Slug: slug, Facts: tr.facts(file, d.Parties())})
		}
	}
	return input
}

func calendarFacts(t *testing.T, n *notice.Notice, p checker.Project, at time.Time) *checker.Calendar {
	t.Helper()
	c, err := calendar.Default()
	if err != nil {
		t.Fatal(err)
	}
	facts, err := workflow.CalendarFacts(c, n.Deadlines, p, calendar.DateOf(at))
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

// facts are those of a reader that makes no mistake.
func (tr truth) facts(file string, parties []checker.Party) *checker.Facts {
	sure := 0.99
	f := &checker.Facts{
		Schema:   checker.FactsSchema,
		File:     checker.File{Name: file, SHA256: file, StructureComplete: true, Pages: len(tr.Pages), PagesInspected: len(tr.Pages)},
		Document: checker.DocumentKind{Kind: &tr.Kind, Score: &sure},
		Fields:   map[string][]checker.Field{},
	}
	for _, p := range tr.Pages {
		page := checker.Page{Number: p.Number, Colour: p.Colour, UprightTurn: p.Turn, Sharpness: &sure}
		if p.Source == "scan" {
			page.ScanDPI = &p.DPI
		}
		f.Pages = append(f.Pages, page)
	}
	for _, s := range tr.Seals {
		seal := checker.Seal{
			Page: s.Page, Box: s.Box, Shape: s.Shape, Colour: s.Colour, Title: &s.Title, TitleScore: &sure,
			Kind: s.Kind, DiameterMM: &s.DiameterMM, Complete: s.Complete, Origin: ocr.FromScan, Score: sure,
		}
		for _, p := range parties {
			m := checker.Match{Name: p.Name, Role: p.Role, Verdict: checker.Mismatches, Score: sure}
			if p.Name == s.Title {
				m.Verdict = checker.Matches
			}
			seal.Matches = append(seal.Matches, m)
		}
		f.Seals = append(f.Seals, seal)
	}
	f.Marks, f.Tables, f.Photos = tr.marks(), tr.tables(), tr.photographs()
	for key, values := range tr.Fields {
		for _, v := range values {
			f.Fields[key] = append(f.Fields[key], checker.Field{Value: v.Value, Page: v.Page, Score: sure})
		}
	}
	return f
}

func readJSON(t *testing.T, file string, v any) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, v); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
