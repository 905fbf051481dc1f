package ocrtest

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"

	"lianshen/ocr"
)

// Style says how a page is set and scanned. The zero value of a field means its default.
type Style struct {
	Font    string  // font file; default the first installed
	SizePt  float64 // 12
	DPI     float64 // 200
	Leading float64 // line distance over SizePt; 2.2
	Scan    Scan
}

// Scan is what paper and scanner do to a page. The zero value is a perfect copy.
type Scan struct {
	BlurPx  float64    // standard deviation of the blur
	Noise   float64    // standard deviation of the grain, in tones of 255
	JPEG    int        // quality; 0 keeps the pixels
	SkewDeg float64    // clockwise
	Paper   color.RGBA // white when zero
	Ink     uint8      // tone of the print, 0 is black
	Seed    uint64
}

// a4 is the paper, in inches.
const (
	a4Width  = 8.27
	a4Height = 11.69
	marginIn = 0.9
)

// Draw sets lines on A4 pages from the top and returns the page with what stands where.
// Lines that do not fit below are left out of both.
func Draw(lines []string, s Style) (ocr.Page, []Truth, error) {
	if err := s.fill(); err != nil {
		return ocr.Page{}, nil, err
	}
	f, err := face(s.Font, s.SizePt, s.DPI)
	if err != nil {
		return ocr.Page{}, nil, err
	}
	defer func() { _ = f.Close() }()
	img := image.NewRGBA(image.Rect(0, 0, int(a4Width*s.DPI), int(a4Height*s.DPI)))
	draw.Draw(img, img.Bounds(), image.NewUniform(s.Scan.Paper), image.Point{}, draw.Src)
	truth := s.write(img, f, lines)
	return ocr.Page{Image: s.Scan.apply(img), DPI: s.DPI}, truth, nil
}

func (s *Style) fill() error {
	if s.Font == "" {
		fonts, err := Fonts()
		if err != nil {
			return err
		}
		s.Font = fonts[0]
	}
	def := func(v *float64, d float64) {
		if *v == 0 {
			*v = d
		}
	}
	def(&s.SizePt, 12)
	def(&s.DPI, 200)
	def(&s.Leading, 2.2)
	if s.Scan.Paper == (color.RGBA{}) {
		s.Scan.Paper = color.RGBA{R: 255, G: 255, B: 255, A: 255}
	}
	return nil
}

// write draws the lines and returns their boxes, a line's whole height each.
func (s *Style) write(img *image.RGBA, f font.Face, lines []string) []Truth {
	em := s.SizePt / 72 * s.DPI
	step := em * s.Leading
	left := marginIn * s.DPI
	d := font.Drawer{Dst: img, Src: image.NewUniform(color.Gray{Y: s.Scan.Ink}), Face: f}
	var truth []Truth
	for i, text := range lines {
		base := marginIn*s.DPI + em + float64(i)*step
		if base > (a4Height-marginIn)*s.DPI {
			break
		}
		d.Dot = fixed.Point26_6{X: fixed.Int26_6(left * 64), Y: fixed.Int26_6(base * 64)}
		d.DrawString(text)
		box := ocr.Box{left - em, base - 0.4*em - step/2, float64(d.Dot.X)/64 + em, base - 0.4*em + step/2}
		truth = append(truth, Truth{Text: text, Box: s.Scan.turned(box, img.Bounds())})
	}
	return truth
}

// turned is where the middle line of box lies on the skewed page.
func (s Scan) turned(box ocr.Box, page image.Rectangle) ocr.Box {
	if s.SkewDeg == 0 {
		return box
	}
	sin, cos := math.Sincos(s.SkewDeg * math.Pi / 180)
	x, y := box.Centre()
	cx, cy := float64(page.Dx())/2, float64(page.Dy())/2
	nx, ny := cx+(x-cx)*cos-(y-cy)*sin, cy+(x-cx)*sin+(y-cy)*cos
	w, h := box.Width()/2, box.Height()/2
	return ocr.Box{nx - w, ny - h, nx + w, ny + h}
}
