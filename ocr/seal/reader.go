package seal

import (
	"cmp"
	"context"
	"image"
	"slices"

	"lianshen/ocr"
)

// Reader finds and reads seals; it implements ocr.SealReader and is safe for concurrent use
// when its StripReader is.
type Reader struct {
	strips ocr.StripReader
	titles ocr.StripReader // of a network taught on titles; nil when there is none
}

// Option changes a Reader.
type Option func(*Reader)

// New returns a Reader that reads titles with strips. With a nil StripReader seals are
// found and measured, and their title strips cut, but nothing is read.
func New(strips ocr.StripReader, opts ...Option) *Reader {
	r := &Reader{strips: strips}
	for _, o := range opts {
		o(r)
	}
	return r
}

// WithTitles reads titles with t, which was taught on strips that have a separation of the
// inks in each colour; everything else is still read by the Reader's own StripReader.
func WithTitles(t ocr.StripReader) Option { return func(r *Reader) { r.titles = t } }

// ReadSeals implements ocr.SealReader. It returns errors of ctx and of the StripReader only.
func (r *Reader) ReadSeals(ctx context.Context, p ocr.Page) ([]ocr.Seal, error) {
	if p.Image == nil || p.Image.Rect.Dx() < 16 || p.Image.Rect.Dy() < 16 {
		return nil, nil
	}
	p.Image = atOrigin(p.Image)
	all, err := findAll(ctx, p)
	if err != nil {
		return nil, err
	}
	if err := r.read(ctx, all); err != nil {
		return nil, err
	}
	out := make([]ocr.Seal, len(all))
	for i, m := range all {
		out[i] = m.Seal
	}
	return out, ctx.Err()
}

// findAll finds and measures the seals of p, top to bottom.
func findAll(ctx context.Context, p ocr.Page) ([]*impression, error) {
	k := newInkMap(p.Image)
	lim := limitsOf(p, k.scale)
	var rings []found
	var out []*impression
	for _, ink := range k.planes() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, c := range k.findRings(ink, lim) {
			rings = k.addRing(rings, c)
		}
	}
	for i := range rings {
		out = append(out, k.impression(p, &rings[i]))
	}
	for _, ink := range k.colours() { // black at the edge is the shadow of a scanner
		for _, f := range k.findSlices(ink, lim) {
			if s := k.measureSlice(&f); !covered(out, s.Box, 0.3) {
				out = append(out, &impression{Seal: s})
			}
		}
	}
	for _, ink := range k.colours() { // black frames are cells of tables
		for _, f := range k.findFrames(ink, lim) {
			if m := k.impressionIn(p, &f); !covered(out, m.Box, 0.45) {
				out = append(out, m)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b *impression) int { return cmp.Compare(a.Box[1], b.Box[1]) })
	return out, nil
}

// addRing adds c, of a later ink, to rings. Purple shows as red and as blue, dark red as black
// too: one impression stays in the ink that it is strongest in.
func (k *inkMap) addRing(rings []found, c found) []found {
	i := slices.IndexFunc(rings, c.repeats)
	if i < 0 {
		return append(rings, c)
	}
	weight := 1.0
	if c.ink == k.dark {
		weight = darkOverColour
	}
	if o := rings[i]; o.ink != c.ink && weight*k.strongInk(&c) > k.strongInk(&o) {
		rings[i] = c
	}
	return rings
}

// darkOverColour is what black ink counts for against coloured ink of the same impression:
// any clear colour is worth more than the darkness that comes with it.
const darkOverColour = 0.3

// atOrigin returns m with its corner at (0, 0), as everything here counts from there.
func atOrigin(m *image.RGBA) *image.RGBA {
	if m.Rect.Min == (image.Point{}) {
		return m
	}
	return &image.RGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect.Sub(m.Rect.Min)}
}

// covered reports whether more than a share of box lies in a seal that is already known.
func covered(known []*impression, box ocr.Box, share float64) bool {
	return slices.ContainsFunc(known, func(s *impression) bool {
		return s.Box.Intersect(box).Area() > share*box.Area()
	})
}
