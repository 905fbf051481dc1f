package eval

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/checker"
	"lianshen/ocr"
)

const labels = "file\tkind\tshape\tcolour\ttitle\tlegibility\tbbox\tcut_by_edge\tmore\r\n" +
	"b.png\tstamped-page\tround\tdark-red\t绿源纸业\tclear\t[10,20,200,210]\tno\tx\n" +
	"a.jpg\tno-seal\n" +
	"\n" +
	"b.png\tstamped-page\toval\tpurple\t清泉\tpartial\t[300,0,50,40]\tyes\n" +
	"b.png\tignore-region\t\t\t\t\t[0,0,5,5]\n"

func parseLabels(t *testing.T) []*Truth {
	t.Helper()
	truths, err := ParseLabels(strings.NewReader(labels))
	if err != nil {
		t.Fatal(err)
	}
	return truths
}

func TestParseLabels(t *testing.T) {
	truths := parseLabels(t)
	if len(truths) != 2 || truths[0].File != "b.png" || truths[1].File != "a.jpg" || len(truths[1].Seals) != 0 {
		t.Fatalf("read %+v", truths)
	}
	want := []TrueSeal{
		{Page: 1, Box: ocr.Box{10, 20, 210, 230}, Title: "绿源纸业", Shape: ocr.Round, Colour: ocr.Red, Complete: true, Conditions: &SealConditions{Ink: "dark-red", Legibility: "clear"}},
		{Page: 1, Box: ocr.Box{300, 0, 350, 40}, Title: "清泉", Shape: ocr.Oval, Colour: ocr.OtherColour, Conditions: &SealConditions{Ink: "purple", Legibility: "partial"}},
	}
	if diff := cmp.Diff(want, truths[0].Seals); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]ocr.Box{{0, 0, 5, 5}}, truths[0].Pages[0].Ignore); diff != "" {
		t.Error(diff)
	}
}

func TestParseLabelsRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "no columns": "a.png\t[1,2,3,4]\n", "a path": "file\tbbox\n../a.png\t[1,2,3,4]\n",
		"a flat box": "file\tbbox\na.png\t[1,2,3,0]\n", "no box": "file\tbbox\na.png\there\n", "no file": "file\tbbox\n\t[1,2,3,4]\n",
	} {
		if got, err := ParseLabels(strings.NewReader(text)); err == nil {
			t.Errorf("%s: read %+v", name, got)
		}
	}
}

// On a picture only clear titles are asked for, by size; what lies in an ignored region is
// neither right nor wrong.
func TestPictures(t *testing.T) {
	truths := parseLabels(t)
	stamped := &checker.Facts{Seals: []checker.Seal{
		{Page: 1, Box: ocr.Box{12, 20, 212, 228}, Title: text("绿原纸业")}, {Page: 1, Box: ocr.Box{0, 0, 6, 6}}, {Page: 1, Box: ocr.Box{500, 500, 600, 600}},
	}}
	empty := &checker.Facts{Seals: []checker.Seal{{Page: 1, Box: ocr.Box{0, 0, 90, 90}}}}
	r := Score([]Document{{Path: "b.png", Truth: truths[0], Facts: stamped}, {Path: "a.jpg", Truth: truths[1], Facts: empty}}, Aspects)
	for metric, want := range map[string]Figure{
		"picture_found": {1, 2}, "picture_false": {2, 2}, "picture_alarm": {1, 1}, "clear_exact": {0, 1}, "clear_closeness": {0.75, 1},
		"large_exact": {0, 1}, "large_closeness": {0.75, 1}, "seal_recall": {}, "title_exact": {}, "alarm_page": {},
	} {
		if got := r.Figure(metric, All); got != want {
			t.Errorf("%s = %v, want %v", metric, got, want)
		}
	}
	want := []Picture{
		{Path: "b.png", Seals: 2, Found: 1, False: 1, Titles: []PictureTitle{{Expected: "绿源纸业", Got: "绿原纸业", Closeness: 0.75, Pixels: 210}}},
		{Path: "a.jpg", False: 1, Titles: []PictureTitle{}},
	}
	if diff := cmp.Diff(want, r.Pictures); diff != "" {
		t.Error(diff)
	}
}
