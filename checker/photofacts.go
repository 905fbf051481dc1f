package checker

import (
	"image"

	"lianshen/checker/pdf"
	"lianshen/ocr"
)

// photoShare is the least share of the page, and photoAspect the most elongated shape, of a
// placed picture that counts as a photograph; logos, rules and seals stay below. Our choice.
const (
	photoShare  = 0.02
	photoAspect = 4.0
)

// photoFacts measures the photographs of a page as a reader sees them. Photos without
// facts are those that the page crops away.
func photoFacts(s *sheet) []Photo {
	var out []Photo
	for _, p := range s.photos {
		if !isPhotograph(p) {
			continue
		}
		box := ocr.Box(p.Box)
		crop := s.image.SubImage(box.Scale(s.dpi / 72).Rect().Intersect(s.image.Bounds()))
		if crop.Bounds().Empty() {
			continue
		}
		out = append(out, photoFact(s.number, box, p.EXIF, crop))
	}
	return out
}

func isPhotograph(p pdf.Photo) bool {
	w, h := p.Box.Width(), p.Box.Height()
	return p.Cover >= photoShare && !p.Alpha && w > 0 && h > 0 && max(w/h, h/w) <= photoAspect
}

func photoFact(page int, box ocr.Box, exif pdf.EXIF, crop image.Image) Photo {
	photo := Photo{Page: page, Box: roundBox(box), TakenAt: known(exif.TakenAt)}
	photo.PHash, photo.Sharpness, photo.Brightness = PhotoFacts(crop)
	photo.Sharpness, photo.Brightness = round(photo.Sharpness, 1000), round(photo.Brightness, 1000)
	if exif.Lat != nil && exif.Lon != nil {
		photo.GPS = &GPS{Lat: *exif.Lat, Lon: *exif.Lon}
	}
	return photo
}
