package sample

import (
	"image"
	"math"
	"testing"
)

// page of a form, with the scan it went through.
func scannedForm(t *testing.T, s Spec, faults ...FaultKind) (*page, Scan) {
	t.Helper()
	needFonts(t)
	faces, err := openFaces(0, false)
	if err != nil {
		t.Fatal(err)
	}
	set := map[FaultKind]bool{}
	for _, f := range faults {
		set[f] = true
	}
	m := newModel(3, Water, true)
	c := newComposer(m, "contractor-info", faces, set)
	c.press = random(3, "press")
	c.contractorInfo()
	pages := c.finish()
	return pages[0], *s.withDefaults().scans(pages, kinds[4], set, false)[0]
}

// TestTruthBoxesFallOnInk looks into the scanned pixels: each line's box is inked up to
// its beginning, and the empty head of the page is not.
func TestTruthBoxesFallOnInk(t *testing.T) {
	for _, faults := range [][]FaultKind{nil, {FaultUpsideDown}, {FaultSideways}} {
		p, scan := scannedForm(t, Spec{DPI: 120, Wear: 0.3}, faults...)
		img := scan.apply(rasterize(p, float64(scan.DPI)))
		if share := inked(img, scan.box(Box{90, 30, 500, 60}), scan.DPI); share > 0.01 {
			t.Errorf("turn %d: %.3f of the empty head of the page is ink", scan.Turn, share)
		}
		for _, it := range p.Items {
			line, ok := it.(text)
			if !ok {
				continue
			}
			if share := inked(img, scan.box(line.box()), scan.DPI); share < 0.05 || share > 0.6 {
				t.Errorf("turn %d: %q: %.3f of its box is ink", scan.Turn, line.S, share)
			}
			wide := Box{line.X - 2, line.Y - line.Size, line.X + 0.8*line.Size, line.Y}
			if share := inked(img, scan.box(wide), scan.DPI); share < 0.03 {
				t.Errorf("turn %d: %q does not begin where its box does", scan.Turn, line.S)
			}
		}
	}
}

// inked is the share of dark pixels of a box given in points.
func inked(img image.Image, b Box, dpi int) float64 {
	k := float64(dpi) / 72
	dark, all := 0, 0
	for y := int(b[1] * k); y < int(b[3]*k); y++ {
		for x := int(b[0] * k); x < int(b[2]*k); x++ {
			r, g, _, _ := img.At(x, y).RGBA()
			if (r+g)/2 < 0xC000 {
				dark++
			}
			all++
		}
	}
	return float64(dark) / float64(max(all, 1))
}

// TestSealBoxHoldsTheRed finds the red pixels of a scan: they all lie in the seal's box
// and reach its sides.
func TestSealBoxHoldsTheRed(t *testing.T) {
	p, scan := scannedForm(t, Spec{DPI: 120})
	img := scan.apply(rasterize(p, float64(scan.DPI)))
	truth := truthOf("x.pdf", "contractor-info", []*page{p}, []*Scan{&scan})
	if len(truth.Seals) != 1 {
		t.Fatalf("%d seals", len(truth.Seals))
	}
	got := redBox(img, 72/float64(scan.DPI))
	for i, v := range truth.Seals[0].Box {
		if math.Abs(v-got[i]) > 3 {
			t.Errorf("red pixels span %v, truth says %v", got, truth.Seals[0].Box)
			break
		}
	}
}

func redBox(img image.Image, pointsPerPixel float64) Box {
	b := Box{math.Inf(1), math.Inf(1), 0, 0}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			if r, g, _, _ := img.At(x, y).RGBA(); r > g+0x4000 {
				fx, fy := float64(x)*pointsPerPixel, float64(y)*pointsPerPixel
				b = Box{math.Min(b[0], fx), math.Min(b[1], fy), math.Max(b[2], fx), math.Max(b[3], fy)}
			}
		}
	}
	return b
}

func TestSeenInvertsSource(t *testing.T) {
	s := Scan{SkewDeg: 1.5, WarpMM: 0.8}.feed(random(1, "feed"))
	g := s.geometry(pageWidth, pageHeight)
	for _, p := range []point{{10, 10}, {300, 400}, {580, 820}, {20, 800}} {
		q := g.source(g.seen(p))
		if math.Hypot(q.X-p.X, q.Y-p.Y) > 1e-3 {
			t.Errorf("%v came back as %v", p, q)
		}
	}
}
