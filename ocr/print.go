package ocr

import (
	"encoding/base64"
	"image"
	"slices"
)

// printSide is the side of a Print in cells: about 1 mm of a company seal each, fine enough
// for the patches that a pad of ink leaves.
const printSide = 40

// Print is the map of how strong the ink of one impression is, printSide × printSide cells
// of 16 levels, 0 where there is none, as base64. Two impressions of one stamp share the
// outline but not the ink, a copy shares both.
type Print string

// inked is the darkness from which a pixel is ink, and leastInked the share of such pixels
// from which a cell has any.
const inked, leastInked = 40, 0.12

// NewPrint reduces a picture of dark ink on white paper. The strength of a cell is that of its
// stronger half: the edges of strokes are pale on every impression.
func NewPrint(m *image.Gray) Print {
	b := m.Rect
	if b.Empty() {
		return ""
	}
	var cells [printSide * printSide][]uint8
	for y := range b.Dy() {
		row := y * printSide / b.Dy() * printSide
		for x := range b.Dx() {
			i := row + x*printSide/b.Dx()
			cells[i] = append(cells[i], 255-m.Pix[y*m.Stride+x])
		}
	}
	out := make([]byte, printSide*printSide/2)
	for i, c := range cells {
		out[i/2] |= strength(c) << (4 * (i % 2))
	}
	return Print(base64.StdEncoding.EncodeToString(out))
}

// strength is the level of a cell, 0 without ink, else 1 to 15.
func strength(cell []uint8) byte {
	slices.SortFunc(cell, func(a, b uint8) int { return int(b) - int(a) })
	n, _ := slices.BinarySearchFunc(cell, inked, func(v uint8, least int) int { return least - int(v) })
	if n == 0 || float64(n) < leastInked*float64(len(cell)) {
		return 0
	}
	half, sum := max(1, n/2), 0
	for _, v := range cell[:half] {
		sum += int(v)
	}
	return byte(max(1, min(15, sum/half/16)))
}

// cells decodes p; nil when it is no print.
func (p Print) cells() []float64 {
	raw, err := base64.StdEncoding.DecodeString(string(p))
	if err != nil || len(raw) != printSide*printSide/2 {
		return nil
	}
	out := make([]float64, printSide*printSide)
	for i := range out {
		out[i] = float64(raw[i/2] >> (4 * (i % 2)) & 15)
	}
	return out
}
