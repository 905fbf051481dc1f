package checker

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"testing"

	"lianshen/checker/picture"
	"lianshen/ocr"
)

// sealAt reads one seal wherever it looks and remembers the scale it was told.
type sealAt struct {
	box ocr.Box
	dpi float64
}

func (s *sealAt) ReadSeals(_ context.Context, p ocr.Page) ([]ocr.Seal, error) {
	s.dpi = p.DPI
	return []ocr.Seal{{Box: s.box, Shape: ocr.Round, Title: "东莞市绿源纸业有限公司", TitleScore: 0.9}}, nil
}

// Boxes of a picture are its pixels and no scale is claimed for it.
func TestInspectPicture(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewRGBA(image.Rect(0, 0, 400, 300))); err != nil {
		t.Fatal(err)
	}
	reader := &sealAt{box: ocr.Box{10, 20, 110, 120}, dpi: -1}
	in, err := (&Inspector{Seals: reader}).InspectPicture(context.Background(), Source{Name: "a.png", Data: file.Bytes()})
	if err != nil {
		t.Fatal(err)
	}
	if reader.dpi != 0 {
		t.Errorf("the reader was told %g dpi, want 0 for unknown", reader.dpi)
	}
	f := in.Facts
	if f.Pages[0].WidthPt != 400 || f.Pages[0].HeightPt != 300 || f.File.Pages != 1 {
		t.Errorf("page %+v", f.Pages[0])
	}
	if len(f.Seals) != 1 || f.Seals[0].Box != reader.box || f.Seals[0].DiameterMM != nil {
		t.Errorf("seals %+v", f.Seals)
	}
}

func TestInspectPictureRefuses(t *testing.T) {
	_, err := (&Inspector{Seals: &sealAt{}}).InspectPicture(context.Background(), Source{Name: "a.jpg", Data: []byte("%PDF-1.7")})
	if !errors.Is(err, picture.ErrUnknown) {
		t.Errorf("a PDF is no picture, got %v", err)
	}
}
