package photosheet_test

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"lianshen/checker/pdf"
	"lianshen/internal/errs"
	"lianshen/workflow/formcode"
	"lianshen/workflow/photosheet"
)

var out = flag.String("out", "", "folder to write the sheet into, to look at it")

// scene is a picture that is red at its top left.
func scene(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{90, 140, uint8(80 + 120*x/w), 255}
			if x < w/3 && y < h/3 {
				c = color.RGBA{230, 10, 10, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func encoded(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// camera adds what a camera notes: how it was held.
func camera(raw []byte, orientation uint16) []byte {
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	tiff = append(binary.BigEndian.AppendUint16(tiff, orientation), 0, 0, 0, 0, 0, 0)
	app1 := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(app1)+2))
	return append(append(head, app1...), raw[2:]...)
}

// Pictures stand upright, turned as asked, and no larger than they are shown.
func TestPrepare(t *testing.T) {
	wide := encoded(t, scene(3000, 1500))
	for name, tt := range map[string]struct {
		raw  []byte
		turn int
		w, h int
		// red is where the red corner comes to stand, in parts of the picture.
		red [2]float64
	}{
		"as it is":         {wide, 0, 1400, 700, [2]float64{.1, .1}},
		"turned":           {wide, 1, 500, 1000, [2]float64{.9, .1}},
		"upside down":      {wide, 2, 1400, 700, [2]float64{.9, .9}},
		"turned back":      {wide, -1, 500, 1000, [2]float64{.1, .9}},
		"held sideways":    {camera(wide, 6), 0, 500, 1000, [2]float64{.9, .1}},
		"sideways, turned": {camera(wide, 6), 3, 1400, 700, [2]float64{.1, .1}},
		"small":            {encoded(t, scene(300, 200)), 0, 300, 200, [2]float64{.1, .1}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := photosheet.Prepare(tt.raw, tt.turn)
			if err != nil {
				t.Fatal(err)
			}
			m, err := jpeg.Decode(bytes.NewReader(p.JPEG))
			if err != nil || m.Bounds().Dx() != tt.w || m.Bounds().Dy() != tt.h {
				t.Fatalf("%v, %v", m.Bounds(), err)
			}
			r, g, _, _ := m.At(int(tt.red[0]*float64(tt.w)), int(tt.red[1]*float64(tt.h))).RGBA()
			if r < 0xb000 || g > 0x4000 {
				t.Errorf("%x %x at %v", r, g, tt.red)
			}
		})
	}
}

// bomb is a PNG of some hundred bytes that claims 30 000 by 30 000 pixels.
func bomb(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	raw := b.Bytes()
	binary.BigEndian.PutUint32(raw[16:], 30_000)
	binary.BigEndian.PutUint32(raw[20:], 30_000)
	return raw
}

func TestPrepareRefuses(t *testing.T) {
	whole := encoded(t, scene(200, 100))
	for name, tt := range map[string]struct {
		raw  []byte
		code string
	}{
		"nothing": {nil, "picture.unknown"}, "a PDF": {[]byte("%PDF-1.7"), "picture.unknown"}, "truncated": {whole[:len(whole)/2], "picture.damaged"},
		"a bomb": {bomb(t), "picture.damaged"}, "a head alone": {whole[:20], "picture.damaged"},
	} {
		_, err := photosheet.Prepare(tt.raw, 0)
		e := errs.As(err)
		if e == nil || e.Code != tt.code && (name != "a bomb" || e.Code != "picture.too_large") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func sheet(t *testing.T, n int) (*photosheet.Sheet, []byte) {
	t.Helper()
	s := &photosheet.Sheet{
		Enterprise: "东莞市清源纺织犇有限公司", Outlets: "DW001、DA001", Contractor: "", Code: formcode.Code{Project: "0190c0de-0000-7000-8000-000000000000", Slug: "installation-photos"},
	}
	var files []byte
	for i := range n {
		m := scene(600, 400)
		if i%3 == 1 {
			m = scene(400, 600)
		}
		p, err := photosheet.Prepare(encoded(t, m), 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, p.JPEG...)
		s.Pictures = append(s.Pictures, photosheet.Picture{Caption: fmt.Sprintf("监测站房第%d处", i+1), Bytes: len(p.JPEG), Taken: "2026-10-01 09:12"})
	}
	return s, files
}

func written(t *testing.T, s *photosheet.Sheet, files []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := photosheet.Write(&b, s, files, time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The sheet is a PDF of upright A4 pages whose text says what it must, read by the reader that
// reads what is filed.
func TestWrite(t *testing.T) {
	s, files := sheet(t, 3)
	s.Pictures[0] = photosheet.Picture{Caption: "COD 分析仪", View: "nameplate", Bytes: s.Pictures[0].Bytes}
	s.Pictures[1].View, s.Pictures[1].Caption = "station_outside", strings.Repeat("很长的说明", 40)
	raw := written(t, s, files)
	if *out != "" {
		if err := os.WriteFile(filepath.Join(*out, "photos.pdf"), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := api.Validate(bytes.NewReader(raw), nil); err != nil {
		t.Error(err)
	}
	runtime, err := pdf.NewRuntime(t.Context(), pdf.Config{})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := runtime.Open(t.Context(), raw, pdf.Limits{})
	if err != nil || doc.Pages() != 3 {
		t.Fatalf("%v", err)
	}
	defer doc.Close()
	text := ""
	for n := range 3 {
		page, err := doc.Page(t.Context(), n+1)
		if err != nil {
			t.Fatal(err)
		}
		if page.Width > page.Height {
			t.Errorf("page %d lies on its side", n+1)
		}
		said, err := doc.Text(t.Context(), n+1)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range said.Lines {
			text += l.Text
		}
	}
	for _, want := range []string{"污染源自动监控设施安装图片", "东莞市清源纺织犇有限公司", "DW001、DA001", "此处加盖", "（盖章）", "COD 分析仪（铭牌）", "图3", "拍摄时间：2026-10-01 09:12", "第3页　共3页"} {
		if !strings.Contains(strings.Join(strings.Fields(text), ""), strings.Join(strings.Fields(want), "")) {
			t.Errorf("no %q in %q", want, text)
		}
	}
}

// As many pictures as are taken fit on the cover's list.
func TestWriteMany(t *testing.T) {
	s, files := sheet(t, photosheet.MaxPictures)
	raw := written(t, s, files)
	if n, err := api.PageCount(bytes.NewReader(raw), nil); err != nil || n != 25 {
		t.Errorf("%d pages, %v", n, err)
	}
	if *out != "" {
		if err := os.WriteFile(filepath.Join(*out, "photos-many.pdf"), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// Setting the text must not take longer than the pictures do.
func BenchmarkWrite(b *testing.B) {
	p, err := photosheet.Prepare(encoded(b, scene(600, 400)), 0)
	if err != nil {
		b.Fatal(err)
	}
	s := &photosheet.Sheet{Enterprise: "东莞市清源纺织有限公司", Code: formcode.Code{Project: "p", Slug: "s"}}
	for range photosheet.MaxPictures {
		s.Pictures = append(s.Pictures, photosheet.Picture{Caption: "化学需氧量水质自动监测仪正面", View: "analyser", Bytes: len(p.JPEG)})
	}
	files := bytes.Repeat(p.JPEG, len(s.Pictures))
	for b.Loop() {
		if err := photosheet.Write(io.Discard, s, files, time.Now()); err != nil {
			b.Fatal(err)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	s, files := sheet(t, 1)
	s.Pictures[0].Bytes++
	if err := photosheet.Write(&bytes.Buffer{}, s, files, time.Now()); err == nil {
		t.Error("a picture that is not whole was set")
	}
	s.Pictures[0].Bytes = 5
	if err := photosheet.Write(&bytes.Buffer{}, s, files, time.Now()); err == nil {
		t.Error("no picture was set")
	}
}
