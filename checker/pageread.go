package checker

import (
	"context"
	"errors"
	"fmt"
	"image"
	"time"

	"lianshen/internal/errs"
	"lianshen/ocr"
)

const (
	// badReading is the mean line score below which a page is asked for its direction: an
	// upright scan reads above 0.9, one on its head below 0.7.
	badReading = 0.85
	// evenScores is how far two mean scores may lie apart that tell nothing.
	evenScores = 0.03
	// longLine is the length over the height of a line that says which way it runs, mostlyDown
	// the share of their length from which a page lies on its side, fewDown the least of
	// them: of a page upside down on its side little is read at all.
	longLine, mostlyDown, fewDown = 3, 0.6, 3
	// addedScore is the least score of a line that OCR adds to a text layer.
	addedScore = 0.8
)

// pageReader reads the sheets of one document, one after the other, into its inspection.
type pageReader struct {
	inspector  *Inspector
	inspection *Inspection
	last       PageEvent
	// ahead, where it is not nil, is told of the seals of a page before its text is read.
	ahead func(PageEvent)
	// lines of the page that is being read, upright and in points, for its tables.
	lines []ocr.Line
}

// of adds how many pages of how many were read.
func (e PageEvent) of(done, total int) PageEvent {
	e.Done, e.Total = done, total
	return e
}

// read turns a sheet into a page with its lines, seals and photos. Faults of the page are
// kept in it; what comes back as an error ends the document.
func (r *pageReader) read(ctx context.Context, s *sheet) error {
	page := Page{Number: s.number, TextSource: TextNone, Lines: []Line{}}
	page.WidthPt, page.HeightPt, page.Rotation = round(s.info.Width, 100), round(s.info.Height, 100), s.info.Rotation
	var seals []Seal
	err := s.err
	if err == nil {
		seals, err = r.look(ctx, s, &page)
	}
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if page.Failed = pageFailure(err); page.Failed == nil {
			return fmt.Errorf("read page %d: %w", s.number, err)
		}
	}
	facts := r.inspection.Facts
	facts.Pages = append(facts.Pages, page)
	facts.Seals = append(facts.Seals, seals...)
	page.Lines = masked(page.Lines)
	r.last = PageEvent{Number: s.number, Page: page, Seals: orEmpty(seals)}
	return nil
}

// pageFailure is what a page says of the limit or damage that stopped it; nil for faults of
// the program, which concern the whole document.
func pageFailure(err error) *Failure {
	var e *errs.Error
	if !errors.As(err, &e) || (e.Category != errs.Refused && e.Category != errs.Limit) {
		return nil
	}
	return &Failure{Code: e.Code, Message: e.Message.ZH}
}

// look reads text, photos and seals of a page.
func (r *pageReader) look(ctx context.Context, s *sheet, page *Page) ([]Seal, error) {
	if s.image == nil {
		page.TextSource, page.Lines = TextLayer, layerLines(s.text)
		r.inspection.Facts.Marks = append(r.inspection.Facts.Marks, markFacts(image.NewRGBA(image.Rectangle{}), 72, *page)...)
		return nil, r.keepTables(ctx, page, s.preview, previewDPI, layerChars(s.text))
	}
	r.measure(s, page)
	r.lines = nil
	if err := r.findSeals(ctx, s, page); err != nil {
		return nil, err
	}
	if err := r.tellAhead(s, *page); err != nil {
		return nil, err
	}
	upright, f, err := r.text(ctx, s, page)
	if err != nil || page.Blank {
		return nil, err
	}
	if err := r.keepTables(ctx, page, upright, s.dpi, r.lines); err != nil {
		return nil, err
	}
	if err := r.readSecond(ctx, s, upright, *page); err != nil {
		return nil, err
	}
	r.marks(s, upright, *page, f)
	photos := photoFacts(s, upright, f)
	addCaptions(photos, page.Lines, f)
	readPhotos(photos, page.Lines)
	r.inspection.Facts.Photos = append(r.inspection.Facts.Photos, photos...)
	if r.inspector.Seals == nil {
		return nil, nil
	}
	seals, err := r.inspection.sealFacts(s.number, s.seals, f, r.inspection.origins(s))
	placedSigns(seals, s)
	return outsidePhotos(seals, photos), err
}

// findSeals reads the seals of a page before its text, which is then read without their ink.
func (r *pageReader) findSeals(ctx context.Context, s *sheet, page *Page) (err error) {
	if !page.Blank {
		s.seals, err = r.sealsOn(ctx, s.image, s.dpi)
	}
	return err
}

// tellAhead tells of the seals of a page as it lies: reading its text takes several times as long
// as finding them, and a wrong seal is what most often is at fault.
func (r *pageReader) tellAhead(s *sheet, page Page) error {
	if r.ahead == nil || len(s.seals) == 0 || !early(len(r.inspection.Facts.Pages)+1, 0) {
		return nil
	}
	f := newFrame(s.image, s.dpi, 0)
	in := r.inspection.fork()
	seals, err := in.sealFacts(s.number, s.seals, f, r.inspection.origins(s))
	if err != nil {
		return err
	}
	placedSigns(seals, s)
	seals = outsidePhotos(seals, photoFacts(s, s.image, f))
	in.Facts.Pages, in.Facts.Seals = append(in.Facts.Pages, page), append(in.Facts.Seals, seals...)
	in.finish(r.inspector.Kinds)
	r.ahead(PageEvent{Number: s.number, Page: page, Seals: orEmpty(seals), SoFar: in, Ahead: true})
	return nil
}

// sealsOn returns the seals of a picture; nil, not an empty list, where nobody looks for them.
func (r *pageReader) sealsOn(ctx context.Context, m *image.RGBA, dpi float64) ([]ocr.Seal, error) {
	if r.inspector.Seals == nil {
		return nil, nil
	}
	begin := time.Now()
	found, err := r.inspector.Seals.ReadSeals(ctx, ocr.Page{Image: m, DPI: dpi})
	r.inspection.seals += time.Since(begin)
	return orEmpty(found), err
}

// measure takes the figures that need no reading.
func (r *pageReader) measure(s *sheet, page *Page) {
	page.Colour, page.Blank = s.colourScan() || ocr.IsColour(s.image), ocr.IsBlank(s.image)
	if !s.scan() {
		return
	}
	dpi := round(s.info.ScanDPI, 1)
	page.ScanDPI = &dpi
	if page.Blank {
		return
	}
	sharpness := round(ocr.Sharpness(s.image), 100)
	page.Sharpness, page.SkewDeg = &sharpness, rounded(ocr.SkewDeg(s.image), 100)
}

// text reads the lines of a page and returns the upright picture with its frame. A layer
// that can be believed is taken; pictures on the page may add lines to it.
func (r *pageReader) text(ctx context.Context, s *sheet, page *Page) (*image.RGBA, frame, error) {
	asDisplayed := newFrame(s.image, s.dpi, 0)
	if s.layered() {
		believed, err := r.believe(ctx, s)
		if err != nil {
			return nil, asDisplayed, err
		}
		if believed {
			page.TextSource, page.Lines = TextLayer, layerLines(s.text)
			r.lines = layerChars(s.text)
			return s.image, asDisplayed, r.addFromPictures(ctx, s, page)
		}
		page.LayerRejected = known(layerMismatch)
	} else if s.text.Chars > 0 && s.text.Garbled() {
		page.LayerRejected = known(layerGarbled)
	}
	if page.Blank {
		return s.image, asDisplayed, nil
	}
	if r.inspector.Text == nil {
		if s.text.Chars > 0 && page.LayerRejected == nil { // a hidden layer is better than nothing
			page.TextSource, page.Lines = TextLayer, layerLines(s.text)
		}
		return s.image, asDisplayed, nil
	}
	return r.readUpright(ctx, s, page)
}

// believe compares a visible layer with the picture where that can be done.
func (r *pageReader) believe(ctx context.Context, s *sheet) (bool, error) {
	strips, _ := r.inspector.Text.(ocr.StripReader)
	begin := time.Now()
	ok, err := layerMatches(ctx, strips, s)
	r.inspection.ocr += time.Since(begin)
	return ok, err
}

// readUpright reads the page by OCR; when it reads badly it is turned and read again.
func (r *pageReader) readUpright(ctx context.Context, s *sheet, page *Page) (*image.RGBA, frame, error) {
	begin := time.Now()
	defer func() { r.inspection.ocr += time.Since(begin) }()
	upright, turns := s.image, 0
	lines, err := r.inspector.Text.ReadPage(ctx, s.page())
	if err != nil {
		return nil, frame{}, err
	}
	if meanScore(lines) < badReading || runDown(lines) {
		lines, upright, turns, err = r.turn(ctx, s, lines)
		if err != nil {
			return nil, frame{}, err
		}
	}
	f := newFrame(s.image, s.dpi, turns)
	page.TextSource, page.UprightTurn = TextOCR, turns*90
	page.Lines, r.lines = lineFacts(lines, f), scaledLines(lines, 72/s.dpi)
	r.inspection.keepUpright(page.Number, lines, f)
	if s.text.Chars > 0 && page.LayerRejected == nil && agreement(layerLines(s.text), page.Lines) < layerAgrees {
		page.LayerRejected = known(layerMismatch)
	}
	return upright, f, nil
}

// turn asks the engine how the page stands and reads it again that way; the better of the
// two readings stays.
func (r *pageReader) turn(ctx context.Context, s *sheet, lines []ocr.Line) ([]ocr.Line, *image.RGBA, int, error) {
	orienter, ok := r.inspector.Text.(ocr.Orienter)
	if !ok {
		return lines, s.image, 0, nil
	}
	turns, _, err := orienter.Orient(ctx, s.page())
	if err != nil || turns == 0 {
		return lines, s.image, 0, err
	}
	turned := ocr.Rotate(s.image, turns)
	seals, err := r.sealsOn(ctx, turned, s.dpi)
	if err != nil {
		return nil, nil, 0, err
	}
	again, err := r.inspector.Text.ReadPage(ctx, ocr.Page{Image: turned, DPI: s.dpi, Seals: seals})
	if err != nil || !better(again, lines) {
		return lines, s.image, 0, err
	}
	s.seals = seals
	return again, turned, turns, nil
}

// better reports whether a page reads better turned than as it lay. Lines that run down the
// page are read a quarter turn back, as well as the turned ones where they happen to start
// at the top; those that run across are right all the same.
func better(turned, lay []ocr.Line) bool {
	gain := meanScore(turned) - meanScore(lay)
	return gain > 0 || gain > -evenScores && runDown(lay) && !runDown(turned)
}

// runDown reports whether the page lies on its side: most of its lines, by length, run down.
func runDown(lines []ocr.Line) bool {
	n, down, all := 0, 0.0, 0.0
	for _, l := range lines {
		w, h := l.Box.Width(), l.Box.Height()
		if max(w, h) < longLine*min(w, h) {
			continue
		}
		all += max(w, h)
		if h > w {
			n++
			down += h
		}
	}
	return n >= fewDown && down > mostlyDown*all
}

// meanScore weighs lines by their length, so that specks do not speak for a page.
func meanScore(lines []ocr.Line) float64 {
	sum, chars := 0.0, 0.0
	for _, l := range lines {
		n := float64(len([]rune(l.Text)))
		sum += l.Score * n
		chars += n
	}
	if chars == 0 {
		return 0
	}
	return sum / chars
}

func lineFacts(lines []ocr.Line, f frame) []Line {
	out := make([]Line, 0, len(lines))
	for _, l := range lines {
		if l.Text != "" {
			out = append(out, Line{Text: l.Text, Box: f.points(l.Box), Score: round(l.Score, 1000)})
		}
	}
	return out
}

// addFromPictures reads the pictures of a page with a text layer (a scanned half page, a
// nameplate) and adds the lines that the layer does not have.
func (r *pageReader) addFromPictures(ctx context.Context, s *sheet, page *Page) error {
	if r.inspector.Text == nil || !hasPicture(s.info.Images) {
		return nil
	}
	begin := time.Now()
	defer func() { r.inspection.ocr += time.Since(begin) }()
	lines, err := r.inspector.Text.ReadPage(ctx, s.page())
	if err != nil {
		return err
	}
	layer := page.Lines
	for _, l := range lineFacts(lines, newFrame(s.image, s.dpi, 0)) {
		if l.Score >= addedScore && insidePicture(l.Box, s.info.Images) && !overlapsAny(l.Box, layer) {
			page.Lines = append(page.Lines, l)
		}
	}
	return nil
}

func overlapsAny(b ocr.Box, lines []Line) bool {
	for _, l := range lines {
		if l.Box.Intersect(b).Area() > 0.3*b.Area() {
			return true
		}
	}
	return false
}
