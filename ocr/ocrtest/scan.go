package ocrtest

import (
	"bytes"
	"image"
	"image/draw"
	"image/jpeg"
	"math"
	"math/rand/v2"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// apply does to img what s says, in the order of paper, optics and file.
func (s Scan) apply(img *image.RGBA) *image.RGBA {
	if s.SkewDeg != 0 {
		img = s.skew(img)
	}
	if s.BlurPx > 0 {
		blur(img, s.BlurPx)
	}
	if s.Noise > 0 {
		s.grain(img)
	}
	if s.JPEG > 0 {
		img = throughJPEG(img, s.JPEG)
	}
	return img
}

// skew turns img clockwise about its middle.
func (s Scan) skew(img *image.RGBA) *image.RGBA {
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Bounds(), image.NewUniform(s.Paper), image.Point{}, draw.Src)
	sin, cos := math.Sincos(s.SkewDeg * math.Pi / 180)
	cx, cy := float64(img.Rect.Dx())/2, float64(img.Rect.Dy())/2
	m := f64.Aff3{cos, -sin, cx - cos*cx + sin*cy, sin, cos, cy - sin*cx - cos*cy}
	xdraw.BiLinear.Transform(out, m, img, img.Bounds(), xdraw.Over, nil)
	return out
}

// blur convolves img with a Gaussian, along rows and then along columns.
func blur(img *image.RGBA, sigma float64) {
	k := kernel(sigma)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for y := range h {
		convolve(img.Pix[y*img.Stride:], w, 4, k)
	}
	for x := range w {
		convolve(img.Pix[4*x:], h, img.Stride, k)
	}
}

func kernel(sigma float64) []float64 {
	r := int(math.Ceil(2.5 * sigma))
	k := make([]float64, 2*r+1)
	sum := 0.0
	for i := range k {
		k[i] = math.Exp(-float64((i-r)*(i-r)) / (2 * sigma * sigma))
		sum += k[i]
	}
	for i := range k {
		k[i] /= sum
	}
	return k
}

// convolve filters n RGB pixels that lie step bytes apart.
func convolve(pix []uint8, n, step int, k []float64) {
	r := len(k) / 2
	line := make([]float64, 3*n)
	for i := range n {
		for j, f := range k {
			at := min(max(i+j-r, 0), n-1) * step
			for c := range 3 {
				line[3*i+c] += f * float64(pix[at+c])
			}
		}
	}
	for i := range n {
		for c := range 3 {
			pix[i*step+c] = uint8(line[3*i+c] + 0.5)
		}
	}
}

// grain adds the same normal deviate to the three channels of a pixel.
func (s Scan) grain(img *image.RGBA) {
	r := rand.New(rand.NewPCG(s.Seed, 0x5ca9))
	for i := 0; i+3 < len(img.Pix); i += 4 {
		d := r.NormFloat64() * s.Noise
		for c := range 3 {
			img.Pix[i+c] = uint8(min(255, max(0, float64(img.Pix[i+c])+d)))
		}
	}
}

func throughJPEG(img *image.RGBA, quality int) *image.RGBA {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		panic(err) // an RGBA image in memory always encodes
	}
	m, err := jpeg.Decode(&b)
	if err != nil {
		panic(err)
	}
	out := image.NewRGBA(m.Bounds())
	draw.Draw(out, out.Bounds(), m, image.Point{}, draw.Src)
	return out
}
