package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lianshen/checker"
	"lianshen/checker/engine"
	"lianshen/checker/output"
	"lianshen/internal/errs"
)

// pictureDPI makes a page legible on a screen and its details legible in print.
const pictureDPI = 100

// outputs refuses names that cannot be written to, before anything is read.
func (c *checkCmd) outputs() error {
	if c.Notice != "" && noticeForms[strings.ToLower(filepath.Ext(c.Notice))] == nil {
		return errs.New(errs.Usage, "notice.form",
			errs.Text{ZH: "--notice 只能写 .html 或 .txt 文件，不能写 " + c.Notice, EN: "--notice writes a file .html or .txt, not " + c.Notice},
			errs.Text{ZH: "例如 --notice 告知书.html", EN: "for example --notice notice.html"})
	}
	for _, out := range []string{c.Notice, c.KeepFacts} {
		if out == "" {
			continue
		}
		if dir := filepath.Dir(out); !isDir(dir) {
			return unwritable(out, os.ErrNotExist)
		}
	}
	return nil
}

var noticeForms = map[string]func(io.Writer, *output.Report) error{
	".html": output.WriteNotice, ".htm": output.WriteNotice, ".txt": output.WriteNoticeText,
}

// writeAll writes the report to stdout and what else was asked for to its files.
func (j *checkJob) writeAll(ctx context.Context, cells openCells, report *checker.Report, rules []engine.Rule) error {
	if err := j.keepFacts(); err != nil {
		return err
	}
	out := j.report(report, rules)
	if j.cmd.Format == "html" {
		if err := j.picture(ctx, cells, out); err != nil {
			return err
		}
	}
	if err := output.Write(j.p.stdout, j.cmd.Format, out); err != nil {
		return err
	}
	if err := j.writeNotice(out); err != nil {
		return err
	}
	return j.annotate(ctx, cells, report)
}

// report joins the judgement with what its forms show.
func (j *checkJob) report(report *checker.Report, rules []engine.Rule) *output.Report {
	out := &output.Report{
		Report: report, Lang: j.p.lang, Rules: rules, Version: version, Colours: isTerminal(j.p.stdout),
		Kinds: map[string]errs.Text{}, Pictures: map[output.PageOf]output.Picture{},
	}
	if name := j.input.Enterprise.Name; name != nil {
		out.Enterprise = *name
	}
	for _, k := range j.notice.Kinds {
		out.Kinds[k.Slug] = k.Name
	}
	for _, d := range j.input.Documents {
		out.Documents = append(out.Documents, output.Document{Slug: d.Slug, File: j.fileName(d)})
	}
	return out
}

// fileName is that of the file in a slot, as stored where no file is at hand.
func (j *checkJob) fileName(d checker.Document) string {
	if f := j.slot(d.Slug); f != nil {
		return filepath.Base(f.path)
	}
	if d.Facts != nil {
		return d.Facts.File.Name
	}
	return ""
}

func (j *checkJob) slot(slug string) *slotFile {
	i := slices.IndexFunc(j.files, func(f slotFile) bool { return f.slug == slug })
	if i < 0 {
		return nil
	}
	return &j.files[i]
}

// picture renders the pages that findings are seen on. Files that cannot be read have none,
// and neither have stored facts.
func (j *checkJob) picture(ctx context.Context, cells openCells, out *output.Report) error {
	wanted := map[string][]int{}
	for _, at := range output.WantedPages(out.Report) {
		wanted[at.Slug] = append(wanted[at.Slug], at.Number)
	}
	for i := range j.files {
		f := &j.files[i]
		numbers := wanted[f.slug]
		if f.err != nil || len(numbers) == 0 {
			continue
		}
		if err := j.pictureSlot(ctx, cells, f, numbers, out); err != nil {
			return err
		}
	}
	return nil
}

func (j *checkJob) pictureSlot(ctx context.Context, cells openCells, f *slotFile, numbers []int, out *output.Report) error {
	pool, err := cells()
	if err != nil {
		return err
	}
	src, err := os.Open(f.path)
	if err != nil {
		return missingFile(f.path, err)
	}
	defer src.Close()
	pictures, err := picturePages(ctx, pool, pagesRequest{Pages: numbers, DPI: pictureDPI}, sized{src})
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil { // the words are worth more than the picture
		j.p.logger().Warn("pages are not pictured", "file", f.path, "error", err)
	}
	for n, picture := range pictures {
		out.Pictures[output.PageOf{Slug: f.slug, Number: n}] = picture
	}
	return nil
}

func (j *checkJob) writeNotice(out *output.Report) error {
	if j.cmd.Notice == "" {
		return nil
	}
	var text bytes.Buffer
	if err := noticeForms[strings.ToLower(filepath.Ext(j.cmd.Notice))](&text, out); err != nil {
		return err
	}
	return writeOut(j.cmd.Notice, text.Bytes())
}

func writeOut(path string, content []byte) error {
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return unwritable(path, err)
	}
	return nil
}
