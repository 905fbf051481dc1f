package checker

import (
	"context"
	"errors"
	"image"
	"image/color"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker/pdf"
	"lianshen/ocr"
)

// fakeEngine reads what it is told. A picture that is wider than high is the page that lies
// on its side; it reads badly.
type fakeEngine struct {
	upright, sideways []ocr.Line
	strips            string
	turns             int
	err               error
}

func (e *fakeEngine) Name() string { return "fake" }
func (e *fakeEngine) Close() error { return nil }

func (e *fakeEngine) ReadPage(_ context.Context, p ocr.Page) ([]ocr.Line, error) {
	if p.Image.Bounds().Dx() > p.Image.Bounds().Dy() {
		return e.sideways, e.err
	}
	return e.upright, e.err
}

func (e *fakeEngine) Orient(context.Context, ocr.Page) (int, float64, error) { return e.turns, 1, nil }

func (e *fakeEngine) ReadStrips(_ context.Context, strips []image.Image) ([]ocr.Reading, error) {
	out := make([]ocr.Reading, len(strips))
	for i := range out {
		out[i] = ocr.Reading{Text: e.strips, Score: 0.99}
	}
	return out, nil
}

// inked is a picture of w × h points at 72 dpi with a bar of black ink, so that it is not
// blank.
func inked(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y := h / 3; y < h/3+20; y++ {
		for x := w / 4; x < w/2; x++ {
			img.Set(x, y, color.Black)
		}
	}
	return img
}

func scanSheet(w, h int) *sheet {
	return &sheet{
		number: 1, image: inked(w, h), dpi: 72,
		info: pdf.PageInfo{Number: 1, Width: float64(w), Height: float64(h), ScanDPI: 200},
	}
}

func layer(hidden float64, lines ...string) pdf.Text {
	t := pdf.Text{Hidden: hidden}
	for i, l := range lines {
		t.Lines = append(t.Lines, pdf.TextLine{Text: l, Box: pdf.Box{10, float64(20 * i), 200, float64(20*i + 12)}})
		t.Chars += len([]rune(l))
	}
	return t
}

func readSheet(t *testing.T, e ocr.Engine, s *sheet) *Facts {
	t.Helper()
	i := &Inspector{Text: e}
	in := newInspectionForTest()
	r := &pageReader{inspector: i, inspection: in}
	if err := r.read(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	return in.Facts
}

func texts(lines []Line) []string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Text)
	}
	return out
}

func TestWhichTextIsBelieved(t *testing.T) {
	const layerText = "东莞市绿源纸业有限公司验收报告"
	read := []ocr.Line{{Text: "看到的文字", Box: ocr.Box{10, 10, 100, 20}, Score: 0.98}}
	scanned := func(text pdf.Text) *sheet { s := scanSheet(400, 600); s.text = text; return s }
	born := func(text pdf.Text) *sheet { s := scanned(text); s.info.ScanDPI = 0; return s }
	garbled := layer(0, layerText)
	garbled.Unreadable = 0.9
	tests := []struct {
		name     string
		sheet    *sheet
		strips   string // what the picture of a layer's line says
		source   TextSource
		text     string
		rejected string
	}{
		{"scan without a layer", scanned(pdf.Text{}), "", TextOCR, "看到的文字", ""},
		{"born digital", born(layer(0, layerText)), layerText, TextLayer, layerText, ""},
		{"layer says another thing than the page", born(layer(0, layerText)), "完全不同的另外一行字", TextOCR, "看到的文字", layerMismatch},
		{"unmapped characters", born(garbled), "", TextOCR, "看到的文字", layerGarbled},
		{"hidden layer of a scan that fits", scanned(layer(1, "看到的文字")), "", TextOCR, "看到的文字", ""},
		{"hidden layer of a scan that does not fit", scanned(layer(1, layerText)), "", TextOCR, "看到的文字", layerMismatch},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := readSheet(t, &fakeEngine{upright: read, strips: tt.strips}, tt.sheet).Pages[0]
			if p.TextSource != tt.source || cmp.Diff([]string{tt.text}, texts(p.Lines)) != "" {
				t.Errorf("source %s, lines %q; want %s, %q", p.TextSource, texts(p.Lines), tt.source, tt.text)
			}
			if got := value(p.LayerRejected); got != tt.rejected {
				t.Errorf("layer rejected as %q, want %q", got, tt.rejected)
			}
		})
	}
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func TestSidewaysScanIsTurnedAndMappedBack(t *testing.T) {
	s := scanSheet(600, 400) // lies on its side: its upright picture is 400 × 600
	e := &fakeEngine{
		turns:    1,
		sideways: []ocr.Line{{Text: "乱", Box: ocr.Box{0, 0, 10, 10}, Score: 0.3}},
		upright:  []ocr.Line{{Text: "正文", Box: ocr.Box{390, 10, 400, 30}, Score: 0.99}},
	}
	p := readSheet(t, e, s).Pages[0]
	if p.UprightTurn != 90 {
		t.Errorf("turned by %d°, want 90", p.UprightTurn)
	}
	// Upright (x, y) was displayed at (y, 400 − x).
	want := []Line{{Text: "正文", Box: ocr.Box{10, 0, 30, 10}, Score: 0.99}}
	if diff := cmp.Diff(want, p.Lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
}

func TestBadReadingThatTurningDoesNotMendStays(t *testing.T) {
	lines := []ocr.Line{{Text: "模糊", Box: ocr.Box{0, 0, 10, 10}, Score: 0.4}}
	p := readSheet(t, &fakeEngine{turns: 2, upright: lines}, scanSheet(400, 600)).Pages[0]
	if p.UprightTurn != 0 || len(p.Lines) != 1 {
		t.Errorf("turned by %d° with %d lines; a turn that reads no better must not be taken", p.UprightTurn, len(p.Lines))
	}
}

func TestFaultOfOnePageIsKeptInIt(t *testing.T) {
	s := &sheet{number: 3, err: pdf.ErrPageTooLarge}
	p := readSheet(t, nil, s).Pages[0]
	if p.Failed == nil || p.Failed.Code != "page.too_large" || p.TextSource != TextNone {
		t.Errorf("failed = %+v, source %s", p.Failed, p.TextSource)
	}
}

func TestFaultOfTheEngineEndsTheDocument(t *testing.T) {
	broken := errors.New("session lost")
	r := &pageReader{
		inspector:  &Inspector{Text: &fakeEngine{err: broken}},
		inspection: newInspectionForTest(),
	}
	if err := r.read(t.Context(), scanSheet(400, 600)); !errors.Is(err, broken) {
		t.Errorf("read = %v, want the engine's fault", err)
	}
}

func TestBlankPageIsNotRead(t *testing.T) {
	s := scanSheet(400, 600)
	for i := range s.image.Pix {
		s.image.Pix[i] = 255
	}
	p := readSheet(t, &fakeEngine{err: errors.New("must not be asked")}, s).Pages[0]
	if !p.Blank || p.TextSource != TextNone || p.Sharpness != nil {
		t.Errorf("blank = %v, source %s, sharpness %v", p.Blank, p.TextSource, p.Sharpness)
	}
}

// No ID number leaves the inspection in full, neither in an event nor in the facts.
func TestIDNumbersAreMasked(t *testing.T) {
	const id = "11010519491231002X"
	e := &fakeEngine{upright: []ocr.Line{{Text: "身份证号:" + id, Box: ocr.Box{10, 10, 100, 20}, Score: 0.99}}}
	in := newInspectionForTest()
	r := &pageReader{inspector: &Inspector{Text: e}, inspection: in}
	if err := r.read(t.Context(), scanSheet(400, 600)); err != nil {
		t.Fatal(err)
	}
	early := in.soFar(nil)
	in.finish(nil)
	for _, lines := range [][]Line{r.last.Page.Lines, early.Facts.Pages[0].Lines, in.Facts.Pages[0].Lines} {
		if got := lines[0].Text; got != "身份证号:110105********002X" {
			t.Errorf("line = %q", got)
		}
	}
}

// sealsAt finds one seal in the top left corner of whatever picture it is given.
type sealsAt struct{ err error }

func (s sealsAt) ReadSeals(context.Context, ocr.Page) ([]ocr.Seal, error) {
	return []ocr.Seal{{Box: ocr.Box{0, 0, 40, 40}, Shape: ocr.Round}}, s.err
}

func TestSealsOfTurnedPageAreSearchedUpright(t *testing.T) {
	s := scanSheet(600, 400)
	e := &fakeEngine{turns: 1, upright: []ocr.Line{{Text: "正文", Box: ocr.Box{0, 0, 10, 10}, Score: 0.99}}}
	in := newInspectionForTest()
	r := &pageReader{inspector: &Inspector{Text: e, Seals: sealsAt{}}, inspection: in}
	if err := r.read(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	// The corner of the upright picture was the lower left corner of the page as displayed.
	if got, want := in.Facts.Seals[0].Box, (ocr.Box{0, 360, 40, 400}); len(in.Facts.Seals) != 1 || got != want {
		t.Errorf("%d seals, the first at %v; want one at %v", len(in.Facts.Seals), got, want)
	}
}

func TestFaultOfTheSealReaderEndsTheDocument(t *testing.T) {
	broken := errors.New("seal reader lost")
	r := &pageReader{
		inspector:  &Inspector{Text: &fakeEngine{}, Seals: sealsAt{broken}},
		inspection: newInspectionForTest(),
	}
	if err := r.read(t.Context(), scanSheet(400, 600)); !errors.Is(err, broken) {
		t.Errorf("read = %v, want the reader's fault", err)
	}
}

func newInspectionForTest() *Inspection {
	return &Inspection{Facts: &Facts{}, turned: map[int]turnedLines{}}
}

// What is told early is what the pages so far say, the seals of a page before its text; the
// inspection comes out as if nobody had asked.
func TestEarly(t *testing.T) {
	read := func(early bool) (*Inspection, []PageEvent) {
		in := newInspectionForTest()
		e := &fakeEngine{upright: []ocr.Line{{Text: "排污单位:东莞一厂", Box: ocr.Box{10, 10, 100, 20}, Score: 0.99}}}
		r := &pageReader{inspector: &Inspector{Text: e, Seals: sealsAt{}}, inspection: in}
		var told []PageEvent
		if early {
			r.ahead = func(e PageEvent) { told = append(told, e) }
		}
		for n := range 2 {
			s := scanSheet(400, 600)
			s.number = n + 1
			if err := r.read(t.Context(), s); err != nil {
				t.Fatal(err)
			}
			if early {
				in.soFar(nil)
			}
		}
		in.finish(nil)
		return in, told
	}
	quiet, _ := read(false)
	asked, told := read(true)
	if diff := cmp.Diff(quiet.Facts, asked.Facts); diff != "" {
		t.Errorf("(-quiet +asked)\n%s", diff)
	}
	if len(told) != 2 {
		t.Fatalf("told %d times", len(told))
	}
	for i, e := range told {
		facts := e.SoFar.Facts
		if !e.Ahead || e.Number != i+1 || len(e.Seals) != 1 || len(facts.Seals) != i+1 || len(facts.Pages) != i+1 || len(facts.Pages[i].Lines) != 0 || facts.File.PagesInspected != i {
			t.Errorf("event %d: %+v with %+v", i, e, facts)
		}
	}
}

// Looking at the pages so far costs a share of the reading, however long that is.
func TestEarlyIsSeldom(t *testing.T) {
	looks := 0
	for n := 1; n <= 500; n++ {
		if early(n, 500) {
			looks++
		}
	}
	if !early(1, 500) || !early(2, 500) || !early(500, 500) || looks > 25 {
		t.Errorf("looked %d times", looks)
	}
}
