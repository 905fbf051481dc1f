package checker

import (
	"image"
	"math"
	"strings"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"golang.org/x/image/draw"

	"lianshen/ocr"
)

// markCode is the code (表单码) on a form that the platform filled in beforehand; Value is what it
// holds, like lianshen:1:PROJECT:KIND.
const markCode = "code"

// ownCodes is how what the platform's codes hold begins. Codes of others are left alone.
const ownCodes = "lianshen:"

// Where a code stands on an upright page, in parts of it, and the resolution at which it is
// looked for: a module of a printed code is half a millimetre, so four pixels.
const (
	codeLeft, codeBottom = 0.6, 0.28
	codeDPI              = 200.0
)

// findCode reads the code in the upper right of a page. It costs next to nothing where nothing is
// as dark and as even as a code.
func (m *marker) findCode() {
	if m.img.Rect.Empty() {
		return
	}
	size := m.img.Rect.Size()
	room := image.Rect(int(codeLeft*float64(size.X)), 0, size.X, int(codeBottom*float64(size.Y))).Add(m.img.Rect.Min)
	grey, scale := m.grey(room)
	near, ok := evenlyDark(grey, m.scale*scale)
	if !ok {
		return
	}
	crop := image.NewGray(image.Rectangle{Max: near.Size()})
	draw.Draw(crop, crop.Rect, grey, near.Min, draw.Src)
	bitmap, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(gozxing.NewLuminanceSourceFromImage(crop)))
	if err != nil {
		return
	}
	read, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil || !strings.HasPrefix(read.GetText(), ownCodes) {
		return
	}
	text := read.GetText()
	at := room.Min.Add(image.Pt(int(float64(near.Min.X)/scale), int(float64(near.Min.Y)/scale)))
	m.add(Mark{Kind: markCode, Box: m.codeBox(read.GetResultPoints(), at, scale), Value: &text, Score: 1})
}

// A code is looked for where a square of codeCells by codeCells cells, each codeCell points wide,
// is dark to about a half: text is lighter, a seal is hollow, a photograph is darker or lighter.
const (
	codeCell                 = 6.5
	codeCells                = 6
	leastDark, mostDark      = 0.3, 0.65
	leastCellDark, inkBelow  = 0.08, 140
	codeAround, codeSideFrom = 6, 32
)

// evenlyDark finds where a code may stand, with room around it; scale is pixels per point.
func evenlyDark(grey *image.Gray, scale float64) (image.Rectangle, bool) {
	side := int(codeCell * scale)
	w, h := grey.Rect.Dx(), grey.Rect.Dy()
	if side < 2 || w < codeSideFrom || h < codeSideFrom {
		return image.Rectangle{}, false
	}
	columns, rows := w/side, h/side
	dark := make([]float64, columns*rows)
	for y := range rows * side {
		line := grey.Pix[y*grey.Stride:]
		for x := range columns * side {
			if line[x] < inkBelow {
				dark[y/side*columns+x/side]++
			}
		}
	}
	best, where := 1.0, image.Rectangle{}
	for y := range max(0, rows-codeCells+1) {
		for x := range max(0, columns-codeCells+1) {
			if odd := oddness(dark, columns, x, y, float64(side*side)); odd < best {
				best, where = odd, image.Rect(x-codeAround, y-codeAround, x+codeCells+codeAround, y+codeCells+codeAround)
			}
		}
	}
	where = image.Rectangle{where.Min.Mul(side), where.Max.Mul(side)}.Intersect(grey.Rect)
	return where, best < 1
}

// oddness is how far a square of cells is from being half dark; 1 for what is no code.
func oddness(dark []float64, columns, x, y int, area float64) float64 {
	sum := 0.0
	for j := range codeCells {
		for i := range codeCells {
			d := dark[(y+j)*columns+x+i] / area
			if d < leastCellDark {
				return 1
			}
			sum += d
		}
	}
	mean := sum / (codeCells * codeCells)
	if mean < leastDark || mean > mostDark {
		return 1
	}
	return math.Abs(mean - 0.48)
}

// grey is a part of the page in grey, at codeDPI at most, and how many of its pixels one pixel of
// the page is.
func (m *marker) grey(room image.Rectangle) (*image.Gray, float64) {
	scale := min(1, codeDPI/72/m.scale)
	out := image.NewGray(image.Rect(0, 0, int(float64(room.Dx())*scale), int(float64(room.Dy())*scale)))
	if scale == 1 {
		draw.Draw(out, out.Rect, m.img, room.Min, draw.Src)
	} else {
		draw.ApproxBiLinear.Scale(out, out.Rect, m.img, room, draw.Src, nil)
	}
	return out, scale
}

// codeBox is the square around the centres of the corners, a corner wider on each side.
func (m *marker) codeBox(corners []gozxing.ResultPoint, from image.Point, scale float64) ocr.Box {
	var b ocr.Box
	for i, p := range corners {
		x, y := p.GetX(), p.GetY()
		if i == 0 {
			b = ocr.Box{x, y, x, y}
		}
		b = ocr.Box{min(b[0], x), min(b[1], y), max(b[2], x), max(b[3], y)}
	}
	edge := 0.12 * b.Width()
	k := 1 / (scale * m.scale)
	at := func(v float64, origin int) float64 { return v*k + float64(origin)/m.scale }
	return ocr.Box{at(b[0]-edge, from.X), at(b[1]-edge, from.Y), at(b[2]+edge, from.X), at(b[3]+edge, from.Y)}
}
