package seal

import (
	"image"
	"unicode/utf8"

	"lianshen/ocr"
)

// cut is one way of cutting the title out of a sheet.
type cut struct {
	at    arc
	band  band
	from  *plane
	whole bool // one whole turn and more: the title stands in it, not alone
}

// cuts returns the strips worth reading, the likeliest first. Where a title begins matters
// more than anything else, and no single sign is right for every seal.
func (s *sheet) cuts() []cut {
	b := s.band()
	wide := band{b.from - 0.02, b.to + 0.05}
	places := s.places(b)
	var out []cut
	for _, at := range places {
		out = append(out, cut{at: at, band: b, from: s.mix}, cut{at: at, band: wide, from: s.mix})
	}
	out = append(out, cut{at: places[0], band: wide, from: s.fill}, cut{at: places[0], band: wide, from: s.sep})
	return out
}

// places returns the stretches of columns that may hold the title.
func (s *sheet) places(b band) []arc {
	whole := arc{n: s.sep.w + stripHigh}
	gaps := s.gaps(b)
	if len(gaps) == 0 {
		return []arc{whole}
	}
	out := []arc{s.without(gaps[0])}
	if len(gaps) > 1 && 5*gaps[1].n > 2*gaps[0].n && gaps[1].n > stripHigh/2 {
		out = append(out, s.between(gaps[0], gaps[1]))
	}
	if g := s.innerGap(b); g.n > 0 && abs(g.end()%s.sep.w-gaps[0].end()%s.sep.w) > stripHigh/3 {
		out = append(out, s.without(g))
	}
	return out
}

func abs(v int) int { return max(v, -v) }

func (s *sheet) image(c cut) image.Image {
	return s.strip(c.from, c.band.from, c.band.to, c.at.start, c.at.n)
}

// title is a reading of one cut.
type title struct {
	ocr.Reading
	cut   cut
	strip image.Image
}

// askTitle puts m's cuts into the batch; the best reading is chosen after the last.
func (m *impression) askTitle(b *batch) {
	for i, c := range m.cuts {
		strip := m.sheet.image(c)
		b.ask(strip, func(r ocr.Reading) {
			r.Text = tidy(r.Text)
			m.read = append(m.read, title{Reading: r, cut: c, strip: strip})
			if i == len(m.cuts)-1 {
				m.choose()
			}
		})
	}
}

// choose keeps the reading that the others support best.
func (m *impression) choose() {
	best, most := -1, 0.0
	for i := range m.read {
		if w := m.worth(i); w > most {
			best, most = i, w
		}
	}
	if best < 0 {
		return
	}
	t := m.read[best]
	m.Title, m.Strip, m.Posteriors = t.Text, t.strip, t.Posteriors
	m.TitleScore = t.Score * (0.6 + 0.4*m.support(best))
	m.place(t.cut)
}

// worth weighs a reading: its own score, how far the other cuts agree, and hints that it is
// a whole name. The score alone prefers short pieces of a title.
func (m *impression) worth(i int) float64 {
	t := m.read[i]
	n := utf8.RuneCountInString(t.Text)
	if n == 0 {
		return 0
	}
	w := t.Score + 0.5*m.support(i) + 0.015*float64(min(n, 14)) - 0.8*strange(t.Text)
	if ending(t.Text) {
		w += 0.06
	}
	if beginning(t.Text) {
		w += 0.06
	}
	return w
}

// support is the mean likeness of the other readings, weighted by their scores.
func (m *impression) support(i int) float64 {
	sum, weight := 0.0, 1e-9
	for j, o := range m.read {
		if j != i {
			sum += o.Score * o.Score * alike(m.read[i].Text, o.Text)
			weight += o.Score * o.Score
		}
	}
	return sum / weight
}
