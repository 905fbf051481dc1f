package sealtest_test

import (
	"errors"
	"image"
	"image/color"
	"math/rand/v2"
	"os"
	"testing"

	"lianshen/ocr"
	"lianshen/ocr/seal/sealtest"
)

// Every decoy leaves something on the page, near its place, and the same for the same seed.
func TestDecoys(t *testing.T) {
	for _, d := range sealtest.Decoys() {
		t.Run(d.Name, func(t *testing.T) {
			draw := func() *image.RGBA {
				m := paper(500, 500)
				err := d.Draw(m, 250, 250, 200, color.RGBA{200, 30, 30, 255}, rand.New(rand.NewPCG(3, 3)))
				if errors.Is(err, sealtest.ErrNoFont) && os.Getenv("LIANSHEN_REQUIRE_ENGINES") != "1" {
					t.Skip("skipped: ", err)
				}
				if err != nil {
					t.Fatal(err)
				}
				return m
			}
			m := draw()
			box := ocr.Box{500, 500, 0, 0}
			for i := 0; i < len(m.Pix); i += 4 {
				if m.Pix[i+2] < 245 {
					x, y := float64(i/4%500), float64(i/4/500)
					box = box.Union(ocr.Box{x, y, x + 1, y + 1})
				}
			}
			if box.Width() < 60 || box.Height() < 30 || box[0] < 60 || box[2] > 440 || box[1] < 60 || box[3] > 440 {
				t.Errorf("drawn over %.0f, want it around the middle, some 200 pixels wide", box)
			}
			if string(draw().Pix) != string(m.Pix) {
				t.Error("the same seed drew another picture")
			}
		})
	}
}

// A slanted photograph says where its boxes went.
func TestSlantMovesBoxes(t *testing.T) {
	m, box := stamp(t, sealtest.Params{Title: "东莞市绿源纸业有限公司"})
	for _, axis := range []float64{0, 30, 90} {
		photo, place := sealtest.Slant(m, 18, axis)
		if got := inkedRed(photo); got.IoU(place(box)) < 0.95 {
			t.Errorf("axis %.0f: ink at %.0f, said to be at %.0f", axis, got, place(box))
		}
	}
}

// inkedRed is the box around red pixels.
func inkedRed(m *image.RGBA) ocr.Box {
	box := ocr.Box{1e9, 1e9, 0, 0}
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			if c := m.RGBAAt(x, y); int(c.R)-int(c.G) > 50 {
				box = box.Union(ocr.Box{float64(x), float64(y), float64(x + 1), float64(y + 1)})
			}
		}
	}
	return box
}
