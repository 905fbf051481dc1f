package pdf

import (
	"context"
	"errors"

	"github.com/klippa-app/go-pdfium/requests"
)

// PageInfo describes one page as displayed.
type PageInfo struct {
	Number   int     // from 1
	Width    float64 // points, CropBox ∩ MediaBox after rotation
	Height   float64
	Rotation int     // /Rotate, clockwise: 0, 90, 180, 270
	Images   []Image // placed pictures in painting order, those inside form XObjects too
	// ScanDPI is the resolution of the picture, or of the strips together, that fills the
	// page; 0 on a page that is not a scan.
	ScanDPI float64
}

// Page describes page number. Errors: ErrPageDamaged, ErrPageTimeout.
func (d *Document) Page(ctx context.Context, number int) (PageInfo, error) {
	var info PageInfo
	err := d.onPage(ctx, number, func(f frame) error {
		w, h := f.size()
		info = PageInfo{Number: number, Width: w, Height: h, Rotation: f.rotation}
		info.Images = d.images(number, f)
		info.ScanDPI = scanDPI(info.Images, w, h)
		return nil
	})
	if err != nil {
		return PageInfo{}, err
	}
	return info, nil
}

// onPage runs f inside do with the frame of page number. Errors: ErrPageDamaged,
// ErrPageTimeout, and what f returns. After an error f may still be running.
func (d *Document) onPage(ctx context.Context, number int, f func(frame) error) error {
	if err := d.checkPage(number); err != nil {
		return err
	}
	err := d.do(ctx, func() error {
		if err := d.turn(ctx, number); err != nil {
			return err
		}
		visible, err := d.frame(number)
		if err != nil {
			return err
		}
		return f(visible)
	})
	if err != nil {
		return pageError(err, number)
	}
	return nil
}

// frame reads the visible box and the rotation of a page; it runs inside do.
func (d *Document) frame(number int) (frame, error) {
	page := d.page(number)
	bounds, err := d.instance.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: page})
	if err != nil {
		return frame{}, err
	}
	turn, err := d.instance.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: page})
	if err != nil {
		return frame{}, err
	}
	r := bounds.Rect
	box := Box{float64(r.Left), float64(r.Bottom), float64(r.Right), float64(r.Top)}.normal()
	if !box.finite() || box.Width() < 1 || box.Height() < 1 {
		return frame{}, ErrPageDamaged
	}
	return frame{crop: box, rotation: int(turn.PageRotation) % 4 * 90}, nil
}

// pageError names the page in err.
func pageError(err error, number int) error {
	switch {
	case errors.Is(err, ErrPageTimeout):
		return onPage(ErrPageTimeout, number, err)
	case errors.Is(err, ErrPageDamaged), !isTyped(err):
		return onPage(ErrPageDamaged, number, err)
	default:
		return err
	}
}
