package ppocr

import (
	"image"
	"math"

	"lianshen/ocr"
)

const (
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

// detect finds the text lines of a page, in its pixels. The page is searched at a longer
// side of at most side pixels.
func (e *Engine) detect(page *image.Gray, side int) ([]quad, error) {
	w, h := page.Rect.Dx(), page.Rect.Dy()
	if w == 0 || h == 0 {
		return nil, nil
	}
	f := detScale(w, h, side)
	cw, ch := canvas(w, f), canvas(h, f)
	in, out := borrow(3*cw*ch), borrow(cw*ch)
	defer giveBack(in)
	defer giveBack(out)
	fill(*in, page, f, cw, ch)
	err := e.det.run(
		tensor{[]int64{1, 3, int64(ch), int64(cw)}, *in},
		tensor{[]int64{1, 1, int64(ch), int64(cw)}, *out})
	if err != nil {
		return nil, err
	}
	boxes := textBoxes(*out, cw, ch)
	for i := range boxes {
		boxes[i] = boxes[i].scale(1 / f)
	}
	return boxes, nil
}

// detScale is the factor by which w × h is brought to the longer side; tiny pictures are
// enlarged, as far as the longer side allows.
func detScale(w, h, side int) float64 {
	long, short := float64(max(w, h)), float64(min(w, h))
	f := min(1, float64(side)/long)
	if f*short < detSmall {
		f = min(detSmall/short, float64(side)/long)
	}
	return f
}

// canvas is the side of the network's input for n pixels scaled by f.
func canvas(n int, f float64) int {
	return max(1, int(math.Ceil(float64(n)*f/detStride))) * detStride
}

// fill writes the page, scaled by f, into the three planes of the network's input; the
// canvas beyond it repeats the page's last row and column.
func fill(in []float32, page *image.Gray, f float64, cw, ch int) {
	small := scaled(page, f, cw, ch)
	for c := range 3 {
		var table [256]float32
		for v := range table {
			table[v] = (float32(v)/255 - detMean[c]) / detStd[c]
		}
		plane := in[c*cw*ch:][:cw*ch]
		for i, v := range small {
			plane[i] = table[v]
		}
	}
}

// scaled resamples page by f onto cw × ch pixels. Whole factors are averaged first, so that
// thin strokes are not lost between samples.
func scaled(page *image.Gray, f float64, cw, ch int) []uint8 {
	k := max(1, int(1/f))
	src := ocr.Shrink(page, k)
	step := 1 / (f * float64(k))
	out := make([]uint8, cw*ch)
	columns := taps(cw, src.Rect.Dx(), step)
	rows := taps(ch, src.Rect.Dy(), step)
	for y, r := range rows {
		top, low := src.Pix[r.at*src.Stride:], src.Pix[r.next*src.Stride:]
		dst := out[y*cw:][:cw]
		for x, c := range columns {
			upper := int(top[c.at])*(256-c.weight) + int(top[c.next])*c.weight
			lower := int(low[c.at])*(256-c.weight) + int(low[c.next])*c.weight
			dst[x] = uint8((upper*(256-r.weight) + lower*r.weight + 1<<15) >> 16)
		}
	}
	return out
}

// tap is the two source pixels of a sample and the weight of the second, of 256.
type tap struct{ at, next, weight int }

func taps(n, size int, step float64) []tap {
	out := make([]tap, n)
	for i := range out {
		p := min(max((float64(i)+0.5)*step-0.5, 0), float64(size-1))
		at := int(p)
		out[i] = tap{at: at, next: min(at+1, size-1), weight: int((p - float64(at)) * 256)}
	}
	return out
}
