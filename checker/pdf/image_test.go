package pdf

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"testing"

	"lianshen/testdata/hostile"
)

// pictured returns an A4 page with a grey picture X of w × h pixels and the given content.
func pictured(w, h int, more, content string) []byte {
	f := &hostile.File{}
	tree := f.Reserve()
	mask := f.Stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8", w, h), make([]byte, w*h))
	if more == "mask" {
		more = fmt.Sprintf("/SMask %d 0 R", mask)
	}
	im := f.Stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 %s", w, h, more), make([]byte, w*h))
	resources := fmt.Sprintf("/Resources << /XObject << /X %d 0 R >> >>", im)
	form := f.Stream("/Type /XObject /Subtype /Form /BBox [0 0 1000 1000] /Matrix [0.5 0 0 0.5 100 0] "+resources, []byte("q 400 0 0 200 0 600 cm /X Do Q"))
	page := f.Page(tree, fmt.Sprintf("/MediaBox [0 0 595 842] /Resources << /XObject << /X %d 0 R /F %d 0 R >> >>", im, form), content)
	f.Pages(tree, page)
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

func TestImages(t *testing.T) {
	full := "q 595 0 0 842 0 0 cm /X Do Q"
	strips := ""
	for i := range 8 {
		strips += fmt.Sprintf("q 595 0 0 105.25 0 %g cm /X Do Q ", 105.25*float64(i))
	}
	tests := map[string]struct {
		w, h          int
		more, content string
		count         int
		scan          float64
		box           Box
		alpha         bool
	}{
		"page-filling":       {595, 842, "", full, 1, 72, Box{0, 0, 595, 842}, false},
		"strips":             {1190, 210, "", strips, 8, 143.7, Box{0, 736.75, 595, 842}, false},
		"photograph":         {400, 200, "", "q 200 0 0 100 50 600 cm /X Do Q", 1, 0, Box{50, 142, 250, 242}, false},
		"inside a form":      {400, 200, "", "/F Do", 1, 0, Box{100, 442, 300, 542}, false},
		"with soft mask":     {100, 100, "mask", "q 100 0 0 100 0 0 cm /X Do Q", 1, 0, Box{0, 742, 100, 842}, true},
		"turned by 90°":      {400, 200, "", "q 0 200 -100 0 300 300 cm /X Do Q", 1, 0, Box{200, 342, 300, 542}, false},
		"sticks out of page": {100, 100, "", "q 595 0 0 842 -500 0 cm /X Do Q", 1, 0, Box{-500, 0, 95, 842}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			page, err := open(t, pictured(tt.w, tt.h, tt.more, tt.content), Limits{}).Page(context.Background(), 1)
			if err != nil {
				t.Fatal(err)
			}
			if len(page.Images) != tt.count {
				t.Fatalf("%d images, want %d", len(page.Images), tt.count)
			}
			im := page.Images[0]
			if apart(im.Box, tt.box) > 0.1 || im.Alpha != tt.alpha || im.Colour || im.WidthPx != tt.w {
				t.Errorf("image %+v, want box %v, alpha %v", im, tt.box, tt.alpha)
			}
			if math.Abs(page.ScanDPI-tt.scan) > 1 {
				t.Errorf("scan %v dpi, want %v", page.ScanDPI, tt.scan)
			}
		})
	}
}

// taken returns a photograph with EXIF: time and, when gps is set, a place in Dongguan.
func taken(gps bool) []byte {
	var j bytes.Buffer
	m := image.NewRGBA(image.Rect(0, 0, 96, 72))
	for i := range m.Pix {
		m.Pix[i] = uint8(i)
	}
	_ = jpeg.Encode(&j, m, nil)
	app1 := append([]byte("Exif\x00\x00"), exif(gps)...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(app1)+2))...)
	return append(append(out, app1...), j.Bytes()[2:]...)
}

// exif writes a little-endian TIFF: IFD0 → Exif IFD with DateTimeOriginal, and a GPS IFD.
func exif(gps bool) []byte {
	le := binary.LittleEndian
	entry := func(b []byte, tag, kind uint16, count, value uint32) []byte {
		return le.AppendUint32(le.AppendUint32(le.AppendUint16(le.AppendUint16(b, tag), kind), count), value)
	}
	const ifd0, sub, place, data = 8, 38, 56, 110
	b := append([]byte("II*\x00"), le.AppendUint32(nil, ifd0)...)
	b = le.AppendUint16(b, 2)
	b = entry(b, 0x8769, 4, 1, sub)
	b = entry(b, 0x8825, 4, 1, place)
	b = le.AppendUint32(b, 0)
	b = le.AppendUint16(b, 1)
	b = entry(b, 0x9003, 2, 20, data)
	b = le.AppendUint32(b, 0)
	count := uint16(0)
	if gps {
		count = 4
	}
	b = le.AppendUint16(b, count)
	b = entry(b, 1, 2, 2, 'N')
	b = entry(b, 2, 5, 3, data+20)
	b = entry(b, 3, 2, 2, 'E')
	b = entry(b, 4, 5, 3, data+44)
	b = le.AppendUint32(b, 0)
	b = append(b, "2026:09:12 10:20:00\x00"...)
	for _, v := range []uint32{23, 1, 1, 1, 1500, 100, 113, 1, 45, 1, 0, 1} {
		b = le.AppendUint32(b, v)
	}
	return b
}

func withJPEG(j []byte) []byte {
	f := &hostile.File{}
	tree := f.Reserve()
	im := f.Stream("/Type /XObject /Subtype /Image /Width 96 /Height 72 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", j)
	page := f.Page(tree, fmt.Sprintf("%s /Resources << /XObject << /X %d 0 R >> >>", a4, im), "q 192 0 0 144 100 500 cm /X Do Q")
	f.Pages(tree, page)
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree))
}

func TestPhotos(t *testing.T) {
	for _, gps := range []bool{false, true} {
		photos, err := open(t, withJPEG(taken(gps)), Limits{}).Photos(context.Background(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(photos) != 1 {
			t.Fatalf("%d photos, want 1", len(photos))
		}
		p := photos[0]
		if p.EXIF.TakenAt != "2026-09-12T10:20:00" {
			t.Errorf("taken at %q", p.EXIF.TakenAt)
		}
		if (p.EXIF.Lat != nil) != gps {
			t.Fatalf("place %v, want %v", p.EXIF.Lat, gps)
		}
		if gps && (math.Abs(*p.EXIF.Lat-(23+1.0/60+15.0/3600)) > 1e-3 || math.Abs(*p.EXIF.Lon-113.75) > 1e-3) {
			t.Errorf("place %v, %v", *p.EXIF.Lat, *p.EXIF.Lon)
		}
		if _, err := jpeg.Decode(bytes.NewReader(p.JPEG)); err != nil {
			t.Errorf("stored JPEG: %v", err)
		}
		if !p.Colour {
			t.Error("a colour photograph is called grey")
		}
	}
}

// FuzzEXIF feeds broken metadata; readEXIF must give nothing or something plausible.
func FuzzEXIF(f *testing.F) {
	f.Add(taken(true))
	f.Add(taken(false))
	f.Fuzz(func(t *testing.T, data []byte) {
		e := readEXIF(data)
		if e.Lat != nil && (math.IsNaN(*e.Lat) || math.Abs(*e.Lat) > 90) {
			t.Fatalf("latitude %v", *e.Lat)
		}
		if n := len(e.TakenAt); n != 0 && n != len("2026-09-12T10:20:00") {
			t.Fatalf("time %q", e.TakenAt)
		}
	})
}

// TestRenderBox compares a part with the same part of the whole page.
func TestRenderBox(t *testing.T) {
	d := open(t, onePage(a4+" /Rotate 90 "+helvFont, "1 0 0 rg 100 200 50 70 re f BT /F1 30 Tf 200 300 Td (Part) Tj ET"), Limits{})
	whole, err := d.Render(context.Background(), 1, 144)
	if err != nil {
		t.Fatal(err)
	}
	part, err := d.RenderBox(context.Background(), 1, Box{180, 80, 400, 300}, 144)
	if err != nil {
		t.Fatal(err)
	}
	if size := part.Image.Bounds().Size(); size != image.Pt(440, 440) {
		t.Fatalf("size %v", size)
	}
	inked := 0
	for y := range 440 {
		for x := range 440 {
			got, want := part.Image.RGBAAt(x, y), whole.Image.RGBAAt(x+360, y+160)
			if !near(got, want) {
				t.Fatalf("pixel %d,%d is %v, want %v", x, y, got, want)
			}
			if got != (color.RGBA{255, 255, 255, 255}) {
				inked++
			}
		}
	}
	if inked < 1000 {
		t.Errorf("only %d pixels are painted", inked)
	}
}

// TestRenderBands compares a page that takes several bands with one that takes one.
func TestRenderBands(t *testing.T) {
	d := open(t, onePage("/MediaBox [0 0 4000 4000]", "0 0 1 rg 0 0 m 4000 4000 l 4000 0 l f"), Limits{})
	p, err := d.Render(context.Background(), 1, 100)
	if err != nil {
		t.Fatal(err)
	}
	side := p.Image.Bounds().Dy()
	if side*side <= bandPixels {
		t.Fatalf("%d pixels fit into one band", side*side)
	}
	for y := 50; y < side; y += 97 {
		for _, tt := range []struct {
			x    int
			want color.RGBA
		}{{side - y - 5, color.RGBA{255, 255, 255, 255}}, {side - y + 5, color.RGBA{0, 0, 255, 255}}} {
			if got := p.Image.RGBAAt(tt.x, y); got != tt.want {
				t.Fatalf("pixel %d,%d is %v, want %v", tt.x, y, got, tt.want)
			}
		}
	}
}
