package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"lianshen/checker"
	"lianshen/checker/cell"
	"lianshen/checker/eval"
)

// evalRun is an evaluation on its way. Every file is read once, whatever is measured.
type evalRun struct {
	cmd  *evalCmd
	dirs []string
	p    *program
	pool *cell.Pool
	set  evalSet
	docs []eval.Document
	// sources are the files by the paths of the report.
	sources map[string]labelled
	// read is what became of every file, by path.
	read map[string]reading
}

// inspectAll reads the labelled files, several at a time. A refused file stays in the count
// with nothing read.
func (r *evalRun) inspectAll(ctx context.Context) error {
	r.docs = make([]eval.Document, len(r.set.files))
	readings := make([]reading, len(r.set.files))
	names := namesOf(r.set.files)
	bar := r.p.progress("eval").of(len(r.set.files))
	defer bar.done()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.NumCPU())
	for i, f := range r.set.files {
		r.docs[i] = eval.Document{Path: f.path, Truth: f.truth}
		group.Go(func() error {
			defer bar.step()
			in, err := r.inspect(ctx, f, r.cmd.OCR, nil, false)
			readings[i] = reading{in, err}
			if err != nil && isRefusal(err) {
				return nil
			}
			if err != nil {
				return err
			}
			r.docs[i].Facts = in.Facts
			r.docs[i].Trials = eval.Trials(f.truth, in.Facts, names.parties[filepath.Dir(f.path)], names.all, opener(in))
			return nil
		})
	}
	err := group.Wait()
	r.read = map[string]reading{}
	for i, f := range r.set.files {
		r.read[f.path] = readings[i]
	}
	return err
}

// inspect has one file read in the cell.
func (r *evalRun) inspect(ctx context.Context, f labelled, engine string, pages []int, textOnly bool) (*checker.Inspection, error) {
	request, err := (readFlags{DPI: r.cmd.DPI, OCR: engine}).request(filepath.Base(f.path))
	if err != nil {
		return nil, err
	}
	request.Options.Pages, request.TextOnly = pages, textOnly
	if f.picture() {
		file, err := os.Open(f.path)
		if err != nil {
			return nil, missingFile(f.path, err)
		}
		defer file.Close()
		return inspectBy(ctx, r.pool, opPicture, request, sized{file}, nil)
	}
	return r.p.readFile(ctx, r.pool, request, f.path)
}

// opener holds the seals of an inspection against names, as a check of a dossier would.
func opener(in *checker.Inspection) eval.Open {
	return func(seal *checker.Seal) checker.Holder { return in.Holder(verifySeal, seal) }
}

// peer reads the lines of the comparable pages with another engine and returns both
// readings of these pages.
func (r *evalRun) peer(ctx context.Context, engine string) (ours, theirs []eval.Document, err error) {
	ours = eval.Restrict(r.docs, eval.Comparable)
	theirs = make([]eval.Document, len(ours))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.NumCPU())
	for i, d := range ours {
		theirs[i] = eval.Document{Path: d.Path, Truth: d.Truth}
		group.Go(func() error {
			var pages []int
			for _, p := range d.Truth.Pages {
				pages = append(pages, p.Number)
			}
			in, err := r.inspect(ctx, labelled{d.Path, d.Truth}, engine, pages, true)
			if err != nil && !isRefusal(err) {
				return err
			}
			if err == nil {
				theirs[i].Facts = in.Facts
			}
			return nil
		})
	}
	return ours, theirs, group.Wait()
}
