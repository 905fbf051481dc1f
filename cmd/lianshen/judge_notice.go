package main

import (
	"context"
	"io"

	"lianshen/checker/output"
	"lianshen/internal/errs"
)

// writeNotice writes the notice of all corrections (一次性告知书) of a stored project by its last
// report; workflow.ErrNotFound before the first time.
func (j *judge) writeNotice(ctx context.Context, w io.Writer, project, lang string) error {
	report, err := j.last(ctx, project)
	if err != nil {
		return err
	}
	d, err := j.desk.service.Dossier(ctx, project)
	if err != nil {
		return err
	}
	book, err := j.open(ctx)
	if err != nil {
		return err
	}
	out := &output.Report{
		Report: report, Lang: lang, Enterprise: d.Enterprise.Name, Kinds: map[string]errs.Text{}, Rules: book.Catalogue(), Version: version,
	}
	for _, k := range book.notice.Kinds {
		out.Kinds[k.Slug] = k.Name
	}
	for _, doc := range d.Documents {
		out.Documents = append(out.Documents, output.Document{Slug: doc.Slug, File: doc.Current().Name})
	}
	return output.WriteNotice(w, out)
}
