package pdf

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"strings"
	"testing"

	"lianshen/testdata/hostile"
)

// scan returns a file of pages A4 scans at 200 dpi, stored as colour JPEG.
func scan(pages int) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 1654, 2339))
	random := rand.New(rand.NewPCG(1, 2))
	for y := range 2339 {
		for x := range 1654 {
			v := uint8(235 + random.IntN(20))
			if y%60 < 30 && x/7*y/5%3 == 0 && x > 150 && x < 1500 {
				v = uint8(random.IntN(60))
			}
			m.SetRGBA(x, y, color.RGBA{v, v, v, 255})
		}
	}
	var j bytes.Buffer
	_ = jpeg.Encode(&j, m, &jpeg.Options{Quality: 75})
	f := &hostile.File{}
	tree := f.Reserve()
	numbers := make([]int, pages)
	for i := range numbers {
		im := f.Stream("/Type /XObject /Subtype /Image /Width 1654 /Height 2339 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", j.Bytes())
		numbers[i] = f.Page(tree, fmt.Sprintf("%s /Resources << /XObject << /Im %d 0 R >> >>", a4, im), "q 595.28 0 0 841.89 0 0 cm /Im Do Q")
	}
	f.Pages(tree, numbers...)
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

// printed returns a page of 40 lines of 50 letters.
func printed() []byte {
	var b strings.Builder
	for i := range 40 {
		fmt.Fprintf(&b, "BT /F1 10 Tf 60 %d Td (%s) Tj ET\n", 780-18*i, strings.Repeat("Facts, read", 5)[:50])
	}
	return onePage(a4+" "+helvFont, b.String())
}

func BenchmarkRenderScan200(b *testing.B) {
	d := open(b, scan(2), Limits{})
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := d.Render(context.Background(), 1+i%2, 200); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTextPage(b *testing.B) {
	d := open(b, printed(), Limits{})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := d.Text(context.Background(), 1); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenAndStructure(b *testing.B) {
	data := printed()
	for b.Loop() {
		d := open(b, data, Limits{})
		if _, err := d.Structure(context.Background()); err != nil {
			b.Fatal(err)
		}
		if err := d.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWarmRuntime starts an engine whose compiled form is in the cache.
func BenchmarkWarmRuntime(b *testing.B) {
	dir := b.TempDir()
	for i := 0; b.Loop(); i++ {
		r, err := NewRuntime(context.Background(), Config{CacheDir: dir})
		if err != nil {
			b.Fatal(err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
		if i == 0 {
			b.ResetTimer() // the first one compiled
		}
	}
}
