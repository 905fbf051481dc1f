package checker

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"lianshen/checker/picture"
	"lianshen/ocr"
)

// pointsPerPixel of a picture file, whose scale is not known: one, so that boxes are pixels.
const pointsPerPixel = 72.0

// InspectPicture reads the seals of a PNG or JPEG file as those of one page. Boxes are in
// pixels of the upright picture, and diameters are unknown: a picture does not tell how
// large it is on paper.
//
// Files that are filed are PDFs; this is for measuring on pictures, so lines and fields are
// not read. Errors: those of picture.Decode.
func (i *Inspector) InspectPicture(ctx context.Context, src Source) (*Inspection, error) {
	start := time.Now()
	img, err := picture.Decode(src.Data)
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", src.Name, err)
	}
	in := newPictureInspection(i, src)
	page := Page{
		Number: 1, WidthPt: float64(img.Rect.Dx()), HeightPt: float64(img.Rect.Dy()), TextSource: TextNone,
		Colour: ocr.IsColour(img), Blank: ocr.IsBlank(img), Lines: []Line{},
	}
	in.Facts.Pages = append(in.Facts.Pages, page)
	found, err := i.Seals.ReadSeals(ctx, ocr.Page{Image: img})
	if err != nil {
		return nil, fmt.Errorf("read the seals of %q: %w", src.Name, err)
	}
	fromScan := func(ocr.Box) ocr.Origin { return ocr.FromScan }
	if in.Facts.Seals, err = in.sealFacts(1, found, newFrame(img, pointsPerPixel, 0), fromScan); err != nil {
		return nil, err
	}
	in.Facts.Timing.Total = time.Since(start).Milliseconds()
	in.Facts.Timing.Seals = in.Facts.Timing.Total
	return in, nil
}

func newPictureInspection(i *Inspector, src Source) *Inspection {
	sum := sha256.Sum256(src.Data)
	facts := &Facts{
		Schema: FactsSchema,
		File: File{
			Name: src.Name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(src.Data)), Pages: 1, PagesInspected: 1,
			StructureComplete: true, Revisions: 1, ActiveContent: []string{},
		},
		Pages: []Page{}, Seals: []Seal{}, Signatures: []Signature{}, Marks: []Mark{},
		Fields: map[string][]Field{}, Tables: []Table{}, Photos: []Photo{},
		Engines: Engines{Lianshen: i.Version},
	}
	if i.Text != nil {
		facts.Engines.OCR = known(i.Text.Name())
	}
	return &Inspection{Facts: facts, Posteriors: map[string]*ocr.Posteriors{}, Evidence: map[string][]byte{}, turned: map[int]turnedLines{}}
}
