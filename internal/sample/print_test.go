package sample

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/seal"
)

// printed draws an impression on paper and passes it through the scanner.
func printed(r *rand.Rand, s Seal, dpi int) *image.RGBA {
	side := int(70.0 / 25.4 * float64(dpi))
	page := image.NewRGBA(image.Rect(0, 0, side, side))
	draw.Draw(page, page.Rect, image.White, image.Point{}, draw.Src)
	ink := s.ink(float64(dpi))
	at := image.Pt((side-ink.Rect.Dx())/2+r.IntN(9)-4, (side-ink.Rect.Dy())/2+r.IntN(9)-4)
	for y := range ink.Rect.Dy() {
		for x := range ink.Rect.Dx() {
			a := float64(ink.Pix[y*ink.Stride+x]) / 255
			o := page.PixOffset(at.X+x, at.Y+y)
			for k, c := range []uint8{s.Tint.R, s.Tint.G, s.Tint.B} {
				page.Pix[o+k] = uint8(255 - a*float64(255-c))
			}
		}
	}
	scan := Scan{DPI: dpi, Quality: 60, Paper: color.RGBA{252, 251, 246, 255}, Blur: 0.15, Noise: 3, Clean: 0.6}.feed(r)
	scan.Keystone, scan.WarpMM = [2]float64{}, 0
	return ocr.ToRGBA(scan.apply(page))
}

func printOf(t *testing.T, m *image.RGBA, dpi int) (ocr.Seal, bool) {
	t.Helper()
	found, err := seal.New(nil).ReadSeals(context.Background(), ocr.Page{Image: m, DPI: float64(dpi)})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 {
		return ocr.Seal{}, false
	}
	return found[0], true
}

// TestPrintsTellCopies: a copy is the same impression scanned again; two impressions of one
// stamp at the same angle are the hardest of those that are none. LIANSHEN_PRINT_PAIRS says
// how many are measured.
func TestPrintsTellCopies(t *testing.T) {
	faces, err := engravers()
	if err != nil {
		t.Skip(err)
	}
	pairs, err := strconv.Atoi(os.Getenv("LIANSHEN_PRINT_PAIRS"))
	if err != nil {
		pairs = 3
	}
	r := random(1900, "prints")
	names := newRegister(r)
	least, most, even := 1.0, 0.0, 1.0
	for range pairs {
		s := newCompany(r, names.next()).Official.press(r, 0.3)
		s.Face = faces[r.IntN(len(faces))]
		again := s.press(r, 0.3)
		again.AngleDeg = s.AngleDeg + between(r, -1, 1)
		dpi := pick(r, 150, 200, 300)
		first, ok1 := printOf(t, printed(r, s, dpi), dpi)
		second, ok2 := printOf(t, printed(r, s, dpi), dpi)
		other, ok3 := printOf(t, printed(r, again, dpi), dpi)
		if !ok1 || !ok2 || !ok3 || first.InkSpread == nil {
			t.Logf("%s was not found on all three", s.Title)
			continue
		}
		least, most = min(least, first.Print.Likeness(second.Print)), max(most, first.Print.Likeness(other.Print))
		even = min(even, *first.InkSpread)
	}
	t.Logf("likeness of copies at least %.3f, of other impressions at most %.3f; spread of ink at least %.3f", least, most, even)
	if least < 0.85 || most > 0.85 {
		t.Errorf("a copy has the likeness %.3f, another impression %.3f", least, most)
	}
	if even < 0.12 {
		t.Errorf("the ink of a stamp spreads by %.3f only", even)
	}
}
