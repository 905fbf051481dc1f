package main

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker/eval"
)

// TestEvalPictures measures a folder of pictures: a blank one, and one that is none, which
// is refused in the cell and stays in the count.
func TestEvalPictures(t *testing.T) {
	_, env := goldenEnv(t)
	dir := t.TempDir()
	blank := image.NewRGBA(image.Rect(0, 0, 300, 200))
	draw.Draw(blank, blank.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	var file bytes.Buffer
	if err := png.Encode(&file, blank); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"blank.png": file.String(), "broken.jpg": "\xff\xd8\xff", "labels.tsv": "file\tkind\tshape\tbbox\nblank.png\tno-seal\nbroken.jpg\tcrop\tround\t[1,1,200,200]\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var got struct {
		Refused  []string
		Pictures []eval.Picture
	}
	if err := json.Unmarshal(lianshen(t, env, "eval", "--json", "seals", dir), &got); err != nil {
		t.Fatal(err)
	}
	want := []eval.Picture{{Path: "blank.png", Titles: []eval.PictureTitle{}}, {Path: "broken.jpg", Seals: 1, Titles: []eval.PictureTitle{}}}
	if diff := cmp.Diff(want, got.Pictures); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"broken.jpg"}, got.Refused); diff != "" {
		t.Error(diff)
	}
}

// The thresholds of the card are those of the rules.
func TestThresholds(t *testing.T) {
	got, err := thresholds()
	if err != nil {
		t.Fatal(err)
	}
	if got.Decide <= 0 || got.Decide >= 1 || len(got.Critical) == 0 {
		t.Errorf("thresholds %+v", got)
	}
}
