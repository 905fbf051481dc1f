package sample

import (
	"fmt"
	"image/color"
	"math/rand/v2"
	"strings"
)

// composer lays out one document, page by page.
type composer struct {
	m     *Model
	faces *Faces
	rng   *rand.Rand
	pages []*page
	y     float64 // top of the next line
	// dates is the form in which this document writes dates.
	dates int
	// running is the line at the head of each page, "" for none.
	running string
	// numbered asks for 第 x 页 共 y 页 at the foot.
	numbered bool
	faults   map[FaultKind]bool
	err      error // first failure while drawing
	// press places and inks the seals; worn makes stamps worse, 0 … 1.
	press *rand.Rand
	worn  float64
	// extras asks for paging and personal seals.
	extras bool
	// vary asks for the conditions of a Varied dossier; nil for an ordinary one.
	vary *rand.Rand
}

// Margins of a Chinese office page, points.
const (
	left   = 79.4 // 28 mm
	right  = pageWidth - 73.7
	top    = 85.0
	bottom = pageHeight - 79.4
	body   = 12.0 // 小四
	lead   = 1.6
)

func newComposer(m *Model, slug string, faces *Faces, faults map[FaultKind]bool) *composer {
	c := &composer{m: m, faces: faces, rng: random(m.Seed, "layout", m.Medium, slug), faults: faults}
	c.dates = c.rng.IntN(4)
	c.newPage()
	return c
}

func (c *composer) page() *page { return c.pages[len(c.pages)-1] }

func (c *composer) newPage() {
	c.pages = append(c.pages, &page{})
	c.y = top
}

// need starts a new page when h points do not fit any more.
func (c *composer) need(h float64) {
	if c.y+h > bottom {
		c.newPage()
	}
}

func (c *composer) space(h float64) { c.y += h }

// field records a labelled value of the current page.
func (c *composer) field(key string, value any) {
	if key == "" {
		return
	}
	if d, ok := value.(Date); ok {
		value = d.String()
	}
	c.page().Fields = append(c.page().Fields, placedField{key, value})
}

// put sets one line at x and the current y without moving on.
func (c *composer) put(face *Typeface, size, x float64, s string) text {
	t := text{X: x, Y: c.y + 0.86*size, Size: size, Face: face, S: s, Colour: black}
	c.page().add(t)
	return t
}

// line sets one line at the left margin.
func (c *composer) line(face *Typeface, size float64, s string) {
	c.need(size * lead)
	c.put(face, size, left, s)
	c.y += size * lead
}

// centred sets one or more lines in the middle of the page.
func (c *composer) centred(face *Typeface, size float64, s string) {
	for _, part := range wrap(face, size, right-left, s) {
		c.need(size * lead)
		c.put(face, size, (pageWidth-face.width(part, size))/2, part)
		c.y += size * lead
	}
}

// heading sets a chapter (level 1) or section (level 2) title.
func (c *composer) heading(level int, s string) {
	size := 15.0 - 1.5*float64(level-1)
	c.need(size*lead + 90)
	c.y += 6
	c.line(c.faces.Hei, size, s)
	c.y += 2
}

// para sets a paragraph with the first line indented by two characters.
func (c *composer) para(s string) {
	lines := wrap(c.faces.Song, body, right-left, "　　"+s)
	for i, l := range lines {
		c.need(body * lead)
		x := left
		if i == 0 {
			x, l = left+2*body, strings.TrimPrefix(l, "　　")
		}
		c.put(c.faces.Song, body, x, l)
		c.y += body * lead
	}
}

func (c *composer) paraf(format string, args ...any) { c.para(fmt.Sprintf(format, args...)) }

// kv sets "label：value" on a line and records the value under key.
func (c *composer) kv(label, value, key string, truth any) {
	c.line(c.faces.Song, body, label+"："+value)
	c.field(key, truth)
}

// coverRow is one labelled line of a cover.
type coverRow struct {
	label, value, key string
	truth             any
}

// cover sets a title page: titles in the upper half, labelled lines with a rule below.
func (c *composer) cover(titles []string, rows []coverRow) {
	c.y = 180
	for i, t := range titles {
		size := 24.0
		if i > 0 {
			size = 20
		}
		c.centred(c.faces.Hei, size, t)
		c.space(10)
	}
	c.y = max(c.y+60, 450)
	width := 0.0
	for _, r := range rows {
		width = max(width, c.faces.Song.width(r.label, 15))
	}
	for _, r := range rows {
		c.coverLine(r, width)
	}
}

func (c *composer) coverLine(r coverRow, width float64) {
	const size = 15.0
	s := r.label + "：" + r.value
	c.put(c.faces.Song, size, left+20+width-c.faces.Song.width(r.label, size), s)
	c.field(r.key, r.truth)
	x := left + 20 + width + size
	c.page().add(rule{x, c.y + size + 3, right - 25, c.y + size + 3, 0.7})
	c.y += size * 2.1
}

// date writes a day in the form of this document.
func (c *composer) date(d Date) string { return d.form(c.dates) }

// finish adds running heads and page numbers, now that the number of pages is known.
func (c *composer) finish() []*page {
	for i, p := range c.pages {
		if c.running != "" && i > 0 {
			w := c.faces.Song.width(c.running, 9)
			p.add(text{X: (pageWidth - w) / 2, Y: 60, Size: 9, Face: c.faces.Song, S: c.running, Colour: black}, rule{left, 65, right, 65, 0.5})
		}
		if c.numbered {
			s := fmt.Sprintf("第 %d 页 共 %d 页", i+1, len(c.pages))
			w := c.faces.Song.width(s, 9)
			p.add(text{X: (pageWidth - w) / 2, Y: pageHeight - 45, Size: 9, Face: c.faces.Song, S: s, Colour: black})
		}
	}
	return c.pages
}

// tinted is an outline in a colour of its own.
func (c *composer) tinted(p path, col color.RGBA) { c.page().add(shape{Path: p, Colour: col}) }
