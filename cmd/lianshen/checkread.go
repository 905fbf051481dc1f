package main

import (
	"context"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"lianshen/checker"
	"lianshen/internal/errs"
)

// poolSize is one child a core, but not more than there are files: with one file a single
// child has all the cores.
func poolSize(files int) int { return max(1, min(files, runtime.NumCPU())) }

// read has every file inspected, several at a time, and puts the facts into the input.
func (j *checkJob) read(ctx context.Context, cells openCells) error {
	if j.cmd.Facts != "" {
		return nil // they are the input already
	}
	keep := j.keep()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.NumCPU())
	for i := range j.files {
		f := &j.files[i]
		group.Go(func() error { return j.readSlot(ctx, cells, keep, f) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i := range j.files {
		j.input.Documents = append(j.input.Documents, j.document(&j.files[i]))
	}
	keep.trim()
	return nil
}

// readSlot keeps a refusal as the slot's own fate; a fault of the program ends the check.
func (j *checkJob) readSlot(ctx context.Context, cells openCells, keep *keeper, f *slotFile) error {
	if known, ok := j.known[f.path]; ok {
		f.in, f.err = known.in, known.err
		return nil
	}
	request, err := j.cmd.request(filepath.Base(f.path))
	if err != nil {
		return err
	}
	f.in, f.err = keep.inspect(request, f.path, func() (*checker.Inspection, error) {
		pool, err := cells()
		if err != nil {
			return nil, err
		}
		return j.p.readFile(ctx, pool, request, f.path)
	})
	if f.err == nil || j.cmd.Dossier != "" && isRefusal(f.err) {
		return nil
	}
	return f.err
}

func isRefusal(err error) bool {
	switch errs.As(err).Category {
	case errs.Refused, errs.Limit:
		return true
	default:
		return false
	}
}

func (j *checkJob) document(f *slotFile) checker.Document {
	d := checker.Document{Slug: f.slug}
	if f.err != nil {
		e := errs.As(f.err)
		d.Failure = &checker.Failure{Code: e.Code, Message: e.Message.ZH}
		return d
	}
	f.in.FillMatches(verifySeal, j.input.Parties)
	d.Facts = f.in.Facts
	return d
}
