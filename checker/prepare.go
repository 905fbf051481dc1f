package checker

import (
	"context"
	"image"
	"slices"

	"lianshen/checker/pdf"
	"lianshen/ocr"
)

// previewDPI is the resolution of the small rendering that decides whether a born-digital
// page needs a look: enough to see a seal of 30 mm (120 px) and the rules of tables, and
// hardly dearer than one of 50 dpi, since setting up a page costs most.
const previewDPI = 100

// sheet is a page on its way from the PDF to the readers.
type sheet struct {
	number int
	info   pdf.PageInfo
	text   pdf.Text
	// image is nil when the page needs no look: born-digital, all ink black.
	image *image.RGBA
	dpi   float64
	// preview is the small rendering of a page without image, nil when there is none.
	preview *image.RGBA
	// photos are the placed pictures of a page that is not a scan.
	photos []pdf.Photo
	// seals on image, and once it was turned on the upright one; nil when nobody looks for them.
	seals []ocr.Seal
	err   error
}

// page is the picture as it is read.
func (s *sheet) page() ocr.Page { return ocr.Page{Image: s.image, DPI: s.dpi, Seals: s.seals} }

// scan reports whether a picture fills the page.
func (s *sheet) scan() bool { return s.info.ScanDPI > 0 }

// colourScan reports whether the page was scanned in colour, which black text alone does
// not show in its pixels.
func (s *sheet) colourScan() bool {
	return s.scan() && slices.ContainsFunc(s.info.Images, func(p pdf.Image) bool { return isPicture(p) && p.Colour })
}

// layered reports whether the page has a visible text layer that is not garbled.
func (s *sheet) layered() bool {
	return !s.scan() && s.text.Chars > 0 && !s.text.Garbled() && s.text.Hidden < 0.5
}

// prepare reads what the PDF says about a page and renders it when there is something to
// look at. A fault is kept in the sheet: the other pages are still worth reading.
func (i *Inspector) prepare(ctx context.Context, doc *pdf.Document, number int, dpi float64) *sheet {
	s := &sheet{number: number}
	if s.info, s.err = doc.Page(ctx, number); s.err != nil {
		return s
	}
	if s.text, s.err = doc.Text(ctx, number); s.err != nil {
		return s
	}
	if !i.needsLook(ctx, doc, s) {
		return s
	}
	picture, err := doc.Render(ctx, number, dpi)
	if err != nil {
		s.err = err
		return s
	}
	s.image, s.dpi = picture.Image, picture.DPI
	if len(s.info.Images) > 0 {
		s.photos, s.err = doc.Photos(ctx, number)
	}
	return s
}

// needsLook spares a born-digital page of black text the full rendering. The first page is
// always rendered: its layer is compared with the picture, and the title's size is seen.
func (i *Inspector) needsLook(ctx context.Context, doc *pdf.Document, s *sheet) bool {
	if !s.layered() || len(s.info.Images) > 0 || s.number == 1 || suspicious(s.text) {
		return true
	}
	preview, err := doc.Render(ctx, s.number, previewDPI)
	if err != nil || ocr.IsColour(preview.Image) {
		return true
	}
	s.preview = preview.Image
	return false
}
