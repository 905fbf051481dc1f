package pdf

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// Document is one open PDF. Its methods must not be called at the same time; what they
// return stays valid after Close.
type Document struct {
	runtime *Runtime
	data    []byte
	limits  Limits
	pages   int

	// mu is held by the goroutine that talks to pdfium, also after it was abandoned.
	mu        sync.Mutex
	instance  pdfium.Pdfium
	ref       references.FPDF_DOCUMENT
	form      *references.FPDF_FORMHANDLE
	last      int   // page that was read last
	turned    int   // pages read by this instance
	abandoned error // set when a call outlived its context
}

// Open opens the PDF in data, which must not change until Close.
//
// Errors are *errs.Error: ErrEmpty, ErrNotPDF, ErrPolyglot, ErrTooLarge, ErrPassword,
// ErrEncryption, ErrDamaged, ErrNoPages, ErrTooManyPages, ErrTimeout when ctx ended,
// ErrUnavailable. A file that breaks the rules of PDF but that pdfium can show is opened.
func (r *Runtime) Open(ctx context.Context, data []byte, limits Limits) (*Document, error) {
	limits = limits.withDefaults()
	if int64(len(data)) > limits.MaxBytes {
		return nil, tooLarge(int64(len(data)), limits.MaxBytes)
	}
	if err := identify(data); err != nil {
		return nil, err
	}
	d := &Document{runtime: r, data: data, limits: limits}
	if err := d.do(ctx, nil); err != nil {
		return nil, errors.Join(openError(err), d.Close())
	}
	return d, nil
}

// Pages returns the number of pages.
func (d *Document) Pages() int { return d.pages }

// Close releases the document's instance of pdfium. An abandoned one is released when its
// last call returns.
func (d *Document) Close() error {
	if d.abandoned != nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.release()
}

// do runs f, which may call pdfium, and returns when f does or when ctx ends, whichever is
// first. In the latter case the document is lost, since pdfium cannot be interrupted: f
// runs on, its result is dropped, and every later call returns the same error.
func (d *Document) do(ctx context.Context, f func() error) error {
	if d.abandoned != nil {
		return d.abandoned
	}
	if err := ctx.Err(); err != nil {
		return ErrPageTimeout.Wrap(err)
	}
	var err error // of f, once done is closed
	done := make(chan struct{})
	go func() {
		defer close(done)
		d.mu.Lock()
		defer d.mu.Unlock()
		err = d.guarded(ctx, f)
	}()
	select {
	case <-done:
		return err
	case <-ctx.Done():
		return d.abandon(ctx, done)
	}
}

// abandon gives the document up and releases its instance once the running call returns.
func (d *Document) abandon(ctx context.Context, done <-chan struct{}) error {
	d.abandoned = ErrPageTimeout.Wrap(context.Cause(ctx))
	d.runtime.stuck.Add(1)
	go func() {
		<-done
		d.mu.Lock()
		defer d.mu.Unlock()
		_ = d.release()
		d.runtime.stuck.Add(-1)
	}()
	return d.abandoned
}

// guarded runs f with a live instance and turns panics into errors. After a trap inside
// pdfium (out of memory, a failed assertion) the instance is replaced, so that one bad page
// does not take the others with it.
func (d *Document) guarded(ctx context.Context, f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("pdfium: %v", p)
		}
		if trapped(err) {
			_ = d.release()
		}
	}()
	if d.instance == nil {
		if err := d.open(ctx); err != nil {
			return err
		}
	}
	if f == nil {
		return nil
	}
	return f()
}

// page names page number (from 1) to pdfium, which keeps the last one loaded.
func (d *Document) page(number int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: number - 1}}
}

// checkPage refuses a page number outside the document: a fault of the caller.
func (d *Document) checkPage(number int) error {
	if number < 1 || number > d.pages {
		return fmt.Errorf("page %d of %d does not exist", number, d.pages)
	}
	return nil
}
