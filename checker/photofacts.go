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

// photoFacts measures the photographs of a page: those placed on a born-digital page, those
// printed on the paper of a scan, which is looked at as it stands upright.
func photoFacts(s *sheet, upright *image.RGBA, f frame) []Photo {
	if s.scan() {
		return printedPhotos(s.number, upright, f)
	}
	return placedPhotos(s)
}

// placedPhotos measures pictures as a reader sees them; those without facts are cropped away
// by the page.
func placedPhotos(s *sheet) []Photo {
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
		out = append(out, withEXIF(photoFact(s.number, box, crop), p.EXIF))
	}
	return out
}

// printedPhotos measures the photographs found on a scan: paper tells neither when nor where
// they were taken.
func printedPhotos(page int, upright *image.RGBA, f frame) []Photo {
	var out []Photo
	for _, region := range ocr.PhotoRegions(upright) {
		out = append(out, photoFact(page, f.points(region), upright.SubImage(region.Rect())))
	}
	return out
}

func isPhotograph(p pdf.Photo) bool {
	w, h := p.Box.Width(), p.Box.Height()
	return p.Cover >= photoShare && !p.Alpha && w > 0 && h > 0 && max(w/h, h/w) <= photoAspect
}

func photoFact(page int, box ocr.Box, crop image.Image) Photo {
	photo := Photo{Page: page, Box: roundBox(box)}
	photo.PHash, photo.Sharpness, photo.Brightness = PhotoFacts(crop)
	photo.Sharpness, photo.Brightness = round(photo.Sharpness, 1000), round(photo.Brightness, 1000)
	return photo
}

// withEXIF adds what the camera wrote into the file.
func withEXIF(photo Photo, exif pdf.EXIF) Photo {
	photo.TakenAt = known(exif.TakenAt)
	if exif.Lat != nil && exif.Lon != nil {
		photo.GPS = &GPS{Lat: *exif.Lat, Lon: *exif.Lon}
	}
	return photo
}
