package ocr

import (
	"image"
	"slices"
)

const (
	// redCell is the side, in pixels, of the cells in which red ink is looked for.
	redCell = 8
	// redInk is the least R − G above the paper's own that counts as red ink. Colour
	// fringes of JPEG around black text stay below it.
	redInk = 36
	// redHeadingAspect is width over height from which a red area is a heading or a number
	// that must stay readable. The widest oval seals measure 45 × 30 mm.
	redHeadingAspect = 2.2
	// redHeadingShare is the greatest height of such a heading over the longer page side:
	// 30 mm on A4. Three seals in a row are as wide, but higher.
	redHeadingShare = 0.1
	// redSolid is the share of red pixels in an area's box above which it is a red plate
	// and not a stamp; light letters on it would be lost. Seals fill a quarter to a half.
	redSolid = 0.7
	// redStroke is the share of the ink's red tone below which a pixel is a black stroke.
	redStroke = 0.5
	// redDark is the share of the ink that may be darker than the tone that becomes paper. With
	// a tenth, dark red ink took thin strokes with it: on stamped pages 0.57 % of the characters
	// were wrong, with a quarter 0.44 %.
	redDark = 0.25
)

// SuppressRed returns m with the red ink of stamps taken away, so that the print below can
// be read: where red lies on paper there is paper, where it lies over black strokes the
// strokes stay. Red headings, red numbers, photos and grey pages stay as they are. It
// returns m itself when there is nothing to take away, and never changes m.
//
// In the red channel of a scan, red ink is nearly as light as paper and black is dark; in
// the areas where stamps lie, the page is replaced by that channel, stretched until the
// ink reaches the paper.
func SuppressRed(m *image.RGBA) *image.RGBA {
	if m.Rect.Empty() {
		return m
	}
	g := newRedGrid(m)
	stamps := g.stamps()
	if len(stamps) == 0 {
		return m
	}
	out := clone(m)
	for _, a := range stamps {
		g.lift(out, a)
	}
	return out
}

func clone(m *image.RGBA) *image.RGBA {
	out := &image.RGBA{Pix: make([]uint8, len(m.Pix)), Stride: m.Stride, Rect: m.Rect}
	copy(out.Pix, m.Pix)
	return out
}

// redGrid counts red pixels per cell; a pixel in four is looked at.
type redGrid struct {
	m      *image.RGBA
	w, h   int
	counts []uint8 // red samples of a cell, of at most redSamples
	done   []bool  // cells that were lifted: a second time would take strokes too
	cast   int     // R − G of the paper
	paper  int     // R of the paper
}

const (
	redSamples = (redCell / 2) * (redCell / 2)
	// redCellMin is the least red samples that make a cell red.
	redCellMin = 2
)

func newRedGrid(m *image.RGBA) *redGrid {
	g := &redGrid{m: m, w: (m.Rect.Dx() + redCell - 1) / redCell, h: (m.Rect.Dy() + redCell - 1) / redCell}
	g.counts, g.done = make([]uint8, g.w*g.h), make([]bool, g.w*g.h)
	g.measurePaper()
	least := redInk + g.cast
	for y := 0; y < m.Rect.Dy(); y += 2 {
		row := m.Pix[y*m.Stride:][:4*m.Rect.Dx()]
		cells := g.counts[y/redCell*g.w:]
		for i := 0; i+3 < len(row); i += 8 {
			if int(row[i])-int(row[i+1]) > least {
				cells[i/(4*redCell)]++
			}
		}
	}
	return g
}

// measurePaper takes the most frequent light tone for paper.
func (g *redGrid) measurePaper() {
	var tones [256]int
	var casts [256]int
	for y := 0; y < g.m.Rect.Dy(); y += 16 {
		for x := 0; x < g.m.Rect.Dx(); x += 16 {
			p := g.m.Pix[y*g.m.Stride+4*x:]
			if p[0] < 128 {
				continue
			}
			tones[p[0]]++
			casts[p[0]] += int(p[0]) - int(p[1])
		}
	}
	g.paper = 255
	best := 0
	for t, n := range tones {
		if n > best {
			best, g.paper = n, t
		}
	}
	if best > 0 {
		g.cast = max(0, casts[g.paper]/best)
	}
}

// redArea is a connected group of red cells.
type redArea struct {
	cells []int
	box   image.Rectangle // in cells
	red   int             // red samples in all
}

// areas returns the connected groups of red cells; gaps of one cell are bridged.
func (g *redGrid) areas() []redArea {
	seen := make([]bool, len(g.counts))
	var out []redArea
	for i, n := range g.counts {
		if n >= redCellMin && !seen[i] {
			out = append(out, g.flood(i, seen))
		}
	}
	return out
}

func (g *redGrid) flood(start int, seen []bool) redArea {
	a := redArea{cells: []int{start}, box: image.Rect(start%g.w, start/g.w, start%g.w+1, start/g.w+1)}
	seen[start] = true
	for k := 0; k < len(a.cells); k++ {
		x, y := a.cells[k]%g.w, a.cells[k]/g.w
		a.red += int(g.counts[a.cells[k]])
		a.box = a.box.Union(image.Rect(x, y, x+1, y+1))
		for v := max(0, y-2); v <= min(g.h-1, y+2); v++ {
			for u := max(0, x-2); u <= min(g.w-1, x+2); u++ {
				if i := v*g.w + u; !seen[i] && g.counts[i] >= redCellMin {
					seen[i] = true
					a.cells = append(a.cells, i)
				}
			}
		}
	}
	return a
}

// stamps returns the areas whose red goes. Stars, digits and specks within a stamp go with
// it, whatever they would be on their own.
func (g *redGrid) stamps() []redArea {
	all := g.areas()
	var out, kept []redArea
	for _, a := range all {
		if g.keep(a) {
			kept = append(kept, a)
		} else {
			out = append(out, a)
		}
	}
	whole := len(out)
	for _, a := range kept {
		if slices.ContainsFunc(out[:whole], func(s redArea) bool { return a.box.In(s.box) }) {
			out = append(out, a)
		}
	}
	return out
}

// keep reports whether the red of a must stay: text in red, a solid area, or specks.
func (g *redGrid) keep(a redArea) bool {
	if len(a.cells) < 6 {
		return true
	}
	if float64(a.red) > redSolid*redSamples*float64(a.box.Dx()*a.box.Dy()) {
		return true
	}
	wide := float64(a.box.Dx()) >= redHeadingAspect*float64(a.box.Dy())
	return wide && float64(a.box.Dy()) <= redHeadingShare*float64(max(g.w, g.h))
}

// lift replaces the cells of a, and one cell around them, by the stretched red channel.
func (g *redGrid) lift(out *image.RGBA, a redArea) {
	tone := g.stretch(a)
	for _, c := range a.cells {
		for v := max(0, c/g.w-1); v <= min(g.h-1, c/g.w+1); v++ {
			for u := max(0, c%g.w-1); u <= min(g.w-1, c%g.w+1); u++ {
				if i := v*g.w + u; !g.done[i] {
					g.done[i] = true
					g.liftCell(out, u, v, tone)
				}
			}
		}
	}
}

func (g *redGrid) liftCell(out *image.RGBA, u, v int, tone *[256]uint8) {
	w, h := out.Rect.Dx(), out.Rect.Dy()
	for y := v * redCell; y < min(h, (v+1)*redCell); y++ {
		row := out.Pix[y*out.Stride:]
		for i := 4 * u * redCell; i < 4*min(w, (u+1)*redCell); i += 4 {
			t := tone[row[i]]
			row[i], row[i+1], row[i+2] = t, t, t
		}
	}
}

// stretch maps the red channel so that the ink of a, but for its darkest part, becomes
// paper, and strokes keep their tone.
func (g *redGrid) stretch(a redArea) *[256]uint8 { return stretched(g.inkLevel(a), g.paper) }

// stretched maps tones so that those from ink on become paper, and strokes keep theirs.
func stretched(level, background int) *[256]uint8 {
	ink, paper := float64(level), float64(background)
	stroke := redStroke * ink
	var tone [256]uint8
	for i := range tone {
		v := float64(i)
		if v > stroke && v < paper {
			v = min(paper, stroke+(v-stroke)*(paper-stroke)/max(1, ink-stroke))
		}
		tone[i] = uint8(v)
	}
	return &tone
}

// inkLevel is the tone of the red channel that redDark of the clearly red pixels of a lie below.
func (g *redGrid) inkLevel(a redArea) int {
	var tones [256]int
	n := 0
	for _, c := range a.cells {
		for y := c / g.w * redCell; y < min(g.m.Rect.Dy(), (c/g.w+1)*redCell); y += 2 {
			for x := c % g.w * redCell; x < min(g.m.Rect.Dx(), (c%g.w+1)*redCell); x += 2 {
				p := g.m.Pix[y*g.m.Stride+4*x:]
				if int(p[0])-int(p[1]) > 2*redInk+g.cast {
					tones[p[0]]++
					n++
				}
			}
		}
	}
	return percentile(&tones, int(redDark*float64(n)), g.paper*3/4)
}

// percentile returns the tone that has more than rank entries at or below it, or none when
// the table is empty.
func percentile(tones *[256]int, rank, none int) int {
	for t, n := range tones {
		if rank -= n; rank < 0 {
			return t
		}
	}
	return none
}
