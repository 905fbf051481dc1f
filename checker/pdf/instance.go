package pdf

import (
	"bytes"
	"context"
	"errors"

	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"
)

// open starts an instance and loads the file into it. The file is read where it lies: it
// is not copied into the instance.
func (d *Document) open(ctx context.Context) error {
	instance, err := d.runtime.instance(ctx, len(d.data))
	if err != nil {
		return ErrUnavailable.Wrap(err)
	}
	d.instance = instance
	opened, err := instance.OpenDocument(&requests.OpenDocument{
		FileReader: bytes.NewReader(d.data), FileReaderSize: int64(len(d.data)),
	})
	if err != nil {
		return err
	}
	d.ref = opened.Document
	return d.countPages()
}

func (d *Document) countPages() error {
	count, err := d.instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	switch {
	case err != nil:
		return err
	case count.PageCount <= 0:
		return ErrNoPages
	case count.PageCount > d.limits.MaxPages:
		return tooManyPages(count.PageCount, d.limits.MaxPages)
	}
	d.pages = count.PageCount
	return nil
}

// release closes the instance; d.mu is held.
func (d *Document) release() error {
	if d.instance == nil {
		return nil
	}
	err := d.instance.Close()
	d.instance, d.form, d.last, d.turned = nil, nil, 0, 0
	return err
}

// keptBytes is about how much of the file an instance may have read before it is replaced:
// pdfium keeps every stream it has loaded, which for a long scan is the whole file.
const keptBytes = 24 << 20

// turn is called before page number is read. It replaces the instance now and then, so that
// memory does not grow with the number of pages.
func (d *Document) turn(ctx context.Context, number int) error {
	if number == d.last {
		return nil
	}
	d.turned++
	if d.turned*(len(d.data)/d.pages) > keptBytes {
		if err := d.release(); err != nil {
			return err
		}
		if err := d.open(ctx); err != nil {
			return err
		}
	}
	d.last = number
	return nil
}

// openError translates what pdfium says about a file it cannot open.
func openError(err error) error {
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword):
		return ErrPassword
	case errors.Is(err, pdfiumerrors.ErrSecurity):
		return ErrEncryption
	case isTyped(err):
		return fileError(err)
	default:
		return ErrDamaged.Wrap(err)
	}
}
