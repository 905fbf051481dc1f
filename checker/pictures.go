package checker

import (
	"lianshen/checker/pdf"
	"lianshen/ocr"
)

// pictureCover is the least share of the page that makes a placed image worth reading;
// logos and pasted seals lie below.
const pictureCover = 0.06

func isPicture(p pdf.Image) bool { return p.Cover >= pictureCover }

func hasPicture(images []pdf.Image) bool {
	for _, p := range images {
		if isPicture(p) {
			return true
		}
	}
	return false
}

func insidePicture(b ocr.Box, images []pdf.Image) bool {
	for _, p := range images {
		if isPicture(p) && ocr.Box(p.Box).Intersect(b).Area() > 0.6*b.Area() {
			return true
		}
	}
	return false
}

// origins tells for a box on the sheet's page how the ink there came onto the page.
func (in *Inspection) origins(s *sheet) func(ocr.Box) ocr.Origin {
	return func(b ocr.Box) ocr.Origin {
		if in.signedAt(s.number, b) {
			return ocr.FromSignature
		}
		for _, p := range s.info.Images {
			if ocr.Box(p.Box).IoU(b) > sameBox { // the image is the seal, not the page
				return ocr.FromOverlay
			}
		}
		if s.scan() || insidePicture(b, s.info.Images) {
			return ocr.FromScan
		}
		return ocr.FromVector
	}
}

// signedAt reports whether an electronic signature is drawn at b.
func (in *Inspection) signedAt(page int, b ocr.Box) bool {
	for _, g := range in.Facts.Signatures {
		if g.Page != nil && *g.Page == page && g.Box != nil && g.Box.Intersect(b).Area() > 0.5*b.Area() {
			return true
		}
	}
	return false
}
