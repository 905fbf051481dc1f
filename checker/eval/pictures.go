package eval

import (
	"fmt"

	"lianshen/checker"
	"lianshen/ocr"
)

// largeSeal is how many pixels across a seal of a picture is at least when its title has the
// higher target.
const largeSeal = 150

// Picture is what was found on one picture, for the report by picture.
type Picture struct {
	Path   string         `json:"path"`
	Seals  int            `json:"seals"`
	Found  int            `json:"found"`
	False  int            `json:"false"`
	Titles []PictureTitle `json:"titles"`
}

// PictureTitle is one title that a person can read, with what was read.
type PictureTitle struct {
	Expected  string  `json:"expected"`
	Got       string  `json:"got"`
	Closeness float64 `json:"closeness"` // 1 − normalised edit distance
	Pixels    float64 `json:"pixels"`    // across
}

// pictured reports whether the document is a picture, which has figures of its own: nobody
// knows how it was made, and what is asked of it is asked by the size of the seal.
func (t *Truth) pictured() bool { return len(t.Pages) == 1 && t.Pages[0].Source == Pictured }

// picture counts the seals of a picture.
func (s *scorer) picture(pairs []*checker.Seal, invented []checker.Seal) {
	p := Picture{Path: s.path, Seals: len(s.truth.Seals), False: len(invented), Titles: []PictureTitle{}}
	for i, t := range s.truth.Seals {
		s.hit("picture_found", 1, pairs[i] != nil, t.groups(s.truth.page(1))...)
		if pairs[i] != nil {
			p.Found++
		} else {
			s.blameAt(Seals, 1, t.Box, "missed "+string(t.Shape), t.Title, "", 2)
		}
		if t.asked() {
			p.Titles = append(p.Titles, s.pictureTitle(t, pairs[i]))
		}
	}
	for _, f := range invented {
		s.blameAt(Seals, 1, f.Box, "no seal", "", fmt.Sprintf("%s %s %s at %.0f", f.Colour, f.Shape, value(f.Title), f.Box), 3)
	}
	s.add("picture_false", 1, float64(len(invented)), 1)
	if len(s.truth.Seals) == 0 {
		s.hit("picture_alarm", 1, len(invented) > 0)
	}
	s.result.Pictures = append(s.result.Pictures, p)
}

// asked reports whether the title of a seal on a picture is asked for: it is clear to a
// person, and the seal is no square one, whose script is another.
func (s TrueSeal) asked() bool {
	return s.Title != "" && s.Shape != ocr.Square && s.Shape != ocr.Rectangle && s.legible()
}

// pictureTitle counts a title; of a seal that was not found nothing was read.
func (s *scorer) pictureTitle(t TrueSeal, read *checker.Seal) PictureTitle {
	out := PictureTitle{Expected: t.Title, Pixels: max(t.Box.Width(), t.Box.Height())}
	if read != nil {
		out.Got = value(read.Title)
	}
	want, got := ocr.NormaliseName(t.Title), ocr.NormaliseName(out.Got)
	out.Closeness = 1 - ocr.NED(want, got)
	sizes := []string{"clear"}
	if out.Pixels >= largeSeal {
		sizes = append(sizes, "large")
	}
	for _, size := range sizes {
		s.hit(size+"_exact", 1, want == got)
		s.add(size+"_closeness", 1, out.Closeness, 1)
	}
	if want != got && read != nil {
		s.blameAt(Seals, 1, t.Box, "title", t.Title, out.Got, 1-out.Closeness)
	}
	return out
}
