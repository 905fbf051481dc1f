package seal_test

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"lianshen/ocr"
	"lianshen/ocr/seal"
	"lianshen/ocr/seal/sealtest"
)

// sheet is an A4 page at 200 dpi under construction.
type sheet struct {
	*image.RGBA
	t *testing.T
}

const dpi = 200

func newSheet(t *testing.T, paper color.RGBA) sheet {
	m := image.NewRGBA(image.Rect(0, 0, 1654, 2339))
	draw.Draw(m, m.Rect, image.NewUniform(paper), image.Point{}, draw.Src)
	return sheet{m, t}
}

var (
	white  = color.RGBA{255, 255, 255, 255}
	black  = color.RGBA{20, 20, 24, 255}
	vermil = color.RGBA{216, 34, 40, 255}
)

// skipOrFail skips where the machine lacks something, and fails where it must not.
func skipOrFail(t *testing.T, err error) {
	t.Helper()
	if os.Getenv("LIANSHEN_REQUIRE_ENGINES") == "1" {
		t.Fatal(err)
	}
	t.Skip("skipped: ", err)
}

// write sets one line of text, its baseline at y.
func (s sheet) write(x, y int, px float64, c color.Color, text string) {
	s.t.Helper()
	fonts := sealtest.Fonts()
	if len(fonts) == 0 {
		skipOrFail(s.t, sealtest.ErrNoFont)
	}
	raw, err := os.ReadFile(fonts[0])
	if err != nil {
		s.t.Fatal(err)
	}
	all, err := opentype.ParseCollection(raw)
	if err != nil {
		s.t.Fatal(err)
	}
	f, err := all.Font(0)
	if err != nil {
		s.t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: px, DPI: 72})
	if err != nil {
		s.t.Fatal(err)
	}
	d := font.Drawer{Dst: s, Src: image.NewUniform(c), Face: face, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// body fills the page with black text.
func (s sheet) body() {
	for y := 420; y < 2200; y += 70 {
		s.write(180, y, 42, black, "本项目自动监测设备已按照技术规范安装并完成调试各项指标符合要求")
	}
}

func (s sheet) fill(r image.Rectangle, c color.Color) {
	draw.Draw(s, r, image.NewUniform(c), image.Point{}, draw.Src)
}

// disc fills a circle.
func (s sheet) disc(x, y, r int, c color.RGBA) {
	for v := y - r; v <= y+r; v++ {
		for u := x - r; u <= x+r; u++ {
			if math.Hypot(float64(u-x), float64(v-y)) <= float64(r) {
				s.SetRGBA(u, v, c)
			}
		}
	}
}

func (s sheet) stamp(x, y float64, p sealtest.Params) ocr.Box {
	s.t.Helper()
	box, err := sealtest.Draw(s.RGBA, x, y, p)
	if errors.Is(err, sealtest.ErrNoFont) {
		skipOrFail(s.t, err)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return box.Intersect(ocr.Box{0, 0, float64(s.Rect.Dx()), float64(s.Rect.Dy())})
}

// grey takes the colour away.
func (s sheet) grey() {
	for i := 0; i < len(s.Pix); i += 4 {
		y := uint8((int(s.Pix[i])*30 + int(s.Pix[i+1])*59 + int(s.Pix[i+2])*11) / 100)
		s.Pix[i], s.Pix[i+1], s.Pix[i+2] = y, y, y
	}
}

// grain adds the noise of a scanner.
func (s sheet) grain(seed uint64) {
	rng := rand.New(rand.NewPCG(seed, 1))
	for i := range s.Pix {
		if i%4 != 3 {
			s.Pix[i] = uint8(min(255, max(0, int(s.Pix[i])+rng.IntN(17)-8)))
		}
	}
}

func (s sheet) page() ocr.Page { return ocr.Page{Image: s.RGBA, DPI: dpi} }

func find(t *testing.T, p ocr.Page) []ocr.Seal {
	t.Helper()
	seals, err := seal.New(nil).ReadSeals(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	return seals
}
