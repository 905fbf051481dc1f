package checker

import (
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"testing"

	"github.com/skip2/go-qrcode"
	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

const heldCode = "lianshen:1:0190c0de-0000-7000-8000-000000000000:commissioning-personnel"

// coded is an A4 page with a code of so many millimetres in its upper right, as a scanner sees it:
// grey on white, a little askew, with noise.
func coded(t testing.TB, dpi float64, text string, mm, skew float64) *image.RGBA {
	t.Helper()
	page := image.NewRGBA(image.Rect(0, 0, int(8.27*dpi), int(11.69*dpi)))
	draw.Draw(page, page.Rect, image.NewUniform(color.Gray{246}), image.Point{}, draw.Src)
	if text != "" {
		q, err := qrcode.New(text, qrcode.Medium)
		if err != nil {
			t.Fatal(err)
		}
		side := mm / 25.4 * dpi
		src := q.Image(-8)
		k := side / float64(src.Bounds().Dx())
		x, y := 8.27*dpi-side-0.6*dpi, 0.9*dpi
		xdraw.BiLinear.Transform(page, f64.Aff3{k, -skew * k, x, skew * k, k, y}, src, src.Bounds(), draw.Over, nil)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for i := 0; i < len(page.Pix); i += 4 {
		n := int(page.Pix[i]) + r.IntN(41) - 20
		v := uint8(max(0, min(255, n)))
		page.Pix[i], page.Pix[i+1], page.Pix[i+2] = v, v, v
	}
	return page
}

func TestFormCode(t *testing.T) {
	for name, tt := range map[string]struct {
		dpi, mm, skew float64
	}{
		"200 dpi": {200, 27, 0}, "askew": {200, 27, 0.02}, "150 dpi": {150, 27, 0.01}, "300 dpi": {300, 27, -0.02}, "small": {200, 24, 0.01},
	} {
		t.Run(name, func(t *testing.T) {
			img := coded(t, tt.dpi, heldCode, tt.mm, tt.skew)
			marks := markFacts(img, tt.dpi, Page{Number: 1, WidthPt: 595, HeightPt: 842})
			if len(marks) != 1 || marks[0].Kind != markCode || *marks[0].Value != heldCode || marks[0].Page != 1 {
				t.Fatalf("%+v", marks)
			}
			b := marks[0].Box
			if b[0] < 440 || b[2] > 560 || b[1] < 60 || b[3] > 145 || b.Width() < 40 {
				t.Errorf("box %v", b)
			}
		})
	}
}

func TestCodesOfOthers(t *testing.T) {
	for _, text := range []string{"", "https://example.com/report/1"} {
		if marks := markFacts(coded(t, 200, text, 27, 0), 200, Page{Number: 1, WidthPt: 595, HeightPt: 842}); len(marks) != 0 {
			t.Errorf("%q: %+v", text, marks)
		}
	}
	if marks := markFacts(image.NewRGBA(image.Rectangle{}), 72, Page{Number: 1}); len(marks) != 0 {
		t.Errorf("%+v", marks)
	}
}

// What looking for a code costs on a page without one.
func BenchmarkFormCode(b *testing.B) {
	for name, text := range map[string]string{"none": "", "one": heldCode} {
		m := &marker{img: coded(b, 200, text, 27, 0.01), scale: 200.0 / 72}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				m.marks = nil
				m.findCode()
			}
		})
	}
}
