package pdf

import (
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

const (
	// maxFormDepth bounds the nesting of form XObjects that is looked into.
	maxFormDepth = 8
	// maxObjects bounds the page objects that are visited in search of pictures.
	maxObjects = 50_000
	// fillShare is the part of the page that the picture of a scan covers at least; a scan
	// may leave a white margin.
	fillShare = 0.75
)

// Image is one picture placed on a page.
type Image struct {
	Box      Box // where it lies; bounds when it is rotated or skewed
	WidthPx  int // of the stored picture
	HeightPx int
	// DPI is the lower one of the two effective resolutions.
	DPI    float64
	Colour bool // false for grey and black-and-white; true when unknown
	// Alpha: it has a mask or blends with what is below, like a pasted seal. A picture that
	// lies askew counts too, for the corners of its box.
	Alpha  bool
	Filter string // last filter of the stream, e.g. "DCTDecode"; "" when stored plainly
	// Cover is the share of the page that the picture covers, in [0, 1].
	Cover float64

	path []int // indexes of page objects that lead to it
}

// images lists the placed pictures; what cannot be read is left out. It runs inside do.
func (d *Document) images(number int, f frame) []Image {
	s := imageSearch{d: d, page: d.page(number), frame: f}
	count, err := d.instance.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: s.page})
	if err != nil {
		return nil
	}
	for i := range count.Count {
		if s.done() {
			break
		}
		o, err := d.instance.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: s.page, Index: i})
		if err == nil {
			s.visit(o.PageObject, matrix{1, 0, 0, 1, 0, 0}, []int{i})
		}
	}
	return s.found
}

// imageSearch walks the objects of one page.
type imageSearch struct {
	d       *Document
	page    requests.Page
	frame   frame
	visited int
	found   []Image
}

func (s *imageSearch) done() bool {
	return s.visited >= maxObjects || len(s.found) >= s.d.limits.MaxImages
}

// visit takes in a picture, or the contents of a form under the matrix outer.
func (s *imageSearch) visit(o references.FPDF_PAGEOBJECT, outer matrix, path []int) {
	s.visited++
	kind, err := s.d.instance.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil || (kind.Type != enums.FPDF_PAGEOBJ_IMAGE && kind.Type != enums.FPDF_PAGEOBJ_FORM) {
		return
	}
	m, err := s.d.instance.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
	if err != nil {
		return
	}
	v := m.Matrix
	at := matrix{float64(v.A), float64(v.B), float64(v.C), float64(v.D), float64(v.E), float64(v.F)}.mul(outer)
	if kind.Type == enums.FPDF_PAGEOBJ_FORM {
		s.descend(o, at, path)
		return
	}
	if image, ok := s.image(o, at); ok {
		image.path = path
		s.found = append(s.found, image)
	}
}

// descend visits the objects of a form XObject.
func (s *imageSearch) descend(form references.FPDF_PAGEOBJECT, at matrix, path []int) {
	if len(path) > maxFormDepth {
		return
	}
	count, err := s.d.instance.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: form})
	if err != nil {
		return
	}
	for i := range count.Count {
		if s.done() {
			return
		}
		o, err := s.d.instance.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: form, Index: uint64(i)})
		if err == nil {
			s.visit(o.PageObject, at, append(path[:len(path):len(path)], i))
		}
	}
}

// image measures one placed picture.
func (s *imageSearch) image(o references.FPDF_PAGEOBJECT, at matrix) (Image, bool) {
	size, err := s.d.instance.FPDFImageObj_GetImagePixelSize(&requests.FPDFImageObj_GetImagePixelSize{ImageObject: o})
	if err != nil || size.Width == 0 || size.Height == 0 {
		return Image{}, false
	}
	bounds, width, height := at.unitSquare()
	box := s.frame.box(bounds[0], bounds[1], bounds[2], bounds[3])
	if !box.finite() || width <= 0 || height <= 0 {
		return Image{}, false
	}
	pageW, pageH := s.frame.size()
	image := Image{
		Box: box, WidthPx: int(size.Width), HeightPx: int(size.Height),
		DPI:    min(float64(size.Width)/width, float64(size.Height)/height) * 72,
		Cover:  box.intersect(Box{0, 0, pageW, pageH}).area() / (pageW * pageH),
		Filter: s.filter(o),
	}
	image.Alpha = s.alpha(o, image)
	image.Colour = s.colour(o, image.Filter)
	return image, true
}

// scanDPI returns the resolution of the picture that fills the page, or of strips that
// fill it together; 0 when pictures do not fill it.
func scanDPI(images []Image, width, height float64) float64 {
	page := Box{0, 0, width, height}
	var covered, weighted float64
	for _, image := range images {
		if image.Cover >= fillShare {
			return image.DPI
		}
		if isStrip(image.Box, page) {
			covered += image.Cover
			weighted += image.Cover * image.DPI
		}
	}
	if covered < fillShare {
		return 0
	}
	return weighted / covered
}

// isStrip reports whether a picture spans the page in one direction.
func isStrip(box, page Box) bool {
	b := box.intersect(page)
	return b.Width() >= fillShare*page.Width() || b.Height() >= fillShare*page.Height()
}
