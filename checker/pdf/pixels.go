package pdf

import (
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// maxAlphaPixels bounds the pictures that are painted to look for a mask.
const maxAlphaPixels = 4_000_000

// alpha reports whether something below shows through. pdfium tells blending at once, but a
// mask only by painting the picture, at one pixel a point; the picture of a scan is spared.
func (s *imageSearch) alpha(o references.FPDF_PAGEOBJECT, image Image) bool {
	t, err := s.d.instance.FPDFPageObj_HasTransparency(&requests.FPDFPageObj_HasTransparency{PageObject: o})
	if err == nil && t.HasTransparency {
		return true
	}
	if image.Cover >= fillShare || image.WidthPx*image.HeightPx > maxAlphaPixels || image.Box.area() > maxAlphaPixels {
		return false
	}
	painted, err := s.d.instance.FPDFImageObj_GetRenderedBitmap(&requests.FPDFImageObj_GetRenderedBitmap{
		Document: s.d.ref, Page: s.page, ImageObject: o,
	})
	if err != nil {
		return false
	}
	defer s.d.freeBitmap(painted.Bitmap)
	return s.translucent(painted.Bitmap)
}

// translucent looks for pixels with an alpha below full.
func (s *imageSearch) translucent(bitmap references.FPDF_BITMAP) bool {
	format, err := s.d.instance.FPDFBitmap_GetFormat(&requests.FPDFBitmap_GetFormat{Bitmap: bitmap})
	if err != nil || format.Format != enums.FPDF_BITMAP_FORMAT_BGRA {
		return false
	}
	buffer, err := s.d.instance.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: bitmap})
	if err != nil {
		return false
	}
	for i := 3; i < len(buffer.Buffer); i += 4 {
		if buffer.Buffer[i] < 250 {
			return true
		}
	}
	return false
}

// filter returns the last filter of a picture's stream.
func (s *imageSearch) filter(o references.FPDF_PAGEOBJECT) string {
	count, err := s.d.instance.FPDFImageObj_GetImageFilterCount(&requests.FPDFImageObj_GetImageFilterCount{ImageObject: o})
	if err != nil || count.Count <= 0 {
		return ""
	}
	f, err := s.d.instance.FPDFImageObj_GetImageFilter(&requests.FPDFImageObj_GetImageFilter{ImageObject: o, Index: count.Count - 1})
	if err != nil {
		return ""
	}
	return f.ImageFilter
}

// colour tells colour from grey. Fax formats are black and white; JPEG 2000 would have to
// be decoded whole to tell, so it counts as colour.
func (s *imageSearch) colour(o references.FPDF_PAGEOBJECT, filter string) bool {
	switch filter {
	case "JBIG2Decode", "CCITTFaxDecode", "CCF":
		return false
	case "JPXDecode":
		return true
	}
	meta, err := s.d.instance.FPDFImageObj_GetImageMetadata(&requests.FPDFImageObj_GetImageMetadata{ImageObject: o, Page: s.page})
	if err != nil {
		return true
	}
	switch meta.ImageMetadata.Colorspace {
	case enums.FPDF_COLORSPACE_DEVICEGRAY, enums.FPDF_COLORSPACE_CALGRAY:
		return false
	}
	return meta.ImageMetadata.BitsPerPixel > 8 || meta.ImageMetadata.Colorspace == enums.FPDF_COLORSPACE_INDEXED
}
