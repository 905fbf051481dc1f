package checker

import (
	"slices"

	"lianshen/ocr"
)

// photoOverSeal is by how many times a photograph must be larger than what looks like a seal
// in it: a seal alone on a picture of its own is no thing in a photograph. Our choice.
const photoOverSeal = 4

// outsidePhotos leaves out the framed shapes that lie within a photograph: doors, displays
// and labels of instruments. Round impressions stay, since the notice asks for the seal on
// the very pages that carry the photographs (东环办函〔2023〕42号 附件1 三(三)).
func outsidePhotos(seals []Seal, photos []Photo) []Seal {
	return slices.DeleteFunc(seals, func(s Seal) bool {
		framed := s.Shape == ocr.Square || s.Shape == ocr.Rectangle
		return framed && slices.ContainsFunc(photos, func(p Photo) bool {
			return s.Box.Intersect(p.Box).Area() > 0.9*s.Box.Area() && p.Box.Area() > photoOverSeal*s.Box.Area()
		})
	})
}
