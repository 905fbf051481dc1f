package ppocr_test

import (
	"context"
	"errors"
	"image"
	"strings"
	"sync"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/ocrtest"
	"lianshen/ocr/ppocr"
	"lianshen/ocr/seal/sealtest"
)

// shared is loaded once for all tests: it takes a second.
var shared = sync.OnceValues(func() (*ppocr.Engine, error) {
	return ppocr.New(ppocr.Config{ModelDir: "../../node_modules", Threads: 2})
})

func engine(tb testing.TB) *ppocr.Engine {
	tb.Helper()
	e, err := shared()
	ocrtest.Need(tb, err)
	return e
}

func TestEngine(t *testing.T) { ocrtest.Exercise(t, engine(t), 0.95) }

func TestMissingModelsAreNamed(t *testing.T) {
	_, err := ppocr.New(ppocr.Config{ModelDir: t.TempDir()})
	if !errors.Is(err, ocr.ErrNoEngine) {
		t.Fatalf("New in an empty folder gives %v, want %v", err, ocr.ErrNoEngine)
	}
	for _, want := range []string{"ch_PP-OCRv4_det_infer.onnx", "libonnxruntime.so.1", "make setup"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not name %s: %v", want, err)
		}
	}
}

// stamped draws a page with a company seal over its third line.
func stamped(tb testing.TB, style ocrtest.Style) (ocr.Page, []ocrtest.Truth) {
	tb.Helper()
	page, truth := ocrtest.Page(tb, ocrtest.Lines(12, 5), style)
	x, y := truth[2].Box.Centre()
	_, err := sealtest.Draw(page.Image, x, y, sealtest.Params{Title: "东莞市绿源纸业有限公司", Code: "4419001234567", DiameterPx: 40 / 25.4 * page.DPI})
	ocrtest.Need(tb, err)
	return page, truth
}

func TestLinesBelowSealAreRead(t *testing.T) {
	e := engine(t)
	page, truth := stamped(t, ocrtest.Style{})
	lines, err := e.ReadPage(context.Background(), page)
	if err != nil {
		t.Fatal(err)
	}
	if r := ocrtest.Compare(truth[:6], lines); r.LineRate() < 1 {
		t.Errorf("lines below the seal: %+v", r.Missed)
	}
}

func TestOrient(t *testing.T) {
	e := engine(t)
	for _, skew := range []float64{0, -2.5, 2.5} {
		upright, _ := stamped(t, ocrtest.Style{Scan: ocrtest.Scan{SkewDeg: skew}})
		for turned := range 4 {
			p := ocr.Page{Image: ocr.Rotate(upright.Image, turned), DPI: upright.DPI}
			got, score, err := e.Orient(context.Background(), p)
			if err != nil {
				t.Fatal(err)
			}
			if want := (4 - turned) & 3; got != want || score < 0.8 {
				t.Errorf("a page turned by %d and fed askew by %v° needs %d turns with score %.2f, want %d", turned, skew, got, score, want)
			}
		}
	}
}

// Few lines tell how a page lies when they are long.
func TestOrientOfFewLines(t *testing.T) {
	e := engine(t)
	upright, _ := ocrtest.Page(t, ocrtest.Lines(4, 1), ocrtest.Style{})
	for turned := range 4 {
		got, _, err := e.Orient(context.Background(), ocr.Page{Image: ocr.Rotate(upright.Image, turned), DPI: upright.DPI})
		if want := (4 - turned) & 3; got != want || err != nil {
			t.Errorf("a page turned by %d needs %d turns, %v; want %d", turned, got, err, want)
		}
	}
}

func TestOrientLeavesEmptyPageAlone(t *testing.T) {
	got, score, err := engine(t).Orient(context.Background(), ocr.Page{Image: image.NewRGBA(image.Rect(0, 0, 800, 1100)), DPI: 100})
	if got != 0 || score != 0 || err != nil {
		t.Errorf("an empty page needs %d turns with score %v, %v", got, score, err)
	}
}

func BenchmarkReadPage(b *testing.B) {
	e := engine(b)
	page, _ := ocrtest.Page(b, ocrtest.Lines(26, 1), ocrtest.Style{Scan: ocrtest.Scan{BlurPx: 0.6, Noise: 8, JPEG: 75, Ink: 30}})
	for b.Loop() {
		if _, err := e.ReadPage(context.Background(), page); err != nil {
			b.Fatal(err)
		}
	}
}
