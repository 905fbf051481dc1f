package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// corner has a red pixel block at its top left and is wider than high.
func corner() *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 64, 32))
	for y := range 32 {
		for x := range 64 {
			c := color.RGBA{255, 255, 255, 255}
			if x < 16 && y < 16 {
				c = color.RGBA{255, 0, 0, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// jpegWith encodes corner with an EXIF orientation.
func jpegWith(t *testing.T, orientation uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, corner(), &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	tiff = binary.BigEndian.AppendUint16(tiff, orientation)
	tiff = append(tiff, 0, 0, 0, 0, 0, 0)
	app1 := append([]byte("Exif\x00\x00"), tiff...)
	out := []byte{0xff, 0xd8, 0xff, 0xe1}
	out = binary.BigEndian.AppendUint16(out, uint16(len(app1)+2))
	return append(append(out, app1...), b.Bytes()[2:]...)
}

// The red corner comes to stand where the orientation says that the top left of the upright
// picture is not.
func TestOrientation(t *testing.T) {
	at := map[uint16]image.Point{ // a point within the red block of the upright picture
		1: {4, 4}, 2: {59, 4}, 3: {59, 27}, 4: {4, 27}, 5: {4, 4}, 6: {27, 4}, 7: {27, 59}, 8: {4, 59},
	}
	for orientation, p := range at {
		m, err := Decode(jpegWith(t, orientation))
		if err != nil {
			t.Fatal(err)
		}
		if wide := m.Rect.Dx() > m.Rect.Dy(); wide != (orientation < 5) {
			t.Errorf("orientation %d: %v", orientation, m.Rect)
			continue
		}
		if c := m.RGBAAt(p.X, p.Y); c.R < 200 || c.G > 90 {
			t.Errorf("orientation %d: %v at %v, want red", orientation, c, p)
		}
	}
}

func TestTransparencyIsPaper(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, 3, 3))); err != nil {
		t.Fatal(err)
	}
	m, err := Decode(b.Bytes())
	if err != nil || m.RGBAAt(1, 1) != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("transparent is %v, %v", m.RGBAAt(1, 1), err)
	}
}

func TestRefused(t *testing.T) {
	whole := jpegWith(t, 1)
	var huge bytes.Buffer
	if err := png.Encode(&huge, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	bomb := bytes.Clone(huge.Bytes())
	binary.BigEndian.PutUint32(bomb[16:], 30_000) // the size in the header, whose checksum fails first
	for name, tt := range map[string]struct {
		data []byte
		want error
	}{
		"empty": {nil, ErrUnknown}, "text": {[]byte("hello"), ErrUnknown}, "PDF": {[]byte("%PDF-1.7"), ErrUnknown},
		"cut": {whole[:len(whole)/2], ErrDamaged}, "head only": {whole[:4], ErrDamaged}, "wrong checksum": {bomb, ErrDamaged},
		"too many pixels": {wide(t), ErrTooLarge},
	} {
		if _, err := Decode(tt.data); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

// wide is the head of a JPEG that promises 60 000 × 60 000 pixels.
func wide(t *testing.T) []byte {
	t.Helper()
	data := jpegWith(t, 1)
	at := bytes.Index(data, []byte{0xff, 0xc0})
	if at < 0 {
		t.Fatal("no frame header")
	}
	binary.BigEndian.PutUint16(data[at+5:], 60_000)
	binary.BigEndian.PutUint16(data[at+7:], 60_000)
	return data
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00\x2a"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Decode(data)
		if (m == nil) == (err == nil) {
			t.Errorf("picture %v with error %v", m, err)
		}
	})
}
