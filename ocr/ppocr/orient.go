package ppocr

import (
	"cmp"
	"context"
	"image"
	"slices"

	ort "github.com/yalue/onnxruntime_go"

	"lianshen/ocr"
)

const (
	orientSide  = 960
	orientLines = 8 // widest lines that vote on the direction
	// clsWidth is the width that the direction classifier reads.
	clsWidth = 192
	// sideways is the share of boxes that run down the page from which it lies on its side.
	sideways = 0.6
	// clsSure is the least probability of a vote, upsideDown the least share of votes.
	clsSure    = 0.8
	upsideDown = 0.6
	// fewLines says too little about a page to turn it.
	fewLines = 3
)

// Orient says how the page must be turned: the boxes tell upright from sideways, the
// direction classifier tells which end of a line is its start.
func (e *Engine) Orient(ctx context.Context, p ocr.Page) (quarterTurns int, score float64, err error) {
	img, turns := p.Image, 0
	boxes, err := e.detect(img, orientSide)
	if err != nil || len(boxes) < fewLines {
		return 0, 0, err
	}
	if runsDown(boxes) > sideways {
		// Turned clockwise once, the lines lie flat, upright or on their heads.
		img, turns = ocr.Rotate(img, 1), 1
		if boxes, err = e.detect(img, orientSide); err != nil {
			return 0, 0, err
		}
	}
	if err := ctx.Err(); err != nil {
		return 0, 0, err
	}
	heads, votes, err := e.onTheirHeads(widest(img, boxes))
	if err != nil || votes < fewLines {
		return 0, 0, err
	}
	share := float64(heads) / float64(votes)
	if share >= upsideDown {
		return (turns + 2) & 3, share, nil
	}
	return turns, 1 - share, nil
}

// runsDown is the share of boxes that are clearly higher than wide.
func runsDown(boxes []quad) float64 {
	n := 0
	for _, q := range boxes {
		if b := q.box(); b.Height() > tallText*b.Width() {
			n++
		}
	}
	return float64(n) / float64(len(boxes))
}

// widest cuts out the lines that say most.
func widest(img *image.RGBA, boxes []quad) []*image.RGBA {
	slices.SortFunc(boxes, func(a, b quad) int { return cmp.Compare(b.width(), a.width()) })
	var out []*image.RGBA
	for _, q := range boxes[:min(orientLines, len(boxes))] {
		strip := cut(img, q)
		w := min(clsWidth, strip.Bounds().Dx())
		out = append(out, ocr.ToRGBA(strip.SubImage(image.Rect(0, 0, w, stripHeight))))
	}
	return out
}

// onTheirHeads counts the lines that the classifier is sure about.
func (e *Engine) onTheirHeads(strips []*image.RGBA) (heads, votes int, err error) {
	plane := stripHeight * clsWidth
	input := make([]float32, len(strips)*3*plane)
	for i, s := range strips {
		own := image.NewRGBA(image.Rect(0, 0, s.Bounds().Dx(), stripHeight))
		for y := range stripHeight {
			copy(own.Pix[y*own.Stride:][:own.Stride], s.Pix[y*s.Stride:])
		}
		fillStrip(input[i*3*plane:(i+1)*3*plane], own, clsWidth)
	}
	if len(strips) == 0 {
		return 0, 0, nil
	}
	err = e.cls.run(input, ort.NewShape(int64(len(strips)), 3, stripHeight, clsWidth), func(out []float32, _ ort.Shape) error {
		for i := range strips {
			upright, head := out[2*i], out[2*i+1]
			if max(upright, head) < clsSure {
				continue
			}
			votes++
			if head > upright {
				heads++
			}
		}
		return nil
	})
	return heads, votes, err
}
