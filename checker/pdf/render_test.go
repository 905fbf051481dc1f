package pdf

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"math"
	"testing"
)

// ink returns the bounds, in points, of the pixels that are nearest to want.
func ink(p Picture, want color.RGBA) Box {
	b := Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	bounds := p.Image.Bounds()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			if near(p.Image.RGBAAt(x, y), want) {
				b = b.union(Box{float64(x), float64(y), float64(x + 1), float64(y + 1)})
			}
		}
	}
	for i := range b {
		b[i] *= 72 / p.DPI
	}
	return b
}

func near(a, b color.RGBA) bool {
	d := func(x, y uint8) int { return max(int(x), int(y)) - min(int(x), int(y)) }
	return d(a.R, b.R) < 60 && d(a.G, b.G) < 60 && d(a.B, b.B) < 60
}

func apart(a, b Box) float64 {
	most := 0.0
	for i := range a {
		most = max(most, math.Abs(a[i]-b[i]))
	}
	return most
}

var (
	black = color.RGBA{0, 0, 0, 255}
	red   = color.RGBA{220, 20, 30, 255}
)

// TestBoxesLieOnInk renders every rotation with a CropBox that starts elsewhere than at the
// origin, and compares the boxes of text and pictures with the pixels that are painted.
func TestBoxesLieOnInk(t *testing.T) {
	for _, rotation := range []int{0, 90, 180, 270, -90, 450} {
		for _, crop := range []string{"", "/CropBox [30 40 500 700]", "/CropBox [-50 -50 400 650]"} {
			t.Run(fmt.Sprintf("%d %s", rotation, crop), func(t *testing.T) {
				entries := fmt.Sprintf("%s %s /Rotate %d /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>", a4, crop, rotation)
				d := open(t, onePage(entries, "BT /F1 40 Tf 100 300 Td (HEH) Tj ET q 80 0 0 50 200 450 cm "+redInline+" Q"), Limits{})
				checkBoxes(t, d)
			})
		}
	}
}

// redInline is an inline picture of one red pixel.
const redInline = "BI /W 1 /H 1 /CS /RGB /BPC 8 /F /AHx ID dc141e> EI"

func checkBoxes(t *testing.T, d *Document) {
	t.Helper()
	ctx := context.Background()
	picture, err := d.Render(ctx, 1, 144)
	if err != nil {
		t.Fatal(err)
	}
	text, err := d.Text(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	page, err := d.Page(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	union := text.Lines[0].Chars[0].Box
	for _, l := range text.Lines {
		union = union.union(l.Box)
	}
	if got := ink(picture, black); apart(got, union) > 2 {
		t.Errorf("text boxes %v, ink %v", union, got)
	}
	if len(page.Images) != 1 {
		t.Fatalf("%d images, want 1", len(page.Images))
	}
	if got := ink(picture, red); apart(got, page.Images[0].Box) > 1 {
		t.Errorf("image box %v, ink %v", page.Images[0].Box, got)
	}
	size := picture.Image.Bounds().Size()
	if want := image.Pt(pixels(page.Width, 144), pixels(page.Height, 144)); size != want {
		t.Errorf("picture %v, want %v", size, want)
	}
}

func TestRenderLowersResolution(t *testing.T) {
	d := open(t, onePage("/MediaBox [0 0 720 720]", ""), Limits{MaxPixels: 2_000_000})
	p, err := d.Render(context.Background(), 1, 300)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(p.Image.Pix) / 4; n > 2_000_000 || n < 1_900_000 {
		t.Errorf("%d pixels, want just below 2 000 000", n)
	}
	if p.DPI >= 300 || p.DPI < 72 {
		t.Errorf("DPI %v", p.DPI)
	}
}

func TestRenderRefusesHugePage(t *testing.T) {
	d := open(t, onePage("/MediaBox [0 0 14400 14400]", ""), Limits{MaxPixels: 2_000_000})
	if _, err := d.Render(context.Background(), 1, 200); !errors.Is(err, ErrPageTooLarge) {
		t.Errorf("error %v, want %v", err, ErrPageTooLarge)
	}
}
