package ppocr

import (
	"cmp"
	"context"
	"image"
	"math"
	"slices"

	ort "github.com/yalue/onnxruntime_go"

	"lianshen/ocr"
)

const (
	// batchWidth bounds a batch by the total width of its strips, so that its cost and
	// memory do not depend on how long the lines are.
	batchWidth = 4096
	batchMost  = 8
	// narrowest is the least width that is fed; the recogniser was not trained on less.
	narrowest = 96
	// keepChars and keepProbability bound the posteriors of one step.
	keepChars       = 16
	keepProbability = 1e-5
)

var half = [3]float32{0.5, 0.5, 0.5}

// strip is a straightened line on its way through the recogniser.
type strip struct {
	index int // in the caller's order
	image *image.RGBA
	width int // pixels that are not padding
}

// recognise reads strips of stripHeight in batches of like width. use gets the class
// probabilities of each strip, steps × classes, of the steps that are not padding.
func (e *Engine) recognise(ctx context.Context, images []*image.RGBA, use func(index int, probs []float32, steps int, stepWidth float64)) error {
	strips := make([]strip, len(images))
	for i, img := range images {
		strips[i] = strip{index: i, image: img, width: img.Bounds().Dx()}
	}
	slices.SortStableFunc(strips, func(a, b strip) int { return cmp.Compare(a.width, b.width) })
	for len(strips) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := batchSize(strips)
		if err := e.recogniseBatch(strips[:n], use); err != nil {
			return err
		}
		strips = strips[n:]
	}
	return nil
}

// batchSize is how many of the sorted strips go together.
func batchSize(strips []strip) int {
	n := 1
	for n < len(strips) && n < batchMost && (n+1)*strips[n].width <= batchWidth {
		n++
	}
	return n
}

func (e *Engine) recogniseBatch(strips []strip, use func(int, []float32, int, float64)) error {
	width := max(narrowest, (strips[len(strips)-1].width+7)/8*8)
	plane := stripHeight * width
	input := make([]float32, len(strips)*3*plane)
	for i, s := range strips {
		fillStrip(input[i*3*plane:(i+1)*3*plane], s.image, width)
	}
	shape := ort.NewShape(int64(len(strips)), 3, stripHeight, int64(width))
	return e.rec.run(input, shape, func(out []float32, shape ort.Shape) error {
		steps, classes := int(shape[1]), int(shape[2])
		stepWidth := float64(width) / float64(steps)
		for i, s := range strips {
			own := min(steps, int(math.Ceil(float64(s.width)/stepWidth)))
			probs := out[i*steps*classes : (i*steps+own)*classes]
			use(s.index, probs, own, stepWidth)
		}
		return nil
	})
}

// fillStrip writes a strip into the planes of one batch entry; what lies right of it stays
// 0, the grey that the recogniser was trained to see as padding.
func fillStrip(to []float32, img *image.RGBA, width int) {
	pixels := normalise(img, half, half)
	w := img.Bounds().Dx()
	for c := range 3 {
		for y := range stripHeight {
			copy(to[(c*stripHeight+y)*width:][:w], pixels[(c*stripHeight+y)*w:][:w])
		}
	}
}

// decode reads the best path: repeats merged, blanks dropped. Positions are in pixels of
// the strip.
func (e *Engine) decode(probs []float32, steps int, stepWidth float64) []ocr.Char {
	classes := len(e.classes)
	var chars []ocr.Char
	last := 0
	for t := range steps {
		best, p := argmax(probs[t*classes : (t+1)*classes])
		x0, x1 := float64(t)*stepWidth, float64(t+1)*stepWidth
		switch {
		case best == 0:
		case best == last:
			c := &chars[len(chars)-1]
			c.X1, c.Score = x1, max(c.Score, float64(p))
		default:
			chars = append(chars, ocr.Char{Text: e.classes[best], Score: float64(p), X0: x0, X1: x1})
		}
		last = best
	}
	return chars
}

func argmax(p []float32) (best int, most float32) {
	for i, v := range p {
		if v > most {
			best, most = i, v
		}
	}
	return best, most
}

// posteriors keeps the likely characters of every step.
func (e *Engine) posteriors(probs []float32, steps int) *ocr.Posteriors {
	classes := len(e.classes)
	out := &ocr.Posteriors{Classes: classes, Steps: make([]ocr.Step, steps)}
	for t := range steps {
		row := probs[t*classes : (t+1)*classes]
		step := ocr.Step{Blank: row[0]}
		for i, p := range row[1:] {
			if p >= keepProbability {
				step.Chars = append(step.Chars, ocr.CharProb{Char: e.classes[i+1], P: p})
			}
		}
		slices.SortFunc(step.Chars, func(a, b ocr.CharProb) int { return cmp.Compare(b.P, a.P) })
		step.Chars = slices.Clip(step.Chars[:min(keepChars, len(step.Chars))])
		out.Steps[t] = step
	}
	return out
}

// reading joins characters to a text with its mean probability.
func reading(chars []ocr.Char) (text string, score float64) {
	for _, c := range chars {
		text += c.Text
		score += c.Score
	}
	if len(chars) == 0 {
		return "", 0
	}
	return text, score / float64(len(chars))
}

// ReadStrips reads every strip as one line. Strips of other heights are scaled.
func (e *Engine) ReadStrips(ctx context.Context, images []image.Image) ([]ocr.Reading, error) {
	out := make([]ocr.Reading, len(images))
	strips := make([]*image.RGBA, len(images))
	for i, img := range images {
		strips[i] = toStrip(img)
	}
	err := e.recognise(ctx, strips, func(i int, probs []float32, steps int, stepWidth float64) {
		chars := e.decode(probs, steps, stepWidth)
		back := float64(images[i].Bounds().Dx()) / float64(strips[i].Bounds().Dx())
		for k := range chars {
			chars[k].X0, chars[k].X1 = chars[k].X0*back, chars[k].X1*back
		}
		r := ocr.Reading{Chars: chars, Posteriors: e.posteriors(probs, steps)}
		r.Text, r.Score = reading(chars)
		out[i] = r
	})
	return out, err
}

// toStrip scales a picture to stripHeight.
func toStrip(img image.Image) *image.RGBA {
	b := img.Bounds()
	if b.Empty() {
		return image.NewRGBA(image.Rect(0, 0, 1, stripHeight))
	}
	width := min(longestStrip, max(1, b.Dx()*stripHeight/b.Dy()))
	return resize(ocr.ToRGBA(img), width, stripHeight)
}
