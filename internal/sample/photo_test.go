package sample

import (
	"bytes"
	"image"
	"math"
	"math/bits"
	"testing"

	"github.com/rwcarlsen/goexif/exif"
)

// shots lays out the pictures of a dossier.
func shots(t *testing.T, medium string) []photograph {
	t.Helper()
	needFonts(t)
	faces, err := openFaces(0, true)
	if err != nil {
		t.Fatal(err)
	}
	return newComposer(newModel(1, medium, true), "installation-photos", faces, nil).photographs()
}

func TestPhotosCarryEXIF(t *testing.T) {
	for i, s := range shots(t, Water) {
		data, err := s.encode()
		if err != nil {
			t.Fatal(err)
		}
		x, err := exif.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", s.caption, err)
		}
		if at, err := x.DateTime(); err != nil || at.Format("2006-01-02T15:04:05") != s.taken {
			t.Errorf("%s: taken %v (%v), want %s", s.caption, at, err, s.taken)
		}
		lat, lon, err := x.LatLong()
		if (err == nil) != (s.gps != nil) {
			t.Errorf("picture %d: position %v", i, err)
		}
		if s.gps != nil && math.Hypot(lat-s.gps[0], lon-s.gps[1]) > 1e-4 {
			t.Errorf("position %v %v, want %v", lat, lon, *s.gps)
		}
	}
}

// TestPhotosDiffer: no two pictures of a dossier are alike to a difference hash, or a
// search for duplicates would rightly complain.
func TestPhotosDiffer(t *testing.T) {
	for _, medium := range []string{Water, Gas} {
		all := shots(t, medium)
		for i, a := range all {
			for _, b := range all[:i] {
				if d := bits.OnesCount64(differenceHash(a.img) ^ differenceHash(b.img)); d < 8 {
					t.Errorf("%s: %s and %s differ in %d bits of 64", medium, a.caption, b.caption, d)
				}
			}
		}
	}
}

// differenceHash compares neighbours on a grid of nine by eight.
func differenceHash(img *image.RGBA) uint64 {
	var h uint64
	level := func(x, y int) int {
		sum := 0
		for dy := range photoHeight / 8 {
			for dx := range photoWidth / 9 {
				sum += int(img.Pix[img.PixOffset(x*(photoWidth/9)+dx, y*(photoHeight/8)+dy)+1])
			}
		}
		return sum
	}
	for y := range 8 {
		for x := range 8 {
			h <<= 1
			if level(x, y) < level(x+1, y) {
				h |= 1
			}
		}
	}
	return h
}
