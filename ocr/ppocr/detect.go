package ppocr

import (
	"image"
	"math"

	ort "github.com/yalue/onnxruntime_go"
)

const (
	// detSide is the longer side of the picture that is searched. At 1 280 pixels an A4
	// page keeps 11 pixels of 10.5 pt text, enough to be found.
	detSide = 1280
	// detStride: the network halves its input five times.
	detStride = 32
	// detSmall is the shorter side to which tiny pictures are enlarged.
	detSmall = 64
)

// Means and deviations of the training pictures, in the order blue, green, red.
var (
	detMean = [3]float32{0.485, 0.456, 0.406}
	detStd  = [3]float32{0.229, 0.224, 0.225}
)

// detect finds the text lines of a picture, in its pixels.
func (e *Engine) detect(img *image.RGBA, side int) ([]quad, error) {
	b := img.Bounds()
	w, h := detSize(b.Dx(), b.Dy(), side)
	small := resize(img, w, h)
	var boxes []quad
	err := e.det.run(normalise(small, detMean, detStd), ort.NewShape(1, 3, int64(h), int64(w)), func(out []float32, _ ort.Shape) error {
		boxes = textBoxes(out, w, h)
		return nil
	})
	sx, sy := float64(b.Dx())/float64(w), float64(b.Dy())/float64(h)
	for i := range boxes {
		boxes[i] = boxes[i].scale(sx, sy)
	}
	return boxes, err
}

// detSize shrinks w × h to the longer side and rounds to the network's stride.
func detSize(w, h, side int) (int, int) {
	f := min(1, float64(side)/float64(max(w, h)))
	if s := f * float64(min(w, h)); s < detSmall {
		f *= detSmall / s
	}
	// A strip of 64 × 100 000 pixels must not become a picture of 400 megapixels.
	f = min(f, 4*float64(side)/float64(max(w, h)))
	fit := func(n int) int {
		return max(detStride, int(math.Round(float64(n)*f/detStride))*detStride)
	}
	return fit(w), fit(h)
}

// normalise turns pixels into the planes blue, green, red that the networks want.
func normalise(img *image.RGBA, mean, std [3]float32) []float32 {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	out := make([]float32, 3*w*h)
	var table [3][256]float32
	for c := range table {
		for v := range table[c] {
			table[c][v] = (float32(v)/255 - mean[c]) / std[c]
		}
	}
	for y := range h {
		row := img.Pix[img.PixOffset(b.Min.X, b.Min.Y+y):]
		for x := range w {
			i := y*w + x
			out[i] = table[0][row[x*4+2]]
			out[w*h+i] = table[1][row[x*4+1]]
			out[2*w*h+i] = table[2][row[x*4]]
		}
	}
	return out
}
