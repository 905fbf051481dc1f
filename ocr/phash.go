package ocr

import (
	"fmt"
	"image"
	"image/draw"
	"math"
	"math/bits"
	"slices"
	"strconv"
)

const (
	hashSide = 32 // side of the reduced picture
	hashLow  = 8  // lowest frequencies kept in each direction
)

// PHash is the 64-bit perceptual hash of a picture as 16 hex digits: the signs, against
// their median, of the lowest frequencies of its cosine transform. Pictures that look alike
// differ in few bits, whatever their size, compression or brightness.
func PHash(img image.Image) string {
	small := squash(img)
	low := lowFrequencies(small)
	sorted := slices.Clone(low[1:]) // the first is the mean brightness
	slices.Sort(sorted)
	median := sorted[len(sorted)/2]
	var hash uint64
	for i, f := range low {
		if f > median {
			hash |= 1 << (63 - i)
		}
	}
	return fmt.Sprintf("%016x", hash)
}

// HashDistance counts the bits in which two hashes of PHash differ, 0–64; 64 when one of
// them is not a hash.
func HashDistance(a, b string) int {
	x, errA := strconv.ParseUint(a, 16, 64)
	y, errB := strconv.ParseUint(b, 16, 64)
	if errA != nil || errB != nil {
		return 64
	}
	return bits.OnesCount64(x ^ y)
}

// ToRGBA returns img as *image.RGBA, itself when it is one.
func ToRGBA(img image.Image) *image.RGBA {
	if rgba, ok := img.(*image.RGBA); ok {
		return rgba
	}
	out := image.NewRGBA(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Src)
	return out
}

// squash averages the picture into hashSide × hashSide cells.
func squash(img image.Image) [hashSide][hashSide]float64 {
	src := ToRGBA(img)
	b := src.Bounds()
	var cells [hashSide][hashSide]float64
	for y := range hashSide {
		for x := range hashSide {
			cells[y][x] = cellMean(src,
				b.Min.X+x*b.Dx()/hashSide, b.Min.Y+y*b.Dy()/hashSide,
				b.Min.X+(x+1)*b.Dx()/hashSide, b.Min.Y+(y+1)*b.Dy()/hashSide)
		}
	}
	return cells
}

func cellMean(img *image.RGBA, x0, y0, x1, y1 int) float64 {
	x1, y1 = max(x1, x0+1), max(y1, y0+1)
	sum, n := 0, 0
	for y := y0; y < min(y1, img.Rect.Max.Y); y++ {
		for x := x0; x < min(x1, img.Rect.Max.X); x++ {
			i := img.PixOffset(x, y)
			sum += luma(img.Pix[i], img.Pix[i+1], img.Pix[i+2])
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return float64(sum) / float64(n)
}

// lowFrequencies is the top left corner of the type II cosine transform, row by row.
func lowFrequencies(cells [hashSide][hashSide]float64) []float64 {
	out := make([]float64, 0, hashLow*hashLow)
	for v := range hashLow {
		for u := range hashLow {
			sum := 0.0
			for y := range hashSide {
				cy := math.Cos(math.Pi * float64(v) * (float64(y) + 0.5) / hashSide)
				for x := range hashSide {
					sum += cells[y][x] * cy * math.Cos(math.Pi*float64(u)*(float64(x)+0.5)/hashSide)
				}
			}
			out = append(out, sum)
		}
	}
	return out
}
