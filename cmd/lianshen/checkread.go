package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"lianshen/checker"
	"lianshen/checker/cell"
	"lianshen/checker/pdf"
	"lianshen/internal/errs"
)

// poolSize is one child a core, but not more than there are files: with one file a single
// child has all the cores.
func poolSize(files int) int { return max(1, min(files, runtime.NumCPU())) }

// read has every file inspected, several at a time, and puts the facts into the input.
func (j *checkJob) read(ctx context.Context, pool *cell.Pool) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.NumCPU())
	for i := range j.files {
		f := &j.files[i]
		group.Go(func() error { return j.readSlot(ctx, pool, f) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i := range j.files {
		j.input.Documents = append(j.input.Documents, j.document(&j.files[i]))
	}
	return nil
}

// readSlot keeps a refusal as the slot's own fate; a fault of the program ends the check.
func (j *checkJob) readSlot(ctx context.Context, pool *cell.Pool, f *slotFile) error {
	if known, ok := j.known[f.path]; ok {
		f.in, f.err = known.in, known.err
		return nil
	}
	request, err := j.cmd.request(filepath.Base(f.path))
	if err != nil {
		return err
	}
	f.in, f.err = j.p.readFile(ctx, pool, request, f.path)
	if f.err == nil {
		return nil
	}
	refused := j.cmd.Dossier != "" && isRefusal(f.err)
	if !refused {
		return f.err
	}
	return nil
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

// annotate writes marked copies of the documents that have findings.
func (j *checkJob) annotate(ctx context.Context, pool *cell.Pool, report *checker.Report) error {
	if j.cmd.Annotate == "" {
		return nil
	}
	for i := range j.files {
		f := &j.files[i]
		if f.err != nil {
			continue // a file that cannot be read cannot be drawn into
		}
		notes := checker.Notes(report, f.slug, j.p.lang)
		if j.cmd.Dossier != "" && len(notes) == 0 {
			continue
		}
		if err := j.annotateSlot(ctx, pool, f, notes); err != nil {
			return err
		}
	}
	return nil
}

func (j *checkJob) annotateSlot(ctx context.Context, pool *cell.Pool, f *slotFile, notes []pdf.Note) error {
	src, err := os.Open(f.path)
	if err != nil {
		return missingFile(f.path, err)
	}
	defer src.Close()
	marked, err := annotateFile(ctx, pool, notes, sized{src})
	if err != nil {
		return err
	}
	out := j.cmd.Annotate
	if j.cmd.Dossier != "" {
		if err := os.MkdirAll(out, 0o750); err != nil {
			return unwritable(out, err)
		}
		out = filepath.Join(out, f.slug+".pdf")
	}
	if sameFile(out, f.path) {
		return errs.New(errs.Usage, "annotate.same_file",
			errs.Text{ZH: "--annotate 不能覆盖原文件 " + f.path, EN: "--annotate must not overwrite the original " + f.path},
			errs.Text{ZH: "请另取文件名", EN: "choose another name"})
	}
	if err := os.WriteFile(out, marked, 0o600); err != nil {
		return unwritable(out, err)
	}
	return nil
}

func sameFile(a, b string) bool {
	ia, errA := os.Stat(a)
	ib, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(ia, ib)
}

func unwritable(path string, cause error) error {
	return errs.New(errs.Usage, "annotate.unwritable",
		errs.Text{ZH: "无法写入 " + path, EN: "cannot write " + path},
		errs.Text{ZH: "请核对目录与写入权限", EN: "check the folder and the permission to write"}).Wrap(cause)
}
