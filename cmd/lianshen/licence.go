package main

import (
	"context"
	"strings"
	"time"

	"lianshen/checker"
	"lianshen/checker/cell"
	"lianshen/internal/errs"
	"lianshen/ocr"
	"lianshen/workflow"
)

// licences reads the scans of licences that come with sign-ups, in a child of its own, one at
// a time: whoever signs up must not hold up the reading of documents.
type licences struct {
	desk  *desk
	cells *cells
}

// Bounds of a licence: it is one sheet, sometimes with its back.
const (
	licencePages = 3
	licenceTime  = time.Minute
)

// read says what a licence shows of a company. Not being able to tell is an answer.
func (l *licences) read(ctx context.Context, digest, name, uscc string) (workflow.LicenceCheck, error) {
	ctx, stop := context.WithTimeout(ctx, licenceTime)
	defer stop()
	pool, err := l.cells.open()
	if err != nil {
		return workflow.LicenceCheck{}, err
	}
	in, err := l.inspect(ctx, pool, digest, licencePages)
	if e := errs.As(err); e != nil && e.Code == "pages.out_of_range" { // it has fewer: all of them
		in, err = l.inspect(ctx, pool, digest, 0)
	}
	if err != nil {
		return workflow.LicenceCheck{}, err
	}
	in.FillMatches(verifySeal, expected([]string{name}))
	return licenceOf(in.Facts, name, uscc), nil
}

// inspect reads the first pages of a stored file, 0 all of them.
func (l *licences) inspect(ctx context.Context, pool *cell.Pool, digest string, most int) (*checker.Inspection, error) {
	file, err := l.desk.guard.Open(ctx, digest)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	options := checker.InspectOptions{DPI: 200}
	for n := 1; n <= most; n++ {
		options.Pages = append(options.Pages, n)
	}
	return inspectFile(ctx, pool, inspectRequest{Name: "licence.pdf", OCR: "auto", Options: options}, file, nil)
}

// licenceOf judges the facts of a licence.
func licenceOf(f *checker.Facts, name, uscc string) workflow.LicenceCheck {
	return workflow.LicenceCheck{Name: says(f, name), USCC: says(f, uscc), Seal: sealed(f), Pages: f.File.Pages}
}

// says reports whether the pages have a text, white space and width aside. Only a text layer
// can tell that it is not there: what was read of a scan may have been read wrongly.
func says(f *checker.Facts, text string) workflow.Reading {
	want, sure := ocr.NormaliseName(text), false
	for _, p := range f.Pages {
		var all strings.Builder
		for _, l := range p.Lines {
			all.WriteString(ocr.NormaliseName(l.Text))
		}
		if strings.Contains(all.String(), want) {
			return workflow.ReadYes
		}
		sure = sure || p.TextSource == checker.TextLayer && len(p.Lines) > 0
	}
	if !sure {
		return workflow.ReadUnknown
	}
	return workflow.ReadNo
}

// sealed reports whether a seal bears the name: yes by one that does, no where every seal is
// another's or there is none.
func sealed(f *checker.Facts) workflow.Reading {
	out := workflow.ReadNo
	for _, s := range f.Seals {
		for _, m := range s.Matches {
			switch m.Verdict {
			case checker.Matches:
				return workflow.ReadYes
			case checker.MatchUnknown:
				out = workflow.ReadUnknown
			}
		}
	}
	return out
}
