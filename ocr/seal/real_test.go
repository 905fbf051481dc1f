package seal_test

import (
	"bufio"
	"context"
	"encoding/json"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianshen/ocr"
)

// label is one row of labels.tsv: a seal, or a region whose finds do not count.
type label struct {
	box    ocr.Box
	title  string
	centre string
	shape  string
	ignore bool
}

// TestRealSamples measures on pictures that cannot be part of the project. The folder
// named by LIANSHEN_REAL_SAMPLES holds them and a labels.tsv; LIANSHEN_DRAW_TO names a
// folder for pictures with the boxes drawn in.
func TestRealSamples(t *testing.T) {
	dir := os.Getenv("LIANSHEN_REAL_SAMPLES")
	if dir == "" {
		t.Skip("skipped: LIANSHEN_REAL_SAMPLES names no folder")
	}
	r := titled(stripReader(t))
	var sum tally
	for name, labels := range readLabels(t, dir) {
		page := ocr.Page{Image: decode(t, filepath.Join(dir, name))}
		seals, err := r.ReadSeals(context.Background(), page)
		if err != nil {
			t.Fatal(err)
		}
		sum.add(t, name, labels, seals)
		overlay(t, name, page.Image, seals)
	}
	sum.report(t)
	if sum.found < sum.seals-1 || sum.wrong > 1 {
		t.Errorf("found %d of %d seals with %d false, want at most one of each amiss", sum.found, sum.seals, sum.wrong)
	}
}

func readLabels(t *testing.T, dir string) map[string][]label {
	f, err := os.Open(filepath.Join(dir, "labels.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string][]label{}
	lines := bufio.NewScanner(f)
	lines.Scan() // heading
	for lines.Scan() {
		c := strings.Split(lines.Text(), "\t")
		if _, seen := out[c[0]]; !seen {
			out[c[0]] = nil // a picture may hold no seal
		}
		if len(c) < 11 || c[10] == "" {
			continue
		}
		var b [4]float64
		if err := json.Unmarshal([]byte(c[10]), &b); err != nil {
			t.Fatal(err)
		}
		out[c[0]] = append(out[c[0]], label{
			box:   ocr.Box{b[0], b[1], b[0] + b[2], b[1] + b[3]},
			shape: c[4], title: c[6], centre: c[7], ignore: c[1] == "ignore-region",
		})
	}
	return out
}

func decode(t *testing.T, path string) *image.RGBA {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	src, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	m := image.NewRGBA(image.Rect(0, 0, src.Bounds().Dx(), src.Bounds().Dy()))
	draw.Draw(m, m.Rect, src, src.Bounds().Min, draw.Src)
	return m
}

// overlay draws the boxes found, in green.
func overlay(t *testing.T, name string, m *image.RGBA, seals []ocr.Seal) {
	dir := os.Getenv("LIANSHEN_DRAW_TO")
	if dir == "" {
		return
	}
	green := image.NewUniform(color.RGBA{0, 160, 0, 255})
	for _, s := range seals {
		r := s.Box.Rect()
		draw.Draw(m, image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+2), green, image.Point{}, draw.Src)
		draw.Draw(m, image.Rect(r.Min.X, r.Max.Y-2, r.Max.X, r.Max.Y), green, image.Point{}, draw.Src)
		draw.Draw(m, image.Rect(r.Min.X, r.Min.Y, r.Min.X+2, r.Max.Y), green, image.Point{}, draw.Src)
		draw.Draw(m, image.Rect(r.Max.X-2, r.Min.Y, r.Max.X, r.Max.Y), green, image.Point{}, draw.Src)
	}
	savePNG(t, filepath.Join(dir, name+".png"), m)
}

func savePNG(t *testing.T, path string, m image.Image) {
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, m); err != nil {
		t.Fatal(err)
	}
}
