package checker

import (
	"image/color"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lianshen/ocr"
)

func captionsOf(photos []Photo) []string {
	out := make([]string, len(photos))
	for i, p := range photos {
		if p.Caption != nil {
			out[i] = *p.Caption
		}
	}
	return out
}

func TestAddCaptions(t *testing.T) {
	left, right, low := ocr.Box{60, 100, 260, 250}, ocr.Box{300, 100, 500, 250}, ocr.Box{60, 300, 260, 450}
	under := func(b ocr.Box, by float64) ocr.Box { return ocr.Box{b[0] + 40, b[3] + by, b[2] - 40, b[3] + by + 11} }
	over := func(b ocr.Box, by float64) ocr.Box { return ocr.Box{b[0] + 40, b[1] - by - 11, b[2] - 40, b[1] - by} }
	tests := []struct {
		name   string
		photos []ocr.Box
		lines  []Line
		want   []string
	}{
		{"below each", []ocr.Box{left, right}, []Line{{Text: "图1 排放口全景", Box: under(left, 6)}, {Text: "图2 站房内部", Box: under(right, 6)}}, []string{"图1 排放口全景", "图2 站房内部"}},
		{"centred words", []ocr.Box{left}, []Line{{Text: "采样点", Box: under(left, 8)}}, []string{"采样点"}},
		{"above when there is none below", []ocr.Box{left}, []Line{{Text: "照片一 铭牌", Box: over(left, 8)}}, []string{"照片一 铭牌"}},
		{"belongs to the upper one only", []ocr.Box{left, low}, []Line{{Text: "图1 仪器正面", Box: under(left, 10)}}, []string{"图1 仪器正面", ""}},
		{"numbered before nearer", []ocr.Box{left}, []Line{{Text: "现场拍摄", Box: under(left, 2)}, {Text: "图3 采样管路", Box: under(left, 14)}}, []string{"图3 采样管路"}},
		{"numbered at the side", []ocr.Box{left}, []Line{{Text: "图片4:流量计", Box: ocr.Box{60, 255, 130, 266}}}, []string{"图片4:流量计"}},
		{"read in two parts", []ocr.Box{left}, []Line{{Text: "巴歇尔槽", Box: ocr.Box{126, 256, 170, 268}}, {Text: "图3巴", Box: ocr.Box{103, 256, 136, 268}}}, []string{"图3巴歇尔槽"}},
		{"number in a wide box", []ocr.Box{left}, []Line{{Text: "总氮", Box: ocr.Box{126, 256, 170, 268}}, {Text: "图13", Box: ocr.Box{103, 256, 136, 268}}}, []string{"图13总氮"}},
		{"digit read twice", []ocr.Box{left}, []Line{{Text: "1总排口", Box: ocr.Box{126, 256, 170, 268}}, {Text: "图1", Box: ocr.Box{103, 256, 136, 268}}}, []string{"图1总排口"}},
		{"number and words apart", []ocr.Box{left}, []Line{{Text: "图3", Box: ocr.Box{103, 256, 125, 268}}, {Text: "槽", Box: ocr.Box{140, 257, 152, 268}}}, []string{"图3槽"}},
		{"row with the neighbour's", []ocr.Box{left, right}, []Line{{Text: "图1 沿河排放口全景及其标志牌", Box: ocr.Box{70, 256, 275, 268}}, {Text: "图2 监测站房内部及其视频监控", Box: ocr.Box{292, 256, 490, 268}}}, []string{"图1 沿河排放口全景及其标志牌", "图2 监测站房内部及其视频监控"}},
		{"too far", []ocr.Box{left}, []Line{{Text: "图1 排放口", Box: under(left, 30)}}, []string{""}},
		{"inside the photo", []ocr.Box{left}, []Line{{Text: "2026年4月 东莞市", Box: under(left, -14)}}, []string{""}},
		{"of the neighbour", []ocr.Box{left}, []Line{{Text: "图2 站房", Box: under(right, 6)}}, []string{""}},
		{"line over both columns", []ocr.Box{left}, []Line{{Text: "图1 站房 图2 仪器", Box: ocr.Box{80, 256, 480, 267}}}, []string{""}},
		{"sentence", []ocr.Box{left}, []Line{{Text: "以上图片均为现场拍摄。", Box: under(left, 8)}}, []string{""}},
		{"page number", []ocr.Box{left}, []Line{{Text: "第 2 页 共 5 页", Box: under(left, 8)}}, []string{""}},
		{"no Chinese", []ocr.Box{left}, []Line{{Text: "- 3 -", Box: under(left, 8)}}, []string{""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			photos := make([]Photo, len(tt.photos))
			for i, b := range tt.photos {
				photos[i].Box = b
			}
			addCaptions(photos, tt.lines, frame{scale: 1})
			if diff := cmp.Diff(tt.want, captionsOf(photos)); diff != "" {
				t.Errorf("captions (-want +got):\n%s", diff)
			}
		})
	}
}

// A box mapped to the page as displayed and back is the same box, whichever way it was turned.
func TestFrameUprightInvertsPoints(t *testing.T) {
	want := ocr.Box{10, 20, 110, 60}
	for turns := range 4 {
		f := frame{quarterTurns: turns, scale: 0.5, width: 800, height: 1000}
		if got := f.upright(f.points(want.Scale(2))); got != want {
			t.Errorf("%d turns: %v, want %v", turns, got, want)
		}
	}
}

// picturedSheet is a scan of w × h points with a picture rich in tones on it.
func picturedSheet(w, h int, b ocr.Box) *sheet {
	s := scanSheet(w, h)
	for y := int(b[1]); y < int(b[3]); y++ {
		for x := int(b[0]); x < int(b[2]); x++ {
			s.image.Set(x, y, color.RGBA{uint8(40 + x%160), uint8(30 + y%150), uint8(60 + (x+y)%90), 255})
		}
	}
	return s
}

func TestPhotoOnScan(t *testing.T) {
	printed := ocr.Box{100, 300, 300, 450}
	e := &fakeEngine{upright: []ocr.Line{{Text: "图1 标志牌", Box: ocr.Box{150, 458, 250, 470}, Score: 0.99}}}
	photos := readSheet(t, e, picturedSheet(420, 600, printed)).Photos
	if len(photos) != 1 || photos[0].Box.IoU(printed) < 0.9 {
		t.Fatalf("photos %+v, want one at %v", photos, printed)
	}
	p := photos[0]
	if p.Page != 1 || len(p.PHash) != 16 || p.Brightness <= 0 || p.TakenAt != nil || p.GPS != nil || p.View == nil || *p.View != "outlet_sign" {
		t.Errorf("photo %+v", p)
	}
	if diff := cmp.Diff([]string{"图1 标志牌"}, captionsOf(photos)); diff != "" {
		t.Errorf("caption (-want +got):\n%s", diff)
	}
}

// On a page that was turned the caption lies below the photo only in the upright picture.
func TestPhotoOnTurnedScan(t *testing.T) {
	shown := ocr.Box{340, 100, 490, 300}
	e := &fakeEngine{
		turns:    1,
		sideways: []ocr.Line{{Text: "乱", Box: ocr.Box{0, 0, 10, 10}, Score: 0.3}},
		// Displayed (x, y) is upright at (420 − y, x).
		upright: []ocr.Line{{Text: "图1 标志牌", Box: ocr.Box{170, 498, 270, 510}, Score: 0.99}},
	}
	photos := readSheet(t, e, picturedSheet(600, 420, shown)).Photos
	if len(photos) != 1 || photos[0].Box.IoU(shown) < 0.9 {
		t.Fatalf("photos %+v, want one at %v", photos, shown)
	}
	if diff := cmp.Diff([]string{"图1 标志牌"}, captionsOf(photos)); diff != "" {
		t.Errorf("caption (-want +got):\n%s", diff)
	}
}
