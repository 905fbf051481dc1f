package ocr

import (
	"image"
	"math"
	"slices"
)

// ClearStamps returns the image of p with the ink of its seals taken away, so that the print
// below can be read. Red print elsewhere stays: headings, forms, numbers. What looks like a
// stamp goes even where no seal was read; a page on which nobody looked for seals is left to
// SuppressRed. The image of p itself is never changed, and is returned when nothing is to be
// taken away.
func ClearStamps(p Page) *image.RGBA {
	switch {
	case p.Image == nil || p.Image.Rect.Empty():
		return p.Image
	case p.Seals == nil:
		return SuppressRed(p.Image)
	}
	g := newRedGrid(p.Image)
	c := clearing{g: g, out: p.Image}
	for i := range p.Seals {
		c.lift(g.within(grown(&p.Seals[i])))
	}
	for _, a := range g.areas() {
		if !g.keep(a) && g.likeStamp(a) {
			c.lift(a)
		}
	}
	for i := range p.Seals {
		c.lighten(&p.Seals[i])
	}
	return c.out
}

// clearing is a page on its way to one without stamps; out is copied before it is changed.
type clearing struct {
	g   *redGrid
	out *image.RGBA
}

func (c *clearing) own() *image.RGBA {
	if c.out == c.g.m {
		c.out = clone(c.g.m)
	}
	return c.out
}

func (c *clearing) lift(a redArea) {
	if len(a.cells) > 0 {
		c.g.lift(c.own(), a)
	}
}

// grown is the box of a seal with the ink that bled over its rim.
func grown(s *Seal) image.Rectangle { return s.Box.Rect().Inset(-redCell) }

// within gathers the red cells whose middle lies in box.
func (g *redGrid) within(box image.Rectangle) redArea {
	var a redArea
	box = box.Intersect(image.Rect(0, 0, g.m.Rect.Dx(), g.m.Rect.Dy()))
	for y := box.Min.Y / redCell; y*redCell < box.Max.Y; y++ {
		for x := box.Min.X / redCell; x*redCell < box.Max.X; x++ {
			middle := image.Pt(x*redCell+redCell/2, y*redCell+redCell/2)
			if i := y*g.w + x; g.counts[i] >= redCellMin && middle.In(box) {
				a.cells = append(a.cells, i)
			}
		}
	}
	return a
}

// What a red area that was read as no seal must be like to go all the same, in shares of
// the longer side of the page, 297 mm of an A4 page.
const (
	// leastStamp is 10 mm; mostSmall, 32 mm, holds the personal seals, which are square.
	leastStamp, mostSmall = 0.034, 0.108
	// mostStamp is 75 mm: the largest seals, a little askew.
	mostStamp = 0.253
	// squareAspect and roundAspect bound longer over shorter side: ovals are 45 × 30 mm.
	squareAspect, roundAspect = 1.35, 1.7
	// rimSeen is the share of an inscribed ellipse on which ink must lie.
	rimSeen = 0.6
	// cornerInk is the share of the cells that may lie outside of it: tables have corners.
	cornerInk = 0.05
)

// likeStamp reports whether a has the shape of a stamp: small and square, round, or the
// slice of a paging seal at the edge of the page.
func (g *redGrid) likeStamp(a redArea) bool {
	page := float64(max(g.w, g.h))
	w, h := float64(a.box.Dx()), float64(a.box.Dy())
	long, short := max(w, h), min(w, h)
	switch {
	case long < leastStamp*page || long > mostStamp*page:
		return false
	case h > w && (a.box.Min.X <= 1 || a.box.Max.X >= g.w-1):
		return true
	case long <= mostSmall*page && long <= squareAspect*short:
		return true
	}
	return long <= roundAspect*short && g.round(a)
}

// round reports whether the cells of a fill the rim of the ellipse in its box and leave the
// corners free.
func (g *redGrid) round(a redArea) bool {
	const bins = 36
	var seen [bins]bool
	outside := 0
	cx, cy := float64(a.box.Min.X+a.box.Max.X)/2, float64(a.box.Min.Y+a.box.Max.Y)/2
	for _, i := range a.cells {
		u := (float64(i%g.w) + 0.5 - cx) / (float64(a.box.Dx()) / 2)
		v := (float64(i/g.w) + 0.5 - cy) / (float64(a.box.Dy()) / 2)
		rho := math.Hypot(u, v)
		if rho > 1.1 {
			outside++
		} else if rho > 0.8 {
			seen[int((math.Atan2(v, u)/(2*math.Pi)+1)*bins)%bins] = true
		}
	}
	n := 0
	for _, s := range seen {
		if s {
			n++
		}
	}
	return float64(n) >= rimSeen*bins && float64(outside) <= cornerInk*float64(len(a.cells))
}

const (
	// rimFrom is where the rim of a round seal begins, in half axes from the middle.
	rimFrom = 0.88
	// rimDark is by how much ink is darker than paper.
	rimDark = 50
	// leastRim pixels of ink tell its tone.
	leastRim = 60
	// leastTone is the share of the paper's tone from which ink is told from black print.
	leastTone = 0.36
)

// lighten takes the ink of a blue or purple round seal away, in the colour in which it is
// lightest. Ink as dark as the print there stays, and so does that of grey scans: thin print
// is as light, and went with it (seed 1801: 149 characters of grey pages lost, not 103).
func (c *clearing) lighten(s *Seal) {
	if s.Colour == Red || s.Colour == Black || s.Shape != Round && s.Shape != Oval {
		return
	}
	box := s.Box.Rect().Intersect(image.Rect(0, 0, c.g.m.Rect.Dx(), c.g.m.Rect.Dy()))
	channel, ink := c.rimTone(s, box)
	if float64(ink) < leastTone*float64(c.g.paper) {
		return
	}
	tone := stretched(ink, c.g.paper)
	out := c.own()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if s.radius(x, y) > 1.04 {
				continue
			}
			p := out.Pix[y*out.Stride+4*x:][:3:3]
			t := tone[p[channel]]
			p[0], p[1], p[2] = t, t, t
		}
	}
}

// rimTone is the colour in which the rim of s is lightest, and its tone there; 0 where
// little of it is seen.
func (c *clearing) rimTone(s *Seal, box image.Rectangle) (channel, tone int) {
	var tones [3][256]int
	n := 0
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			p := c.g.m.Pix[y*c.g.m.Stride+4*x:]
			r := s.radius(x, y)
			if r < rimFrom || r > 1 || luma(p[0], p[1], p[2]) > c.g.paper-rimDark {
				continue
			}
			n++
			for k := range 3 {
				tones[k][p[k]]++
			}
		}
	}
	if n < leastRim {
		return 0, 0
	}
	levels := []int{percentile(&tones[0], n/5, 0), percentile(&tones[1], n/5, 0), percentile(&tones[2], n/5, 0)}
	tone = slices.Max(levels)
	return slices.Index(levels, tone), tone
}

// radius is how far a pixel lies from the middle of a round seal, 1 on its rim.
func (s *Seal) radius(x, y int) float64 {
	cx, cy := s.Box.Centre()
	return math.Hypot((float64(x)+0.5-cx)/(s.Box.Width()/2), (float64(y)+0.5-cy)/(s.Box.Height()/2))
}
