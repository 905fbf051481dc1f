package seal

import (
	"image"
	"math"
	"strings"
	"unicode/utf8"

	"lianshen/ocr"
)

// framed is the inside of a square or rectangular impression, turned upright, its frame
// left out.
type framed struct {
	*plane
	wide bool // clearly wider than high: read in rows
}

const (
	// frameShare is the part of each side that the frame takes.
	frameShare = 0.09
	// cellSide is the size at which characters of a square seal are set side by side.
	cellSide = stripHigh
	// leastFramed is the mean score below which a text in a frame is not told: seal script,
	// which recognisers have not learnt, reads with less, and differently on every strip.
	leastFramed = 0.8
	// emptyCell is the share of ink below which a cell holds no character.
	emptyCell = 0.04
)

// impressionIn measures the seal in f and keeps what is needed to read it.
func (k *inkMap) impressionIn(p ocr.Page, f *foundFrame) *impression {
	m := &impression{Seal: k.measureFrame(p, f), crop: k.cutOut(p.Image, f.box(), f.ink, noPrint)}
	in := f.frameBox
	s := float64(k.scale)
	in.x, in.y = (in.x*s-m.crop.x0)/m.crop.scale, (in.y*s-m.crop.y0)/m.crop.scale
	in.a, in.b = in.a*s/m.crop.scale, in.b*s/m.crop.scale
	m.frame = &in
	return m
}

// inFrame turns the inside of the frame upright.
func (m *impression) inFrame(from *plane) framed {
	f := *m.frame
	if math.Abs(math.Sin(f.phi)) > math.Sqrt2/2 {
		f.a, f.b, f.phi = f.b, f.a, f.phi-math.Copysign(math.Pi/2, f.phi)
	}
	scale := 2 * cellSide / max(1, 2*min(f.a, f.b)*(1-2*frameShare))
	w, h := int(2*f.a*(1-2*frameShare)*scale), int(2*f.b*(1-2*frameShare)*scale)
	out := framed{newPlane(w, h), float64(w) > 1.3*float64(h)}
	for y := range h {
		for x := range w {
			u, v := (float64(x)+0.5)/float64(w)*2-1, (float64(y)+0.5)/float64(h)*2-1
			px, py := f.at(u*(1-2*frameShare), v*(1-2*frameShare))
			out.pix[y*w+x] = from.smooth(px, py)
		}
	}
	return out
}

// askFrame puts the text of a framed impression into the batch, from two separations of
// the ink: what is told must stand on both.
func (m *impression) askFrame(b *batch) {
	for _, from := range []*plane{m.crop.mix, m.crop.sep} {
		strip := m.inFrame(from).line()
		if strip == nil {
			return
		}
		if m.Strip == nil {
			m.Strip = strip
		}
		b.ask(strip, func(r ocr.Reading) {
			m.Posteriors = joinedBy(m.Posteriors, r.Posteriors)
			r.Text = tidy(r.Text)
			m.framedRead = append(m.framedRead, r)
		})
	}
}

// line sets the characters side by side: those of a square seal column by column from the
// right, a wide one as it stands.
func (f framed) line() *image.Gray {
	if f.wide {
		return f.setOut([]image.Rectangle{image.Rect(0, 0, f.w, f.h)})
	}
	middle := f.valley(image.Rect(0, 0, f.w, f.h), true)
	var cells []image.Rectangle
	for _, column := range []image.Rectangle{image.Rect(middle, 0, f.w, f.h), image.Rect(0, 0, middle, f.h)} {
		at := f.valley(column, false)
		cells = append(cells, image.Rect(column.Min.X, 0, column.Max.X, at), image.Rect(column.Min.X, at, column.Max.X, f.h))
	}
	return f.setOut(cells)
}

// valley is the column, or row, with the least ink in the middle third of r.
func (f framed) valley(r image.Rectangle, column bool) int {
	from, to := r.Min.Y, r.Max.Y
	if column {
		from, to = r.Min.X, r.Max.X
	}
	best, least := (from+to)/2, math.Inf(1)
	for i := from + (to-from)*35/100; i < from+(to-from)*65/100; i++ {
		line := image.Rect(r.Min.X, i, r.Max.X, i+2)
		if column {
			line = image.Rect(i, r.Min.Y, i+2, r.Max.Y)
		}
		off := math.Abs(float64(i)-float64(from+to)/2) / float64(to-from)
		if ink := f.ink(line) + 0.3*off; ink < least {
			best, least = i+1, ink
		}
	}
	return best
}

// ink is the share of ink in r.
func (f framed) ink(r image.Rectangle) float64 {
	sum := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			sum += int(f.at(x, y))
		}
	}
	return float64(sum) / float64(max(1, 255*r.Dx()*r.Dy()))
}

// setOut draws the cells that are not empty one beside the other; nil when all are.
func (f framed) setOut(cells []image.Rectangle) *image.Gray {
	var full []image.Rectangle
	width := 0
	for _, c := range cells {
		if c.Dy() > 0 && c.Dx() > 0 && f.ink(c) > emptyCell {
			full = append(full, c)
			width += f.width(c)
		}
	}
	if len(full) == 0 {
		return nil
	}
	out := image.NewGray(image.Rect(0, 0, width, cellSide))
	x0 := 0
	for _, c := range full {
		w := f.width(c)
		for y := range cellSide {
			for x := range w {
				v := f.sample(float64(c.Min.X)+(float64(x)+0.5)*float64(c.Dx())/float64(w), float64(c.Min.Y)+(float64(y)+0.5)*float64(c.Dy())/cellSide)
				out.Pix[y*out.Stride+x0+x] = 255 - uint8(v+0.5)
			}
		}
		x0 += w
	}
	return out
}

// width of a cell in the line: characters of a square seal are made square.
func (f framed) width(c image.Rectangle) int {
	if f.wide {
		return max(1, c.Dx()*cellSide/c.Dy())
	}
	return cellSide
}

// nameFramed tells what stands in the frame, if both strips say the same.
func (m *impression) nameFramed() {
	if len(m.framedRead) < 2 {
		return
	}
	a, b := m.framedRead[0], m.framedRead[1]
	if a.Text != b.Text || utf8.RuneCountInString(onlyHan(a.Text)) < 2 || min(a.Score, b.Score) < leastFramed {
		return
	}
	m.Title, m.TitleScore = a.Text, min(a.Score, b.Score)
	switch {
	case strings.HasSuffix(m.Title, "章") && !strings.HasSuffix(m.Title, "印章"):
		m.Kind = kindOfText(m.Title, ocr.DepartmentSeal)
	case strings.Contains(m.Title, "公司"):
		m.Kind = ocr.UnknownSeal
	}
}
