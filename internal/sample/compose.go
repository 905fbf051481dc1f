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
func (c *composer) line(face *Typeface, size float64, s string) text {
	c.need(size * lead)
	t := c.put(face, size, left, s)
	c.y += size * lead
	return t
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
func (c *composer) kv(label, value, key string, truth any) text {
	t := c.line(c.faces.Song, body, label+"："+value)
	c.field(key, truth)
	return t
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

// stamp presses a seal with its centre near a point of the current page.
func (c *composer) stamp(s Seal, x, y float64) {
	s = s.press(c.press, c.worn)
	s.Face = c.faces.Seal
	x += between(c.press, -9, 9)
	y += between(c.press, -7, 7)
	half := pt(s.WidthMM)/2 + 4
	x, y = min(max(x, half), pageWidth-half), min(max(y, half), pageHeight-half)
	c.page().add(impression{CX: x, CY: y, Seal: s})
}

// signedBy sets "label：" with a name written by hand behind it and returns where it ends.
func (c *composer) signedBy(x float64, label, name string) float64 {
	t := c.put(c.faces.Song, body, x, label+"：")
	return c.handwrite(x+t.width()+2, c.y-3, 17, name)
}

// handwrite writes a name with a pen; top-left corner and size in points.
func (c *composer) handwrite(x, y, size float64, name string) float64 {
	ink := black
	if c.rng.IntN(3) == 0 {
		ink = bluish
	}
	p, w := penned(c.rng, c.faces.Kai, name, size)
	p = p.transform(moving(x, y+size*0.86))
	lo, hi := p.bounds()
	c.page().add(shape{Path: p, Colour: ink})
	c.page().Marks = append(c.page().Marks, Mark{Kind: "handwriting", Box: Box{lo.X, lo.Y, hi.X, hi.Y}, Value: name})
	return x + w
}

// closing sets the unit's name and the date at the lower right and stamps over them.
func (c *composer) closing(name string, seal *Seal, label string, d Date, key string) {
	c.need(110)
	c.space(34)
	w := c.faces.Song.width(name, body)
	c.put(c.faces.Song, body, right-w-12, name)
	y := c.y
	c.y += body * 1.9
	s := c.date(d)
	if label != "" {
		s = label + "：" + s
	}
	dw := c.faces.Song.width(s, body)
	c.put(c.faces.Song, body, right-12-w/2-dw/2, s)
	c.field(key, d)
	if seal != nil {
		c.stamp(*seal, right-12-w/2, y+14)
	}
	c.y += 46
}

// wrap breaks a text into lines of a width; closing punctuation never starts a line and
// codes are not torn apart.
func wrap(face *Typeface, size, width float64, s string) []string {
	var lines []string
	var line []rune
	w := 0.0
	runes := []rune(s)
	for i, r := range runes {
		if r == '\n' {
			lines, line, w = append(lines, string(line)), nil, 0
			continue
		}
		a := face.width(string(r), size)
		if w+a > width && !strings.ContainsRune("，。；：、）》】”！？％%℃", r) && len(line) > 0 {
			keep := tail(line, runes[i])
			lines = append(lines, strings.TrimRight(string(line[:len(line)-keep]), " "))
			line = append([]rune(nil), line[len(line)-keep:]...)
			w = face.width(string(line), size)
		}
		line, w = append(line, r), w+a
	}
	return append(lines, string(line))
}

// tail is how many runes of a line belong to the word that next continues.
func tail(line []rune, next rune) int {
	n := 0
	if !wordRune(next) {
		if strings.ContainsRune("（《【“", line[len(line)-1]) && len(line) > 1 {
			return 1
		}
		return 0
	}
	for n < len(line) && wordRune(line[len(line)-1-n]) {
		n++
	}
	if n >= len(line) || n > 26 {
		return 0
	}
	return n
}

func wordRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-' || r == '.' || r == '/'
}

// cell is one cell of a ruled table.
type cell struct {
	S     string
	Key   string // field recorded for the cell
	Truth any
	Span  int // columns, 0 = 1
	Left  bool
	Hand  string // written by hand instead of printed
}

// row makes plain cells.
func row(s ...string) []cell {
	out := make([]cell, len(s))
	for i, v := range s {
		out[i].S = v
	}
	return out
}

// val is a cell that carries a field.
func val(s, key string, truth any) cell { return cell{S: s, Key: key, Truth: truth} }

// table is a ruled table; cols are shares of the text width, head is repeated on every
// page (nil for a form without a head).
type table struct {
	cols []float64
	head []cell
	size float64 // 0 = 10.5 (五号)
}

func (c *composer) table(t table, rows ...[]cell) {
	if t.size == 0 {
		t.size = 10.5
	}
	if t.head != nil {
		c.need(c.rowHeight(t, t.head) + 2*c.rowHeight(t, rows[0]))
		c.row(t, t.head)
	}
	for _, r := range rows {
		if c.y+c.rowHeight(t, r) > bottom {
			c.newPage()
			if t.head != nil {
				c.row(t, t.head)
			}
		}
		c.row(t, r)
	}
	c.y += 8
}

// edges returns the x positions of the column borders.
func (t table) edges() []float64 {
	sum := 0.0
	for _, w := range t.cols {
		sum += w
	}
	x := []float64{left}
	for _, w := range t.cols {
		x = append(x, x[len(x)-1]+w/sum*(right-left))
	}
	return x
}

func (c *composer) rowHeight(t table, r []cell) float64 {
	x, col, n := t.edges(), 0, 1
	for _, ce := range r {
		span := max(ce.Span, 1)
		n = max(n, len(wrap(c.faces.Song, t.size, x[col+span]-x[col]-7, ce.S)))
		col += span
	}
	return float64(n)*t.size*1.35 + 9
}

func (c *composer) row(t table, r []cell) {
	x, col, h := t.edges(), 0, c.rowHeight(t, r)
	c.page().add(rule{left, c.y, right, c.y, 0.6}, rule{left, c.y + h, right, c.y + h, 0.6}, rule{left, c.y, left, c.y + h, 0.6})
	for _, ce := range r {
		span := max(ce.Span, 1)
		c.cell(t, ce, x[col], x[col+span], h)
		col += span
		c.page().add(rule{x[col], c.y, x[col], c.y + h, 0.6})
	}
	c.y += h
}

func (c *composer) cell(t table, ce cell, x0, x1, h float64) {
	c.field(ce.Key, ce.Truth)
	if ce.Hand != "" {
		c.handwrite(x0+6, c.y+h/2-8, 16, ce.Hand)
		return
	}
	lines := wrap(c.faces.Song, t.size, x1-x0-7, ce.S)
	y := c.y + (h-float64(len(lines))*t.size*1.35)/2
	for _, l := range lines {
		w := c.faces.Song.width(l, t.size)
		x := (x0 + x1 - w) / 2
		if ce.Left || len(lines) > 1 {
			x = x0 + 4
		}
		if l != "" {
			c.page().add(text{X: x, Y: y + t.size*1.05, Size: t.size, Face: c.faces.Song, S: l, Colour: black})
		}
		y += t.size * 1.35
	}
}

// tinted is an outline in a colour of its own.
func (c *composer) tinted(p path, col color.RGBA) { c.page().add(shape{Path: p, Colour: col}) }
