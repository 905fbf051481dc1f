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
	if err := d.checkPage(number); err != nil {
		return Picture{}, err
	}
	var picture Picture
	err := d.do(ctx, func() error {
		f, err := d.frame(number)
		if err != nil {
			return err
		}
		used, err := d.affordableDPI(f, number, dpi)
		if err != nil {
			return err
		}
		w, h := f.size()
		m, err := d.paint(ctx, number, pixels(w, used), pixels(h, used))
		picture = Picture{Image: m, DPI: used}
		return err
	})
	if err != nil {
		return Picture{}, pageError(err, number)
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

// paint renders the page at width × height pixels, band by band.
func (d *Document) paint(ctx context.Context, number, width, height int) (*image.RGBA, error) {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	band := min(height, max(1, bandPixels/width))
	for top := 0; top < height; top += band {
		if err := ctx.Err(); err != nil {
			return nil, ErrPageTimeout.Wrap(err)
		}
		rows := min(band, height-top)
		part := m.Pix[top*m.Stride : (top+rows)*m.Stride]
		if err := d.paintBand(number, width, height, top, rows, part); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// paintBand renders rows of the page from top on, and copies them out: the bitmap lies in
// WebAssembly memory, which the next call may reuse.
func (d *Document) paintBand(number, width, height, top, rows int, out []byte) error {
	created, err := d.instance.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: width, Height: rows, Alpha: 1})
	if err != nil {
		return err
	}
	bitmap := created.Bitmap
	defer d.instance.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: bitmap})
	if _, err := d.instance.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{
		Bitmap: bitmap, Width: width, Height: rows, Color: opaqueWhite,
	}); err != nil {
		return err
	}
	if err := d.draw(bitmap, number, width, height, top); err != nil {
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

// draw paints the page and then its form fields, shifted up by top.
func (d *Document) draw(bitmap references.FPDF_BITMAP, number, width, height, top int) error {
	_, err := d.instance.FPDF_RenderPageBitmap(&requests.FPDF_RenderPageBitmap{
		Bitmap: bitmap, Page: d.page(number), StartY: -top, SizeX: width, SizeY: height, Flags: renderFlags,
	})
	if err != nil {
		return err
	}
	form, err := d.formHandle()
	if err != nil || form == nil {
		return err
	}
	_, err = d.instance.FPDF_FFLDraw(&requests.FPDF_FFLDraw{
		FormHandle: *form, Bitmap: bitmap, Page: d.page(number),
		StartY: -top, SizeX: width, SizeY: height, Flags: renderFlags,
	})
	return err
}
