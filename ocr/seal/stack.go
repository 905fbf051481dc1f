package seal

import (
	"image"

	"golang.org/x/image/draw"
)

// stack cuts a strip with one separation of the inks in each colour, dark on white: a network
// that was taught to sees what is seal and what is print below it.
func (s *sheet) stack(c cut) image.Image {
	var planes [3]*image.Gray
	for i, p := range []*plane{s.mix, s.fill, s.sep} {
		planes[i] = s.strip(p, c.band.from, c.band.to, c.at.start, c.at.n)
	}
	out := image.NewRGBA(planes[0].Rect)
	for i := range planes[0].Pix {
		o := out.Pix[4*i : 4*i+4]
		o[0], o[1], o[2], o[3] = planes[0].Pix[i], planes[1].Pix[i], planes[2].Pix[i], 255
	}
	return out
}

// firstStacks are the strips of every seal for a network that sees all separations at once:
// every place where the title may stand.
func (s *sheet) firstStacks() []cut {
	var out []cut
	for _, at := range s.places(s.title) {
		out = append(out, cut{at.longer(endRoom, s.sep.w), s.title.widened(), nil})
	}
	return out
}

// endRoom are the columns that are added at either end: the finder of gaps takes a worn
// character for paper, and the network was taught to leave out what is no title.
const endRoom = stripHigh * 5 / 8

// longer is a with more columns on both sides, as far as the turn has room.
func (a arc) longer(by, turn int) arc {
	by = max(0, min(by, (turn+stripHigh-a.n)/2))
	return arc{a.start - by, a.n + 2*by}
}

// moreStacks are further strips of a title that was read there with little certainty.
func (s *sheet) moreStacks(at arc) []cut {
	b := s.title
	return []cut{{at, b, nil}, {at, band{b.from - 0.03, b.to + 0.09}, nil}}
}

// stretches are by how much wider the characters of a doubtful title are made: engravers set
// them narrow or wide, and what is illegible in one width may be read in another. (Of 179
// seals of seed 1304 three more titles were exact.)
var stretches = []float64{0.85, 1.2}

// stretchedCuts is what is read once more in other widths.
func (s *sheet) stretchedCuts(at arc) []cut {
	return []cut{{at.longer(endRoom/2, s.sep.w), s.title.widened(), nil}}
}

func stretched(m image.Image, by float64) image.Image {
	b := m.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, max(1, int(by*float64(b.Dx()))), b.Dy()))
	draw.CatmullRom.Scale(out, out.Rect, m, b, draw.Src, nil)
	return out
}
