package main

import (
	"context"
	"os"
	"path/filepath"

	"lianshen/checker"
	"lianshen/checker/cell"
	"lianshen/checker/pdf"
	"lianshen/internal/errs"
)

// annotate writes marked copies of the documents that have findings.
func (j *checkJob) annotate(ctx context.Context, cells openCells, report *checker.Report) error {
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
		pool, err := cells()
		if err != nil {
			return err
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
