package ocrtest

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"os"
	"testing"

	"lianshen/ocr"
)

// RequireEngines is the environment variable that, set to 1, turns the skipping of engine
// tests into failure: at a desk without models they are skipped, in CI they are not.
const RequireEngines = "LIANSHEN_REQUIRE_ENGINES"

// Need ends the test when err says that an engine or a font is not installed: it skips, or
// fails under RequireEngines. Any other error fails.
func Need(tb testing.TB, err error) {
	tb.Helper()
	switch {
	case err == nil:
	case os.Getenv(RequireEngines) != "1" && (errors.Is(err, ocr.ErrNoEngine) || errors.Is(err, ErrNoFont)):
		tb.Skip(err)
	default:
		tb.Fatal(err)
	}
}

// Page draws lines in style and ends the test when there is no font.
func Page(tb testing.TB, lines []string, s Style) (ocr.Page, []Truth) {
	tb.Helper()
	p, truth, err := Draw(lines, s)
	Need(tb, err)
	return p, truth
}

// Exercise checks what every ocr.Engine promises. leastExact is the share of lines of a
// clean page that the engine must read exactly.
func Exercise(t *testing.T, e ocr.Engine, leastExact float64) {
	t.Run("name", func(t *testing.T) {
		if e.Name() == "" {
			t.Error("the engine has no name")
		}
	})
	t.Run("page", func(t *testing.T) { exercisePage(t, e, leastExact) })
	t.Run("nothing to read", func(t *testing.T) { exerciseEmpty(t, e) })
	t.Run("cancelled", func(t *testing.T) { exerciseCancelled(t, e) })
	t.Run("strips", func(t *testing.T) { exerciseStrips(t, e) })
}

func exercisePage(t *testing.T, e ocr.Engine, leastExact float64) {
	p, truth := Page(t, Lines(12, 3), Style{SizePt: 14})
	before := append([]byte(nil), p.Image.Pix...)
	lines, err := e.ReadPage(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	if r := Compare(truth, lines); r.LineRate() < leastExact {
		t.Errorf("%.0f %% of the lines are exact, want %.0f %%: %+v", 100*r.LineRate(), 100*leastExact, r.Missed)
	}
	if string(before) != string(p.Image.Pix) {
		t.Error("the engine has changed the page")
	}
	size := p.Image.Bounds()
	page := ocr.Box{0, 0, float64(size.Dx()), float64(size.Dy())}
	above := 0.0
	for _, l := range lines {
		checkLine(t, l, page)
		if _, y := l.Box.Centre(); y < above-l.Box.Height()/2 {
			t.Errorf("%q comes after a line that stands below it", l.Text)
		} else {
			above = y
		}
	}
}

func checkLine(t *testing.T, l ocr.Line, page ocr.Box) {
	t.Helper()
	if l.Text == "" || l.Score <= 0 || l.Score > 1 {
		t.Errorf("line %q with score %v", l.Text, l.Score)
	}
	if l.Box.Area() <= 0 || l.Box.Intersect(page).Area() < 0.9*l.Box.Area() {
		t.Errorf("%q lies at %v, the page at %v", l.Text, l.Box, page)
	}
	last := l.Box[0]
	for _, c := range l.Chars {
		if c.X0 > c.X1 || c.X0 < last-1 || c.X1 > l.Box[2]+1 {
			t.Errorf("%q: %q spans %.0f–%.0f after %.0f in the line %v", l.Text, c.Text, c.X0, c.X1, last, l.Box)
		}
		last = c.X0
	}
}

func exerciseEmpty(t *testing.T, e ocr.Engine) {
	for _, size := range []image.Point{{}, {X: 1, Y: 1}, {X: 3, Y: 2000}, {X: 2000, Y: 3}, {X: 700, Y: 900}} {
		img := image.NewRGBA(image.Rectangle{Max: size})
		draw.Draw(img, img.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
		lines, err := e.ReadPage(context.Background(), ocr.Page{Image: img, DPI: 100})
		if err != nil || len(lines) > 0 {
			t.Errorf("an empty page of %v gives %v, %v", size, lines, err)
		}
	}
	if lines, err := e.ReadPage(context.Background(), ocr.Page{}); err != nil || len(lines) > 0 {
		t.Errorf("no page gives %v, %v", lines, err)
	}
}

func exerciseCancelled(t *testing.T, e ocr.Engine) {
	p, _ := Page(t, Lines(3, 4), Style{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.ReadPage(ctx, p); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled reading gives %v, want %v", err, context.Canceled)
	}
}

func exerciseStrips(t *testing.T, e ocr.Engine) {
	r, ok := e.(ocr.StripReader)
	if !ok {
		t.Skip("the engine reads no strips")
	}
	p, truth := Page(t, []string{"东莞市绿源纸业有限公司", "报告编号：YS2026039"}, Style{SizePt: 14})
	strips := []image.Image{image.NewRGBA(image.Rectangle{})}
	for _, line := range truth {
		strips = append(strips, p.Image.SubImage(line.Box.Rect()))
	}
	got, err := r.ReadStrips(context.Background(), strips)
	if err != nil || len(got) != len(strips) {
		t.Fatalf("ReadStrips gives %d readings of %d strips, %v", len(got), len(strips), err)
	}
	if got[0].Text != "" || got[0].Score != 0 {
		t.Errorf("an empty strip reads %q with score %v", got[0].Text, got[0].Score)
	}
	for i, line := range truth {
		checkReading(t, got[i+1], line.Text, float64(strips[i+1].Bounds().Dx()))
	}
}

func checkReading(t *testing.T, r ocr.Reading, want string, width float64) {
	t.Helper()
	if Normalise(r.Text) != Normalise(want) || r.Score < 0.5 || r.Score > 1 {
		t.Errorf("a strip reads %q with score %v, want %q", r.Text, r.Score, want)
	}
	for _, c := range r.Chars {
		if c.X0 < 0 || c.X1 > width+1 || c.X0 > c.X1 {
			t.Errorf("%q: %q spans %.0f–%.0f of %.0f", r.Text, c.Text, c.X0, c.X1, width)
		}
	}
	if r.Posteriors == nil {
		return
	}
	if text, _ := r.Posteriors.Best(); Normalise(text) != Normalise(want) {
		t.Errorf("the posteriors read %q, the text is %q", text, want)
	}
}
