package eval

import (
	"strings"

	"lianshen/checker"
	"lianshen/ocr"
)

// TruePhoto is one photograph with what its caption and its nameplate say.
type TruePhoto struct {
	Page      int     `json:"page"`
	Box       ocr.Box `json:"box"`
	View      string  `json:"view"`
	Nameplate *struct {
		Model  string `json:"model"`
		Serial string `json:"serial"`
	} `json:"nameplate"`
}

// photos counts the views and the nameplates of photographs. Truth files without views are
// not counted.
func (s *scorer) photos() {
	for _, want := range s.truth.Photos {
		if want.View == "" {
			continue
		}
		got := s.photoAt(want)
		s.hit("photo_view", want.Page, value(got.View) == want.View)
		if value(got.View) != want.View {
			s.blame(want.Page, "view", want.View, value(got.View)+" "+value(got.Caption), 0.5)
		}
		if want.Nameplate == nil {
			continue
		}
		for _, v := range [][2]string{{want.Nameplate.Model, value(got.Nameplate.Model)}, {want.Nameplate.Serial, value(got.Nameplate.Serial)}} {
			right := strings.EqualFold(normalise(v[0]), normalise(v[1]))
			s.hit("nameplate_exact", want.Page, right)
			if v[1] != "" {
				s.hit("nameplate_true", want.Page, right)
			}
			if !right {
				s.blame(want.Page, "nameplate", v[0], v[1], 0.5)
			}
		}
	}
}

// photoAt is the photograph that was found where one is.
func (s *scorer) photoAt(want TruePhoto) checker.Photo {
	for _, got := range s.facts.Photos {
		if got.Page == want.Page && got.Box.IoU(want.Box) > 0.5 {
			return got
		}
	}
	return checker.Photo{}
}
