package checker

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker/engine"
)

func sealed(slug, digest string, seals ...Seal) Document {
	return Document{Slug: slug, Facts: &Facts{File: File{SHA256: digest}, Seals: seals}}
}

// signsOf tells, for each seal of a document, which documents its signs name.
func signsOf(d Document) [][]string {
	var out [][]string
	for _, s := range d.Facts.Seals {
		var named []string
		for _, sign := range s.Signs {
			named = append(named, sign.With[0].Document)
		}
		out = append(out, named)
	}
	return out
}

func TestWithCopies(t *testing.T) {
	one, copied, other := sealOf(1, blot(1, 10)), sealOf(3, blot(1, 20)), sealOf(2, blot(2, 10))
	docs := []Document{
		sealed("acceptance-report", "a", other, one),
		{Slug: "contract", Failure: &Failure{Code: "file.damaged"}},
		sealed("acceptance-opinion", "b", copied),
		sealed("parameter-filing", "a", other, one), // the same file again
		sealed("commissioning-unit", "c", Seal{Page: 1}),
	}
	got := WithCopies(docs)
	for i, want := range map[int][][]string{
		0: {nil, {"acceptance-opinion"}},
		2: {{"acceptance-report"}},
		3: {nil, nil},
		4: {nil},
	} {
		if diff := cmp.Diff(want, signsOf(got[i])); diff != "" {
			t.Errorf("%s (-want +got)\n%s", docs[i].Slug, diff)
		}
	}
	if len(docs[0].Facts.Seals[1].Signs) != 0 {
		t.Error("the facts that were given have changed")
	}
	if s := got[2].Facts.Seals[0].Signs[0]; s.Kind != IdenticalImpression || s.With[0].Page != 1 || s.Score == 0 {
		t.Errorf("sign: %+v", s)
	}
}

func TestWithCopiesOfNothing(t *testing.T) {
	if got := WithCopies(nil); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

// A report speaks of an impression that was copied from one file into another.
func TestPrescreenFindsCopies(t *testing.T) {
	rules, err := engine.New(t.Context(), engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	stamped := func(slug string, seal Seal) Document {
		d := sealed(slug, slug, seal)
		d.Facts.File.Pages, d.Facts.File.PagesInspected, d.Facts.Pages = 1, 1, []Page{{Number: 1}}
		return d
	}
	for name, tt := range map[string]struct {
		second Seal
		want   int
	}{
		"copied":  {sealOf(1, blot(1, 20)), 2},
		"another": {sealOf(1, blot(2, 10)), 0},
	} {
		input := Input{EvaluatedAt: time.Date(2026, 10, 1, 1, 0, 0, 0, time.UTC), Today: "2026-10-01", Scope: "document",
			Documents: []Document{stamped("acceptance-report", sealOf(1, blot(1, 10))), stamped("acceptance-opinion", tt.second)}}
		report, err := Prescreen(t.Context(), rules, input)
		if err != nil {
			t.Fatal(err)
		}
		found := slices.DeleteFunc(report.Findings, func(f Finding) bool { return f.Code != "seal.copied" })
		if len(found) != tt.want {
			t.Errorf("%s: %d findings, want %d: %+v", name, len(found), tt.want, found)
		}
	}
}
