package pdf

import (
	"context"
	"fmt"
	"image"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

const (
	// lowestDPI is the coarsest rendering that is still worth reading.
	lowestDPI = 72
	// bandPixels bounds the bitmap inside WebAssembly: larger pages are rendered in bands.
	bandPixels = 24_000_000
	// renderFlags: with annotations, and as RGBA rather than BGRA, so that red stays red.
	renderFlags = enums.FPDF_RENDER_FLAG_ANNOT | enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER
	opaqueWhite = 0xFFFFFFFF
)

// Picture is a rendered page. Image belongs to the caller; nothing has to be released.
type Picture struct {
	Image *image.RGBA // opaque
	// DPI is the resolution used: what was asked for, or less when the page would have
	// passed Limits.MaxPixels.
	DPI float64
}

// Render paints page number as a reader shows it, with annotations and form fields, on
// white. Errors: ErrPageTooLarge when the page passes Limits.MaxPixels even at 72 dpi,
// ErrPageDamaged, ErrPageTimeout.
func (d *Document) Render(ctx context.Context, number int, dpi float64) (Picture, error) {
	var picture Picture
	err := d.onPage(ctx, number, func(f frame) error {
		used, err := d.affordableDPI(f, number, dpi)
		if err != nil {
			return err
		}
		w, h := f.size()
		size := image.Rect(0, 0, pixels(w, used), pixels(h, used))
		m, err := d.paint(ctx, canvas{number: number, width: size.Dx(), height: size.Dy(), part: size})
		picture = Picture{Image: m, DPI: used}
		return err
	})
	if err != nil {
		return Picture{}, err
	}
	return picture, nil
}

func pixels(points, dpi float64) int { return max(1, int(math.Ceil(points*dpi/72-1e-6))) }

// affordableDPI lowers dpi until the page fits into MaxPixels.
func (d *Document) affordableDPI(f frame, number int, dpi float64) (float64, error) {
	w, h := f.size()
	most := math.Sqrt(float64(d.limits.MaxPixels)/(w*h)) * 72 * 0.999
	if most < lowestDPI {
		return 0, detailed(ErrPageTooLarge,
			fmt.Sprintf("第 %d 页尺寸过大(%.0f × %.0f mm)", number, w*25.4/72, h*25.4/72),
			fmt.Sprintf("page %d is too large (%.0f × %.0f mm)", number, w*25.4/72, h*25.4/72))
	}
	return min(max(dpi, lowestDPI), most), nil
}

// RenderBox paints the part of page number inside box, for a closer look at one place. The
// picture covers box, cut to the page and widened to whole pixels. Errors as Render; the
// limit applies to the part.
func (d *Document) RenderBox(ctx context.Context, number int, box Box, dpi float64) (Picture, error) {
	var picture Picture
	err := d.onPage(ctx, number, func(f frame) error {
		w, h := f.size()
		part := box.intersect(Box{0, 0, w, h})
		if !part.finite() || part.area() == 0 {
			return fmt.Errorf("box %v lies outside the page", box)
		}
		used := min(max(dpi, lowestDPI), math.Sqrt(float64(d.limits.MaxPixels)/part.area())*72*0.99)
		m, err := d.paint(ctx, canvas{number: number, width: pixels(w, used), height: pixels(h, used), part: part.pixels(used)})
		picture = Picture{Image: m, DPI: used}
		return err
	})
	if err != nil {
		return Picture{}, err
	}
	return picture, nil
}

// pixels returns b in pixels, widened to whole ones.
func (b Box) pixels(dpi float64) image.Rectangle {
	k := dpi / 72
	return image.Rect(int(math.Floor(b[0]*k)), int(math.Floor(b[1]*k)), int(math.Ceil(b[2]*k)), int(math.Ceil(b[3]*k)))
}

// canvas is a page of width × height pixels of which part is wanted.
type canvas struct {
	number, width, height int
	part                  image.Rectangle
}

// paint renders the part, band by band.
func (d *Document) paint(ctx context.Context, c canvas) (*image.RGBA, error) {
	size := c.part.Size()
	m := image.NewRGBA(image.Rectangle{Max: size})
	band := min(size.Y, max(1, bandPixels/size.X))
	for top := 0; top < size.Y; top += band {
		if err := ctx.Err(); err != nil {
			return nil, ErrPageTimeout.Wrap(err)
		}
		rows := min(band, size.Y-top)
		at := image.Rect(c.part.Min.X, c.part.Min.Y+top, c.part.Max.X, c.part.Min.Y+top+rows)
		if err := d.paintBand(c, at, m.Pix[top*m.Stride:(top+rows)*m.Stride]); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// paintBand renders the pixels at and copies them out: the bitmap lies in WebAssembly
// memory, which the next call may reuse.
func (d *Document) paintBand(c canvas, at image.Rectangle, out []byte) error {
	created, err := d.instance.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: at.Dx(), Height: at.Dy(), Alpha: 1})
	if err != nil {
		return err
	}
	bitmap := created.Bitmap
	defer d.freeBitmap(bitmap)
	if _, err := d.instance.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{
		Bitmap: bitmap, Width: at.Dx(), Height: at.Dy(), Color: opaqueWhite,
	}); err != nil {
		return err
	}
	if err := d.draw(bitmap, c, at.Min); err != nil {
		return err
	}
	buffer, err := d.instance.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: bitmap})
	if err != nil {
		return err
	}
	if n := copy(out, buffer.Buffer); n != len(out) {
		return fmt.Errorf("bitmap has %d bytes, want %d", n, len(out))
	}
	return nil
}

// draw paints the page and then its form fields, shifted so that origin comes first.
func (d *Document) draw(bitmap references.FPDF_BITMAP, c canvas, origin image.Point) error {
	_, err := d.instance.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{
		Bitmap: bitmap, Page: d.page(c.number), StartX: -origin.X, StartY: -origin.Y,
		SizeX: c.width, SizeY: c.height, Flags: renderFlags,
	})
	if err != nil {
		return err
	}
	form, err := d.formHandle()
	if err != nil || form == nil {
		return err
	}
	_, err = d.instance.FPDF_FFLDraw(&requests.FPDF_FFLDraw{
		FormHandle: *form, Bitmap: bitmap, Page: d.page(c.number), StartX: -origin.X, StartY: -origin.Y,
		SizeX: c.width, SizeY: c.height, Flags: renderFlags,
	})
	return err
}

// freeBitmap gives the memory of a bitmap back. A failure has no one to tell: what is left
// goes with the instance.
func (d *Document) freeBitmap(b references.FPDF_BITMAP) {
	_, _ = d.instance.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: b})
}
