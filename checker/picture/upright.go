package picture

import "image"

// place maps a pixel of the upright picture to that of the stored one, whose last column
// and row are x1 and y1, by EXIF orientation.
var place = map[int]func(x, y, x1, y1 int) (int, int){
	2: func(x, y, x1, _ int) (int, int) { return x1 - x, y },
	3: func(x, y, x1, y1 int) (int, int) { return x1 - x, y1 - y },
	4: func(x, y, _, y1 int) (int, int) { return x, y1 - y },
	5: func(x, y, _, _ int) (int, int) { return y, x },
	6: func(x, y, _, y1 int) (int, int) { return y, y1 - x },
	7: func(x, y, x1, y1 int) (int, int) { return x1 - y, y1 - x },
	8: func(x, y, x1, _ int) (int, int) { return x1 - y, x },
}

// upright turns and mirrors the stored picture as its orientation asks.
func upright(src *image.RGBA, orientation int) *image.RGBA {
	from := place[orientation]
	if from == nil {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	if orientation >= 5 { // lying on its side
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := from(x, y, src.Rect.Dx()-1, src.Rect.Dy()-1)
			copy(out.Pix[out.PixOffset(x, y):][:4], src.Pix[src.PixOffset(sx, sy):][:4])
		}
	}
	return out
}
