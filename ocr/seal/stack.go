package seal

import "image"

// stack cuts a strip with one separation of the inks in each colour, dark on white: a network
// that was taught to sees what is seal and what is print below it.
func (s *sheet) stack(c cut) *image.RGBA {
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
