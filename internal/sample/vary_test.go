package sample

import (
	"image"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A Varied dossier says in its truth how every page and seal was made, and nothing of the
// rules.
func TestVariedTruth(t *testing.T) {
	s := quick(Water, "contract", "acceptance-opinion")
	s.Varied = true
	dir := write(t, s)
	for _, slug := range []string{"contract", "acceptance-opinion", redKind.Slug} {
		truth := readTruth(t, dir, slug)
		for _, p := range truth.Pages {
			if c := p.Conditions; c == nil || !slices.Contains([]string{"colour", "grey", "black-white"}, c.Tone) || c.Quality < 25 {
				t.Errorf("%s page %d: %+v", slug, p.Number, c)
			}
		}
		for _, seal := range truth.Seals {
			if c := seal.Conditions; c == nil || c.Ink == "" || c.Rings < 1 || c.Overlap == nil {
				t.Errorf("%s: %+v", slug, c)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "expected.json")); !os.IsNotExist(err) {
		t.Error("what the rules must find in a Varied dossier is not known")
	}
}

// The red pages have red things, red print, and no seal.
func TestRedPages(t *testing.T) {
	s := quick(Gas, "contract")
	s.Varied = true
	truth := readTruth(t, write(t, s), redKind.Slug)
	if truth.Kind != "" || len(truth.Seals) != 0 || len(truth.Pages) != redPageCount {
		t.Fatalf("kind %q, %d seals, %d pages", truth.Kind, len(truth.Seals), len(truth.Pages))
	}
	red := 0
	for _, p := range truth.Pages {
		if len(p.Conditions.Distractors) == 0 {
			t.Errorf("page %d has no distractor", p.Number)
		}
		for _, l := range p.Lines {
			if l.Colour == "red" {
				red++
			}
		}
	}
	if red < 8 {
		t.Errorf("%d lines in red, want the head, the form and the date", red)
	}
}

func TestOverlaps(t *testing.T) {
	seal := func(x, y float64) impression {
		return impression{CX: x, CY: y, Seal: Seal{Shape: "round", WidthMM: 40, HeightMM: 40}}
	}
	needFonts(t)
	faces, err := openFaces(0, false)
	if err != nil {
		t.Fatal(err)
	}
	p := &page{}
	p.add(text{X: 80, Y: 100, Size: 12, Face: faces.Song, S: "东莞市绿源纸业有限公司"}, rule{80, 300, 400, 300, 0.5}, seal(100, 100), seal(180, 100), seal(200, 340), seal(450, 700))
	p.Marks = append(p.Marks, Mark{Kind: "handwriting", Box: Box{240, 330, 260, 350}}, Mark{Kind: "cma", Box: Box{440, 690, 460, 710}})
	want := [][]string{{"text", "seal"}, {"text", "seal"}, {"table", "signature"}, {}}
	for i, it := range p.Items[2:] {
		if diff := cmp.Diff(want[i], it.(impression).overlaps(p)); diff != "" {
			t.Errorf("impression %d: %s", i, diff)
		}
	}
}

// A corner of the bounding box is no overlap: a seal is round.
func TestTouchesIsRound(t *testing.T) {
	i := impression{CX: 100, CY: 100, Seal: Seal{Shape: "round", WidthMM: 40, HeightMM: 40}}
	b := i.box()
	if i.touches(Box{b[2] - 5, b[3] - 5, b[2] + 20, b[3] + 20}) {
		t.Error("the corner lies outside the rim")
	}
	if !i.touches(Box{b[2] - 5, 95, b[2] + 20, 105}) {
		t.Error("the side reaches in")
	}
}

// A camera shows what the sheet lies on and loses nothing of the sheet.
func TestZoomKeepsTheSheet(t *testing.T) {
	s := Scan{camera: true}.fedVaried(random(5, "camera"))
	s.SkewDeg, s.WarpMM, s.Turn = 0, 0, 0
	g := s.geometry(pageWidth, pageHeight)
	for _, corner := range []point{{2, 2}, {pageWidth - 2, 2}, {2, pageHeight - 2}, {pageWidth - 2, pageHeight - 2}} {
		p := g.seen(corner)
		if p.X < 0 || p.Y < 0 || p.X > pageWidth || p.Y > pageHeight {
			t.Errorf("corner %v is seen at %v, beyond the picture", corner, p)
		}
		if q := g.source(p); math.Hypot(q.X-corner.X, q.Y-corner.Y) > 0.01 {
			t.Errorf("corner %v comes back as %v", corner, q)
		}
	}
}

func TestBilevel(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 3, 1))
	for x, c := range []color.RGBA{{255, 255, 255, 255}, {234, 112, 142, 255}, {20, 20, 20, 255}} {
		m.SetRGBA(x, 0, c)
	}
	got := Scan{Grey: true, Bilevel: true}.desaturate(m).(*image.Gray).Pix
	if diff := cmp.Diff([]uint8{255, 0, 0}, got); diff != "" {
		t.Errorf("paper, pink ink and print: %s", diff)
	}
}

// Sets name every dossier once, and Judged ones keep what is expected of them.
func TestSets(t *testing.T) {
	seen := map[string]bool{}
	faulty := 0
	for _, d := range append(Varied(1, 6, []int{150, 200, 300}, []string{Water, Gas}), Judged(1, 6, []string{Water, Gas})...) {
		if seen[d.Dir] {
			t.Errorf("%s twice", d.Dir)
		}
		seen[d.Dir] = true
		if len(d.Spec.Faults) > 0 {
			faulty++
		}
		for _, f := range d.Spec.Faults {
			if err := f.check(); err != nil {
				t.Error(err)
			}
		}
	}
	for i, d := range Valid(1, 6, []string{Water, Gas}) {
		if judged := Judged(1, 6, []string{Water, Gas})[i]; len(d.Spec.Faults) > 0 || d.Spec.Seed != judged.Spec.Seed {
			t.Errorf("valid dossier %d: %+v", i, d.Spec)
		}
	}
	if faulty != 2 {
		t.Errorf("%d faulty dossiers of six, want two", faulty)
	}
}
