package checker

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"lianshen/checker/pdf"
	"lianshen/internal/errs"
	"lianshen/ocr"
)

// DefaultDPI is the resolution at which pages are rendered and read, design.md 3.1.
const DefaultDPI = 200

// Inspector reads PDFs: structure, text, seals, fields. It judges nothing. One Inspector
// serves one document at a time; it is meant to live in a cell.
type Inspector struct {
	PDF *pdf.Runtime
	// Text reads page images; nil when no OCR was asked for or none is installed.
	Text ocr.Engine
	// Second reads again what Text was unsure of; nil where there is one engine only.
	Second SecondReader
	// Seals finds and reads seals; nil finds none and marks no page as searched.
	Seals ocr.SealReader
	// Kinds are the document kinds of the notice file.
	Kinds []KindPattern
	// Version of lianshen, stored with the facts.
	Version string
	Limits  pdf.Limits
}

// Source is the file to inspect.
type Source struct {
	Name string // as the user named it; never opened
	Data []byte
}

// InspectOptions choose what is read of a file.
type InspectOptions struct {
	// Pages to read, in ascending order, from 1; nil reads all.
	Pages []int `json:"pages"`
	// DPI at which pages are rendered; 0 means DefaultDPI.
	DPI float64 `json:"dpi"`
	// Early has some events of pages carry what the pages so far say; see PageEvent.SoFar.
	Early bool `json:"early,omitempty"`
}

// Inspect reads src and tells onPage of every page as soon as it has been read.
//
// A file that cannot be inspected at all gives an *errs.Error of category refused or limit.
// A page that cannot be read is marked as failed and the others are read all the same.
func (i *Inspector) Inspect(ctx context.Context, src Source, opts InspectOptions, onPage func(PageEvent)) (*Inspection, error) {
	start := time.Now()
	if opts.DPI == 0 {
		opts.DPI = DefaultDPI
	}
	doc, err := i.PDF.Open(ctx, src.Data, i.Limits)
	if err != nil {
		return nil, fmt.Errorf("open %q: %w", src.Name, err)
	}
	defer doc.Close()

	structure, err := doc.Structure(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the structure of %q: %w", src.Name, err)
	}
	numbers, err := pageNumbers(opts.Pages, doc.Pages())
	if err != nil {
		return nil, err
	}
	in := newInspection(i, src, structure)
	in.Facts.File.Pages, in.Facts.File.PagesInspected = doc.Pages(), len(numbers)
	in.Facts.Timing.Open = time.Since(start).Milliseconds()
	if err := i.readPages(ctx, in, doc, numbers, opts, onPage); err != nil {
		return nil, err
	}
	in.Facts.Timing.Total = time.Since(start).Milliseconds()
	return in, nil
}

const (
	// sheetsAhead is how many prepared pages may wait to be read; those without a picture
	// are small, and the first page of a born-digital file takes as long as twenty others.
	sheetsAhead = 64
	// picturesAhead bounds the rendered ones among them: 15 MB each at 200 dpi.
	picturesAhead = 2
)

// readPages renders pages while earlier ones are being read: pdfium runs on one core in
// WebAssembly and leaves the other to the readers.
func (i *Inspector) readPages(ctx context.Context, in *Inspection, doc *pdf.Document, numbers []int, opts InspectOptions, onPage func(PageEvent)) error {
	group, ctx := errgroup.WithContext(ctx)
	sheets, pictures := make(chan *sheet, sheetsAhead), make(chan struct{}, picturesAhead)
	group.Go(func() error {
		defer close(sheets)
		for _, n := range numbers {
			begin := time.Now()
			s := i.prepare(ctx, doc, n, opts.DPI)
			in.render += time.Since(begin)
			if err := queue(ctx, sheets, pictures, s); err != nil {
				return err
			}
		}
		return nil
	})
	group.Go(func() error {
		reader := &pageReader{inspector: i, inspection: in}
		if opts.Early {
			reader.ahead = func(e PageEvent) { onPage(e.of(len(in.Facts.Pages), len(numbers))) }
		}
		for s := range sheets {
			if err := reader.read(ctx, s); err != nil {
				return err
			}
			if s.image != nil {
				<-pictures
			}
			e := reader.last.of(len(in.Facts.Pages), len(numbers))
			if opts.Early && early(e.Done, e.Total) {
				e.SoFar = in.soFar(i.Kinds)
			}
			onPage(e)
		}
		return ctx.Err()
	})
	if err := group.Wait(); err != nil {
		return err
	}
	in.finish(i.Kinds)
	return nil
}

// queue hands s to the reader as soon as there is room for it.
func queue(ctx context.Context, sheets chan<- *sheet, pictures chan<- struct{}, s *sheet) error {
	if s.image != nil {
		select {
		case pictures <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	select {
	case sheets <- s:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pageNumbers checks the pages that were asked for against the pages there are.
func pageNumbers(asked []int, pages int) ([]int, error) {
	if asked == nil {
		asked = make([]int, pages)
		for n := range asked {
			asked[n] = n + 1
		}
		return asked, nil
	}
	for _, n := range asked {
		if n < 1 || n > pages {
			return nil, errs.New(errs.Usage, "pages.out_of_range",
				errs.Text{ZH: fmt.Sprintf("没有第 %d 页：文件共 %d 页", n, pages), EN: fmt.Sprintf("there is no page %d: the file has %d", n, pages)},
				errs.Text{ZH: "请改正 --pages", EN: "correct --pages"})
		}
	}
	return asked, nil
}

func newInspection(i *Inspector, src Source, s pdf.Structure) *Inspection {
	sum := sha256.Sum256(src.Data)
	facts := &Facts{
		Schema: FactsSchema,
		File: File{
			Name: src.Name, SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(src.Data)),
			PDFVersion: known(s.Version), Producer: known(s.Producer), Created: s.Created, Modified: s.Modified,
			Encrypted: s.Encrypted, Repaired: s.Repaired, StructureComplete: s.Complete, Revisions: s.Revisions,
			ActiveContent: orEmpty(s.Active), Attachments: s.Attachments,
		},
		Pages: []Page{}, Seals: []Seal{}, Signatures: signatureFacts(s.Signatures), Marks: []Mark{},
		Fields: map[string][]Field{}, Tables: []Table{}, Photos: []Photo{},
		Engines: Engines{PDF: i.PDF.Engine(), Lianshen: i.Version},
	}
	if i.Text != nil {
		facts.Engines.OCR = known(i.Text.Name())
	}
	if i.Second != nil && i.Text != nil {
		facts.Engines.Second = known(i.Second.Name())
	}
	return &Inspection{
		Facts:      facts,
		second:     map[int][]secondLine{},
		Posteriors: map[string]*ocr.Posteriors{},
		Evidence:   map[string][]byte{},
		turned:     map[int]turnedLines{},
	}
}

// orEmpty makes a list that is written as [] rather than null.
func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
