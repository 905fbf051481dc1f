package seal

import (
	"cmp"
	"image"
	"slices"
	"unicode/utf8"

	"lianshen/ocr"
)

// cut is one way of cutting the title out of a sheet.
type cut struct {
	at   arc
	band band
	from *plane
}

// firstCuts returns the strips to read of every seal, the likeliest first: every place
// where the title may stand, and the first one also without the black text below.
func (s *sheet) firstCuts() []cut {
	var out []cut
	for _, at := range s.places(s.title) {
		out = append(out, cut{at, s.title.widened(), s.mix})
	}
	return append(out, cut{out[0].at, s.title.widened(), s.fill})
}

// moreCuts returns further strips of a title that was read there with little certainty, of
// other zones and separations of the inks. Sharper and wider strips, and such with more room
// at the ends, were tried: they read no better.
func (s *sheet) moreCuts(at arc) []cut {
	return []cut{
		{at, s.title, s.mix}, {at, s.title, s.fill}, {at, s.title.widened(), s.sep},
	}
}

// places returns the stretches of columns that may hold the title.
func (s *sheet) places(b band) []arc {
	whole := arc{n: s.sep.w + stripHigh}
	gaps := s.gaps(b)
	if len(gaps) == 0 {
		return []arc{whole}
	}
	out := []arc{s.without(gaps[0], b)}
	if len(gaps) > 1 && 5*gaps[1].n > 2*gaps[0].n && gaps[1].n > stripHigh/2 {
		out = append(out, s.between(gaps[0], gaps[1]))
	}
	if g := s.innerGap(b); g.n > 0 && abs(g.end()%s.sep.w-gaps[0].end()%s.sep.w) > stripHigh/3 {
		out = append(out, s.without(g, b))
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

// surelyRead is the product of the shares of the vote at which a title needs no further
// reading.
const surelyRead = 0.7

// askCuts puts cuts of m into the batch, each as the strip that it gives.
func (m *impression) askCuts(b *batch, cuts []cut, strip func(cut) image.Image) {
	for _, c := range cuts {
		img := strip(c)
		b.ask(img, func(r ocr.Reading) {
			r.Text = tidy(r.Text)
			m.read = append(m.read, title{Reading: r, cut: c, strip: img})
		})
	}
}

// choose keeps the reading that the others support best, and lets all that looked at the
// same place vote on its characters.
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
	text, share := m.vote(best)
	m.Title, m.TitleScore, m.share = text, chance(share), share
	at := max(0, m.nearest(text))
	t := m.read[at]
	m.Strip = m.sheet.image(cut{t.cut.at, t.cut.band, m.sheet.mix}) // what a person can look at
	m.Posteriors = m.together(at)
	m.cutAt = t.cut.at
	m.place(m.extent(t))
}

// mostAlso bounds the further strips whose posteriors are kept with those of the best one.
const mostAlso = 5

// together returns the posteriors of the best reading, and with them those of the others:
// a name is verified on all of them.
func (m *impression) together(best int) *ocr.Posteriors {
	all := m.read[best].Posteriors
	for i, t := range m.read {
		if i != best {
			all = joinedBy(all, t.Posteriors)
		}
	}
	return all
}

// joinedBy returns p with q among its further strips; either may be nil.
func joinedBy(p, q *ocr.Posteriors) *ocr.Posteriors {
	if p == nil || q == nil || len(p.Also) >= mostAlso {
		return cmp.Or(p, q)
	}
	return &ocr.Posteriors{Steps: p.Steps, Classes: p.Classes, Also: append(slices.Clone(p.Also), q)}
}

// vote lets all readings vote on the characters of the best one.
func (m *impression) vote(best int) (text string, share float64) {
	voices := []voice{m.read[best].voice()}
	for i, t := range m.read {
		if i != best && t.Score > leastHeard && alike(t.Text, m.read[best].Text) > leastAlike {
			voices = append(voices, t.voice())
		}
	}
	text, share = newBallot(voices, float64(m.sheet.sep.w)).outcome()
	return tidy(text), share
}

// leastHeard and leastAlike keep readings of something else out of the vote.
const leastHeard, leastAlike = 0.3, 0.4

// nearest returns the reading that is most like text, -1 for none.
func (m *impression) nearest(text string) int {
	at, most := -1, 0.0
	for i, t := range m.read {
		if l := alike(t.Text, text) + 0.1*t.Score; l > most {
			at, most = i, l
		}
	}
	return at
}

// extent narrows a cut to the columns in which its characters stand.
func (m *impression) extent(t title) arc {
	n := len(t.Chars)
	if n < 3 {
		return t.cut.at
	}
	f := float64(t.cut.at.n) / float64(max(1, t.strip.Bounds().Dx()))
	x0, x1 := t.Chars[0].X0*f, t.Chars[n-1].X1*f
	margin := (x1 - x0) / float64(4*n)
	at := arc{start: t.cut.at.start + int(x0-margin), n: int(x1 - x0 + 2*margin)}
	at.start = (at.start%m.sheet.sep.w + m.sheet.sep.w) % m.sheet.sep.w
	return at
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
