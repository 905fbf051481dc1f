package ppocr

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"slices"

	"golang.org/x/sync/errgroup"

	"lianshen/ocr"
)

// output are the class probabilities of one strip: steps rows, one column a class.
type output struct {
	probs     []float32
	classes   int
	steps     int     // those that lie in the strip, without its padding
	stepWidth float64 // strip pixels
}

// at returns the probabilities of step t; the first is the blank's.
func (o output) at(t int) []float32 { return o.probs[t*o.classes : (t+1)*o.classes] }

// sideBySide calls read for every index, on as many threads as the engine has, the widest
// first so that none is left over at the end.
func (e *Engine) sideBySide(ctx context.Context, widths []int, read func(int) error) error {
	order := make([]int, len(widths))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(widths[b], widths[a]) })
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(e.threads)
	for _, i := range order {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return read(i)
		})
	}
	return g.Wait()
}

// recognise runs n over s; use gets its output, which lives only that long.
func (e *Engine) recognise(n *network, s strip, use func(output)) error {
	o := output{classes: len(e.alphabet), stepWidth: padTo, steps: (s.width + padTo - 1) / padTo}
	all := s.padded / padTo
	probs := borrow(all * o.classes)
	defer giveBack(probs)
	err := n.run(
		tensor{[]int64{1, 3, stripHeight, int64(s.padded)}, s.planes},
		tensor{[]int64{1, int64(all), int64(o.classes)}, *probs})
	if err != nil {
		return fmt.Errorf("recognise a strip of %d pixels: %w", s.width, err)
	}
	o.probs = *probs
	use(o)
	return nil
}

// ReadStrips reads every strip as one line. Strips of other heights are scaled.
func (e *Engine) ReadStrips(ctx context.Context, images []image.Image) ([]ocr.Reading, error) {
	return e.readStrips(ctx, e.rec, images)
}

func (e *Engine) readStrips(ctx context.Context, n *network, images []image.Image) ([]ocr.Reading, error) {
	out := make([]ocr.Reading, len(images))
	widths := make([]int, len(images))
	for i, img := range images {
		widths[i] = stripWidth(float64(img.Bounds().Dx()), float64(img.Bounds().Dy()))
	}
	err := e.sideBySide(ctx, widths, func(i int) error {
		scale := float64(images[i].Bounds().Dx()) / float64(widths[i])
		return e.recognise(n, stripOf(images[i]), func(o output) { out[i] = e.reading(o, scale) })
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// reading is everything that is known of a strip; scale is caller's pixels per strip pixel.
func (e *Engine) reading(o output, scale float64) ocr.Reading {
	chars := e.decode(o)
	for i := range chars {
		chars[i].X0 *= scale
		chars[i].X1 *= scale
	}
	text, score := join(chars)
	return ocr.Reading{Text: text, Score: score, Chars: chars, Posteriors: e.posteriors(o)}
}
