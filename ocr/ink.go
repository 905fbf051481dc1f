package ocr

import "image"

const (
	penDepth = 60 // by how much ink is darker than the paper around it
	sealRed  = 60 // by how much red outweighs green and blue in the ink of a seal
)

// Ink is what is written or printed in a part of a page.
type Ink struct {
	Box   Box     // around it
	Share float64 // of the part's pixels
	Count int     // pixels
}

// FindInk looks for ink in a part of a page, that of red seals left out. Paper is taken to
// be as bright as the brightest pixel.
func FindInk(img *image.RGBA, part Box) Ink {
	area := part.Rect().Intersect(img.Rect)
	if area.Empty() {
		return Ink{}
	}
	limit := brightest(img, area) - penDepth
	found := image.Rectangle{}
	n := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := img.Pix[img.PixOffset(area.Min.X, y):][:4*area.Dx()]
		for i := 0; i < len(row); i += 4 {
			red := int(row[i]) - int(max(row[i+1], row[i+2]))
			if luma(row[i], row[i+1], row[i+2]) < limit && red < sealRed {
				x := area.Min.X + i/4
				found = found.Union(image.Rect(x, y, x+1, y+1))
				n++
			}
		}
	}
	box := Box{float64(found.Min.X), float64(found.Min.Y), float64(found.Max.X), float64(found.Max.Y)}
	return Ink{Box: box, Share: float64(n) / float64(area.Dx()*area.Dy()), Count: n}
}

func brightest(img *image.RGBA, area image.Rectangle) int {
	most := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := img.Pix[img.PixOffset(area.Min.X, y):][:4*area.Dx()]
		for i := 0; i < len(row); i += 4 {
			most = max(most, luma(row[i], row[i+1], row[i+2]))
		}
	}
	return most
}
