package sample

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
)

// StampedPage is a page full of seals as a scanner hands it over, for training the network
// that reads their titles. Nothing of it goes through a PDF.
type StampedPage struct {
	Image image.Image
	DPI   int
	Seals []Stamped
}

// Stamped is one impression on a StampedPage.
type Stamped struct {
	Seal
	Box Box // points, as on the page seen
	// TurnDeg is how far the impression stands turned on the page seen, clockwise.
	TurnDeg float64
	// SpanDeg is the angle that the middles of the first and the last character enclose.
	SpanDeg float64
}

// Names invents the names of owners of seals: a Lexicon or a Register.
type Names interface {
	name(r *rand.Rand) string
	any(r *rand.Rand, n int) string
}

// StampPage makes page n of a seed, with names of l.
func StampPage(l Names, seed uint64, n int) (StampedPage, error) {
	r := random(seed, "training", fmt.Sprint(n))
	faces, err := openFaces(r.IntN(6), false)
	if err != nil {
		return StampedPage{}, err
	}
	engraved, err := engravers()
	if err != nil {
		return StampedPage{}, err
	}
	s := Spec{Seed: seed + uint64(n), Medium: Water, DPI: pick(r, 150, 200, 200, 200, 300), Quality: 30 + r.IntN(60), Wear: r.Float64(), Varied: r.IntN(3) > 0}
	c := newComposer(newModel(s.Seed, s.Medium, false), sealPages, faces, nil)
	c.press, c.worn, c.vary = r, s.Wear, r
	c.trainingPage(r, l, engraved)
	scan := s.scans(c.pages, kind{Slug: sealPages}, nil, false)[0]
	return seen(c.page(), *scan)
}

// seen scans a page.
func seen(p *page, s Scan) (StampedPage, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, s.apply(rasterize(p, float64(s.DPI))), &jpeg.Options{Quality: s.Quality}); err != nil {
		return StampedPage{}, fmt.Errorf("sample: encode page: %w", err)
	}
	img, err := jpeg.Decode(&b)
	if err != nil {
		return StampedPage{}, fmt.Errorf("sample: decode page: %w", err)
	}
	out := StampedPage{Image: img, DPI: s.DPI}
	for _, it := range p.Items {
		if i, ok := it.(impression); ok {
			out.Seals = append(out.Seals, Stamped{i.Seal, s.box(i.box()), i.Seal.AngleDeg + s.SkewDeg + float64(s.Turn), i.Seal.titleSpan() * 180 / math.Pi})
		}
	}
	return out, nil
}

// trainingPage stamps nine seals of any names over what pages have.
func (c *composer) trainingPage(r *rand.Rand, l Names, engraved []*Typeface) {
	for row := range sealRows {
		for column := range sealColumns {
			u := newCompany(r, l.name(r))
			x := 122 + cellWide*float64(column) + between(r, -14, 14)
			y := 150 + cellHigh*float64(row) + between(r, -40, 40)
			c.cellText(r, u, x, y)
			c.clutter(r, l, x, y)
			seal := anySeal(r, u).cut(r).press(r, c.worn)
			if r.IntN(2) == 0 {
				seal = seal.varied(r)
			}
			seal.Face = engraved[r.IntN(len(engraved))]
			c.page().add(impression{CX: x, CY: y, Seal: seal})
		}
	}
}

// clutter sets close lines of text, the rules of a table or a signature where a seal will be.
func (c *composer) clutter(r *rand.Rand, l Names, x, y float64) {
	switch r.IntN(6) {
	case 0:
		for i := range 7 {
			c.y = y - 56 + 18*float64(i)
			c.put(pick(r, c.faces.Song, c.faces.Hei, c.faces.Kai), body, x-70+between(r, -10, 10), l.any(r, 8+r.IntN(5)))
		}
	case 1:
		high := between(r, 16, 34)
		for i := range 6 {
			at := y - 70 + high*float64(i)
			c.page().add(rule{X0: x - 80, Y0: at, X1: x + 80, Y1: at, W: 0.6})
		}
		for i := range 3 {
			at := x - 60 + 50*float64(i) + between(r, -12, 12)
			c.page().add(rule{X0: at, Y0: y - 70, X1: at, Y1: y - 70 + 5*high, W: 0.6})
		}
	case 2:
		p, _ := penned(r, c.faces.Kai, l.any(r, 3), 26)
		c.tinted(p.transform(moving(x-40+between(r, -20, 20), y+between(r, -30, 40))), black)
	}
}
