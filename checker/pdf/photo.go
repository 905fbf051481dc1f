package pdf

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/bep/imagemeta"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// photoPixels is the shorter side, in pixels, from which a placed picture can be a
// photograph; smaller ones are logos and rules.
const photoPixels = 64

// Photo is a placed picture that does not fill the page. What it shows is seen with
// RenderBox; the stored bytes serve for what only they tell.
type Photo struct {
	Image
	// JPEG is the stream as stored, nil when the picture is not stored as plain JPEG.
	JPEG []byte
	EXIF EXIF
}

// EXIF is what the camera wrote into a photograph. It can be forged.
type EXIF struct {
	// TakenAt is DateTimeOriginal, the camera's local time without zone,
	// "2026-09-12T10:20:00"; "" when not given.
	TakenAt string
	// Lat and Lon are in degrees, WGS 84; nil when not given.
	Lat, Lon *float64
}

// Photos returns the pictures of page number that do not fill it, with their EXIF.
// Errors: ErrPageDamaged, ErrPageTimeout.
func (d *Document) Photos(ctx context.Context, number int) ([]Photo, error) {
	page, err := d.Page(ctx, number)
	if err != nil {
		return nil, err
	}
	if page.ScanDPI > 0 {
		return nil, nil
	}
	var photos []Photo
	err = d.do(ctx, func() error {
		photos = d.photos(page)
		return nil
	})
	if err != nil {
		return nil, pageError(err, number)
	}
	return photos, nil
}

func (d *Document) photos(page PageInfo) []Photo {
	var photos []Photo
	for _, image := range page.Images {
		if image.Cover >= fillShare || min(image.WidthPx, image.HeightPx) < photoPixels {
			continue
		}
		p := Photo{Image: image}
		if image.Filter == "DCTDecode" || image.Filter == "DCT" {
			p.JPEG = d.jpeg(page.Number, image)
			p.EXIF = readEXIF(p.JPEG)
		}
		photos = append(photos, p)
	}
	return photos
}

// jpeg returns the stored stream of a picture, nil when it is not plain JPEG or is larger
// than MaxDecodedBytes.
func (d *Document) jpeg(number int, image Image) []byte {
	o, err := d.object(number, image.path)
	if err != nil {
		return nil
	}
	raw, err := d.instance.FPDFImageObj_GetImageDataRaw(&requests.FPDFImageObj_GetImageDataRaw{ImageObject: o})
	if err != nil || int64(len(raw.Data)) > d.limits.MaxDecodedBytes || !bytes.HasPrefix(raw.Data, []byte("\xff\xd8\xff")) {
		return nil
	}
	return slices.Clone(raw.Data) // the answer may lie in WebAssembly memory
}

// object walks down to the page object at path.
func (d *Document) object(number int, path []int) (references.FPDF_PAGEOBJECT, error) {
	if len(path) == 0 {
		return "", fmt.Errorf("no path to the object")
	}
	first, err := d.instance.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: d.page(number), Index: path[0]})
	if err != nil {
		return "", err
	}
	o := first.PageObject
	for _, i := range path[1:] {
		next, err := d.instance.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)})
		if err != nil {
			return "", err
		}
		o = next.PageObject
	}
	return o, nil
}

// readEXIF reads time and place; whatever is wrong with the bytes, it gives what it could.
func readEXIF(jpeg []byte) (e EXIF) {
	defer func() { _ = recover() }() // a place of an unexpected type
	if len(jpeg) == 0 {
		return e
	}
	var tags imagemeta.Tags
	_, err := imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(jpeg), ImageFormat: imagemeta.JPEG, Sources: imagemeta.EXIF,
		HandleTag: func(tag imagemeta.TagInfo) error { tags.Add(tag); return nil },
	})
	if err != nil && len(tags.EXIF()) == 0 {
		return e
	}
	e.TakenAt = takenAt(tags)
	lat, lon, err := tags.GetLatLong()
	if err == nil && (lat != 0 || lon != 0) && math.Abs(lat) <= 90 && math.Abs(lon) <= 180 {
		e.Lat, e.Lon = &lat, &lon
	}
	return e
}

// takenAt rewrites DateTimeOriginal, "2026:09:12 10:20:00", in the form of ISO 8601.
func takenAt(tags imagemeta.Tags) string {
	value, _ := tags.EXIF()["DateTimeOriginal"].Value.(string)
	t, err := time.Parse("2006:01:02 15:04:05", strings.Trim(value, "\x00 "))
	if err != nil || !plausibleYear(t) {
		return ""
	}
	return t.Format("2006-01-02T15:04:05")
}

// plausibleYear leaves out the zero dates of cameras whose clock was never set.
func plausibleYear(t time.Time) bool { return t.Year() > 1980 && t.Year() < 2200 }
