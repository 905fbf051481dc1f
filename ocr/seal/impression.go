package seal

import (
	"context"
	"image"

	"lianshen/ocr"
)

// impression is a seal on its way from found to read.
type impression struct {
	ocr.Seal
	crop  *crop
	ring  ellipse   // in pixels of the crop
	sheet *sheet    // nil for square seals
	frame *frameBox // in pixels of the crop; nil for round ones
	read  []title   // readings of cuts

	share      float64 // of the votes, for the title: the product over its characters
	cutAt      arc     // the cut that was read best
	titleAt    arc     // where in it the title stands
	innerInk   bool    // something is written inside that is not the title
	innerRead  []ocr.Reading
	codeRead   []voice
	framedRead []ocr.Reading
}

// impression measures c and straightens its title.
func (k *inkMap) impression(p ocr.Page, c *found) *impression {
	m := &impression{Seal: k.measure(p, c), crop: k.cutOut(p.Image, c.box(), c.ink, c.printLevel())}
	m.ring = k.ellipseIn(c, m.crop)
	m.sheet = m.crop.straighten(m.ring)
	m.PHash, m.Print, m.InkSpread = ocr.PHash(m.crop.sep.gray()), ocr.NewPrint(m.crop.sep.gray()), m.crop.spread()
	first := m.sheet.firstCuts()[0]
	m.Strip = m.sheet.image(first)
	m.cutAt = first.at
	m.place(first.at)
	return m
}

// read reads all impressions of a page: two rounds for the recognisers.
func (r *Reader) read(ctx context.Context, all []*impression) error {
	if r.strips == nil {
		return nil
	}
	var a asked
	for _, m := range all {
		switch {
		case m.sheet != nil:
			r.askTitle(m, &a)
		case m.frame != nil:
			m.askFrame(&a.text)
		}
	}
	if err := r.answer(ctx, &a, all); err != nil {
		return err
	}
	a = asked{}
	for _, m := range all {
		if m.sheet == nil {
			continue
		}
		if m.share < surelyRead {
			r.askAgain(m, &a)
		}
		m.askRest(&a.text)
	}
	if err := r.answer(ctx, &a, all); err != nil {
		return err
	}
	for _, m := range all {
		m.finish()
	}
	return nil
}

// asked are the strips of one round: for the recogniser of text and for that of titles.
type asked struct{ text, titles batch }

// askTitle asks for the title, where there is a network that was taught on titles by that one
// and by the recogniser of print: it was taught on other pictures and errs otherwise.
func (r *Reader) askTitle(m *impression, a *asked) {
	cuts := m.sheet.firstCuts()
	if r.titles != nil {
		m.askCuts(&a.titles, m.sheet.firstStacks(), m.sheet.stack)
		cuts = cuts[:1]
	}
	m.askCuts(&a.text, cuts, m.sheet.image)
}

// askAgain asks for more readings of a doubtful title.
func (r *Reader) askAgain(m *impression, a *asked) {
	if r.titles != nil {
		m.askCuts(&a.titles, m.sheet.moreStacks(m.cutAt), m.sheet.stack)
		for _, by := range stretches {
			m.askCuts(&a.titles, m.sheet.stretchedCuts(m.cutAt), func(c cut) image.Image { return stretched(m.sheet.stack(c), by) })
		}
		m.askCuts(&a.text, m.sheet.firstCuts()[1:], m.sheet.image)
	}
	m.askCuts(&a.text, m.sheet.moreCuts(m.cutAt), m.sheet.image)
}

// answer has all strips read, and lets the readings of each title vote.
func (r *Reader) answer(ctx context.Context, a *asked, all []*impression) error {
	if err := a.text.run(ctx, r.strips); err != nil {
		return err
	}
	if err := a.titles.run(ctx, r.titles); err != nil {
		return err
	}
	for _, m := range all {
		if m.sheet != nil {
			m.choose()
		}
	}
	return nil
}

// askRest asks for what depends on where the title stands: inner text and code.
func (m *impression) askRest(b *batch) {
	if m.Kind != ocr.PagingSeal {
		m.askInner(b)
	}
	if m.Complete {
		m.askCode(b)
	}
}

// finish draws the conclusions from all readings.
func (m *impression) finish() {
	if m.sheet == nil {
		m.nameFramed()
		return
	}
	m.nameInner()
	m.nameCode()
	m.Kind = m.kind()
}

// place settles where the title stands, and with it how the impression is turned.
func (m *impression) place(at arc) {
	m.titleAt = at
	m.AngleDeg = m.angle(at)
}

// batch collects strips with what is to be done with their readings.
type batch struct {
	strips []image.Image
	then   []func(ocr.Reading)
}

func (b *batch) ask(strip image.Image, then func(ocr.Reading)) {
	b.strips = append(b.strips, strip)
	b.then = append(b.then, then)
}

// run reads all strips at once and hands every reading on.
func (b *batch) run(ctx context.Context, r ocr.StripReader) error {
	if len(b.strips) == 0 {
		return nil
	}
	readings, err := r.ReadStrips(ctx, b.strips)
	if err != nil {
		return err
	}
	for i := range min(len(readings), len(b.then)) {
		b.then[i](readings[i])
	}
	return nil
}
