package sample

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// needFonts skips a test where the fonts are not installed.
func needFonts(t *testing.T) {
	t.Helper()
	if _, err := openFaces(0, true); err != nil {
		t.Skip(err)
	}
}

// quick is a small dossier: low resolution, otherwise complete.
func quick(medium string, slugs ...string) Spec {
	return Spec{Seed: 5, Medium: medium, Slugs: slugs, DPI: 60}
}

func write(t *testing.T, s Spec) string {
	t.Helper()
	needFonts(t)
	dir := t.TempDir()
	if err := Write(dir, s); err != nil {
		t.Fatal(err)
	}
	return dir
}

func readTruth(t *testing.T, dir, slug string) Truth {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, slug+".truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truth Truth
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	return truth
}

// TestEveryKind makes complete dossiers and opens every PDF with another library.
func TestEveryKind(t *testing.T) {
	model.ConfigPath = "disable" // pdfcpu would write a configuration into the home folder
	for _, medium := range []string{Water, Gas} {
		dir := write(t, quick(medium))
		for _, slug := range Slugs() {
			file := filepath.Join(dir, slug+".pdf")
			if err := api.ValidateFile(file, nil); err != nil {
				t.Errorf("%s: %v", slug, err)
			}
			truth := readTruth(t, dir, slug)
			if n, err := api.PageCountFile(file); err != nil || n != len(truth.Pages) {
				t.Errorf("%s: %d pages (%v), truth has %d", slug, n, err, len(truth.Pages))
			}
			checkTruth(t, slug, truth)
		}
	}
}

// wantSeals is the seal matrix of the notice and the seals usual beside it.
var wantSeals = map[string][]string{
	"construction-plan": {}, "equipment-list": {}, "contract": {"contractor", "enterprise"}, "installation-photos": {"enterprise"},
	"contractor-info": {"contractor"}, "contractor-personnel": {"contractor"}, "acceptance-report": {"enterprise"}, "acceptance-opinion": {"enterprise"},
	"comparison-report": {"enterprise", "laboratory"}, "commissioning-report": {"commissioner", "enterprise"}, "parameter-filing": {"enterprise"},
	"commissioning-unit": {"commissioner"}, "commissioning-personnel": {"commissioner"},
}

func checkTruth(t *testing.T, slug string, truth Truth) {
	t.Helper()
	roles := []string{}
	for _, s := range truth.Seals {
		if !slices.Contains(roles, s.Role) {
			roles = append(roles, s.Role)
		}
	}
	slices.Sort(roles)
	if diff := cmp.Diff(wantSeals[slug], roles); diff != "" {
		t.Errorf("%s: seals (-want +got):\n%s", slug, diff)
	}
	for _, p := range truth.Pages {
		if len(p.Lines) < 3 {
			t.Errorf("%s: page %d has %d lines", slug, p.Number, len(p.Lines))
		}
	}
	if len(truth.Fields) < 3 {
		t.Errorf("%s: fields %v", slug, truth.Fields)
	}
}

func TestSameSpecSameBytes(t *testing.T) {
	s := quick(Gas, "installation-photos", "parameter-filing", "equipment-list")
	s.Mixed = []string{"all"}
	a, b := write(t, s), write(t, s)
	entries, err := os.ReadDir(a)
	if err != nil || len(entries) != 8 {
		t.Fatalf("%d files: %v", len(entries), err)
	}
	for _, e := range entries {
		x, _ := os.ReadFile(filepath.Join(a, e.Name()))
		y, _ := os.ReadFile(filepath.Join(b, e.Name()))
		if !bytes.Equal(x, y) {
			t.Errorf("%s differs between two runs", e.Name())
		}
	}
}

// Printed photos are on scanned pages, which say nothing of when and where they were taken.
func TestPrintedPhotosAreScanned(t *testing.T) {
	s := quick(Gas, "installation-photos")
	s.Printed = true
	truth := readTruth(t, write(t, s), "installation-photos")
	for _, p := range truth.Pages {
		if p.Source != "scan" {
			t.Errorf("page %d is %s", p.Number, p.Source)
		}
	}
	if len(truth.Photos) == 0 {
		t.Error("no photos")
	}
	for _, p := range truth.Photos {
		if p.TakenAt != nil || p.GPS != nil || p.Caption == "" {
			t.Errorf("photo %+v", p)
		}
	}
}

func TestOtherSeedOtherBytes(t *testing.T) {
	s := quick(Water, "contractor-info")
	a := write(t, s)
	s.Seed++
	b := write(t, s)
	x, _ := os.ReadFile(filepath.Join(a, "contractor-info.pdf"))
	y, _ := os.ReadFile(filepath.Join(b, "contractor-info.pdf"))
	if bytes.Equal(x, y) {
		t.Error("two seeds gave the same file")
	}
}

// TestSerialsAgree compares what the documents of one dossier print.
func TestSerialsAgree(t *testing.T) {
	dir := write(t, quick(Water, "equipment-list", "commissioning-report", "parameter-filing", "comparison-report"))
	want := serials(readTruth(t, dir, "parameter-filing"))
	if len(want) != 7 {
		t.Fatalf("parameter form names %v", want)
	}
	if got := serials(readTruth(t, dir, "commissioning-report")); !slices.Equal(got, want) {
		t.Errorf("commissioning report has %v, want %v", got, want)
	}
	for _, slug := range []string{"equipment-list", "comparison-report"} {
		for _, s := range serials(readTruth(t, dir, slug)) {
			if !slices.Contains(want, s) && s[:2] != "SC" { // the logger stands in the list only
				t.Errorf("%s: %s is in no other document", slug, s)
			}
		}
	}
}

func serials(truth Truth) []string {
	var out []string
	for _, f := range truth.Fields["serial"] {
		out = append(out, f.Value.(string))
	}
	return out
}

func TestFaults(t *testing.T) {
	s := quick(Water, "acceptance-report", "acceptance-opinion", "parameter-filing", "contractor-info", "equipment-list")
	var err error
	s.Faults, err = ParseFaults("no-seal:acceptance-report,other-owner:acceptance-opinion,contract-seal:parameter-filing,upside-down:contractor-info,javascript:equipment-list,illegal-uscc:dossier")
	if err != nil {
		t.Fatal(err)
	}
	dir := write(t, s)
	if n := len(readTruth(t, dir, "acceptance-report").Seals); n != 0 {
		t.Errorf("%d seals on the report that has none", n)
	}
	if seal := readTruth(t, dir, "acceptance-opinion").Seals[0]; seal.Role != "other" {
		t.Errorf("opinion sealed by %s", seal.Role)
	}
	if seal := readTruth(t, dir, "parameter-filing").Seals[0]; seal.Kind != "contract" || seal.Role != "enterprise" {
		t.Errorf("parameter form sealed with %s of %s", seal.Kind, seal.Role)
	}
	if turn := readTruth(t, dir, "contractor-info").Pages[0].Turn; turn != 180 {
		t.Errorf("turn %d", turn)
	}
	if pdf, _ := os.ReadFile(filepath.Join(dir, "equipment-list.pdf")); !bytes.Contains(pdf, []byte("/S /JavaScript")) {
		t.Error("no script in the list")
	}
	want := []string{"enterprise.uscc_form", "file.active_content", "seal.owner_mismatch", "seal.present", "seal.wrong_kind"}
	if diff := cmp.Diff(want, Codes(s.Faults)); diff != "" {
		t.Error(diff)
	}
}

func TestParseFaultsRefuses(t *testing.T) {
	for _, s := range []string{"no-seal", "no-seal:plan", "burnt:contract"} {
		if _, err := ParseFaults(s); !errors.Is(err, ErrFault) {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestMissingFontNamesPackage(t *testing.T) {
	fontFiles["gone"] = fontFile{"/nonexistent/font.ttf", 0, "fonts-example", true}
	defer delete(fontFiles, "gone")
	_, err := loadFont("gone")
	if !errors.Is(err, ErrFont) || !errors.Is(err, os.ErrNotExist) || !bytes.Contains([]byte(err.Error()), []byte("fonts-example")) {
		t.Errorf("got %v", err)
	}
}

// TestSealPages: nine seals a page, every company once, and the same bytes again.
func TestSealPages(t *testing.T) {
	spec := SealSheets(5, 1, []int{60})[0].Spec
	spec.SealPages = 2
	dir := write(t, spec)
	truth := readTruth(t, dir, sealPages)
	if len(truth.Pages) != 2 || len(truth.Seals) != 18 {
		t.Fatalf("%d pages with %d seals, want 2 with 18", len(truth.Pages), len(truth.Seals))
	}
	seen := map[string]bool{}
	for _, s := range truth.Seals {
		if seen[s.Title] || !s.Complete || s.Kind == "" {
			t.Errorf("%s twice, cut or of no kind: %+v", s.Title, s)
		}
		seen[s.Title] = true
	}
	first, err := os.ReadFile(filepath.Join(dir, sealPages+".pdf"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := os.ReadFile(filepath.Join(write(t, spec), sealPages+".pdf"))
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("the same seed gave other bytes (%v)", err)
	}
}
