package checker

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lianshen/ocr"
)

// truthFile is what the tests of this package need of a truth file (lianshen.truth/1).
type truthFile struct {
	Kind  string
	Pages []struct {
		Number int
		Source string
		Lines  []struct {
			Text string
			Box  ocr.Box
		}
	}
	Fields map[string][]struct {
		Value json.RawMessage
		Page  int
	}
}

// pages returns the pages of a truth file as a perfect reader would give them.
func (f truthFile) pages() []Page {
	var out []Page
	for _, p := range f.Pages {
		page := Page{Number: p.Number, WidthPt: 595.3, HeightPt: 841.9, TextSource: TextOCR}
		for _, l := range p.Lines {
			page.Lines = append(page.Lines, Line{Text: l.Text, Box: l.Box, Score: 0.99})
		}
		out = append(out, page)
	}
	return out
}

func truthFiles(t *testing.T) map[string]truthFile {
	t.Helper()
	names, err := filepath.Glob("../testdata/dossiers/*/*.truth.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		t.Skip("no dossiers in testdata")
	}
	out := map[string]truthFile{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var f truthFile
		if err := json.Unmarshal(raw, &f); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = f
	}
	return out
}

// tally counts values of one key: in the truth, found, and found but not in the truth.
type tally struct{ want, found, wrong int }

// TestExtractFieldsOfDossiers reads the fields out of the lines of all dossiers: as they
// are, and as a reader of scans gives them.
func TestExtractFieldsOfDossiers(t *testing.T) {
	t.Run("clean", func(t *testing.T) { readDossiers(t, func(p []Page) []Page { return p }) })
	t.Run("as OCR gives them", func(t *testing.T) {
		rng := rand.New(rand.NewPCG(7, 11))
		readDossiers(t, func(p []Page) []Page { return roughen(rng, p) })
	})
}

// roughen moves and pads boxes as a text detector does, drops blanks, writes punctuation
// half width and forgets the order of lines.
func roughen(rng *rand.Rand, pages []Page) []Page {
	shift := func() float64 { return rng.Float64()*2.4 - 1.2 }
	for _, p := range pages {
		for i := range p.Lines {
			l := &p.Lines[i]
			l.Text = strings.NewReplacer(" ", "", "　", "", "：", ":", "（", "(", "）", ")", "～", "~").Replace(l.Text)
			pad := 0.12 * l.Box.Height()
			l.Box = ocr.Box{l.Box[0] - pad + shift(), l.Box[1] - pad + shift(), l.Box[2] + pad + shift(), l.Box[3] + pad + shift()}
		}
		rng.Shuffle(len(p.Lines), func(i, j int) { p.Lines[i], p.Lines[j] = p.Lines[j], p.Lines[i] })
	}
	return pages
}

func readDossiers(t *testing.T, as func([]Page) []Page) {
	tallies := map[string]*tally{}
	files := truthFiles(t)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f := files[name]
		got := ExtractFields(as(f.pages()))
		for _, key := range slices.Sorted(maps.Keys(f.Fields)) {
			compareKey(t, name, key, f, got[key], tallies)
		}
	}
	var all tally
	for _, key := range slices.Sorted(maps.Keys(tallies)) {
		c := tallies[key]
		t.Logf("%-20s recall %d/%d, other values %d", key, c.found, c.want, c.wrong)
		all.want, all.found, all.wrong = all.want+c.want, all.found+c.found, all.wrong+c.wrong
	}
	if r := float64(all.found) / float64(all.want); r < 0.98 {
		t.Errorf("recall %.3f, want 0.98", r)
	}
	if p := float64(all.found) / float64(all.found+all.wrong); p < 0.95 {
		t.Errorf("precision %.3f, want 0.95", p)
	}
}

// compareKey holds the values of a key against the truth, each page for itself.
func compareKey(t *testing.T, name, key string, f truthFile, got []Field, tallies map[string]*tally) {
	t.Helper()
	c := tallies[key]
	if c == nil {
		c = &tally{}
		tallies[key] = c
	}
	have, want := map[string]bool{}, map[string]bool{}
	for _, g := range got {
		value, err := json.Marshal(g.Value)
		if err != nil {
			t.Fatal(err)
		}
		have[fmt.Sprintf("%d %s", g.Page, canonical(value))] = true
	}
	for _, w := range f.Fields[key] {
		want[fmt.Sprintf("%d %s", w.Page, canonical(w.Value))] = true
	}
	for v := range want {
		c.want++
		if have[v] {
			c.found++
		} else {
			t.Logf("%s: %s: missed page %s", filepath.Base(name), key, v)
		}
	}
	for _, v := range strangers(f, key, got) {
		c.wrong++
		t.Logf("%s: %s: not in the truth: %s", filepath.Base(name), key, v)
	}
}

// strangers returns the values that the truth has on no page: it lists a value where a form
// asks for it, and text repeats it elsewhere.
func strangers(f truthFile, key string, got []Field) []string {
	var out []string
	for _, g := range got {
		value, _ := json.Marshal(g.Value)
		known := false
		for _, w := range f.Fields[key] {
			known = known || canonical(w.Value) == canonical(value)
		}
		if !known {
			out = append(out, string(value))
		}
	}
	return out
}

// canonical writes JSON with its keys in order.
func canonical(raw json.RawMessage) string {
	var v any
	if json.Unmarshal(raw, &v) != nil {
		return string(raw)
	}
	out, err := json.Marshal(v)
	if err != nil {
		return string(raw)
	}
	return string(out)
}
