package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"lianshen/checker"
	"lianshen/checker/malware"
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/jobs"
)

// reader has versions of documents read in the cell and records what came of it.
type reader struct {
	desk  *desk
	cells *cells
}

func newReader(d *desk) *reader {
	return &reader{desk: d, cells: &cells{config: d.p.config, size: 1, log: d.p.logger()}}
}

func (r *reader) close() { r.cells.close() }

// inspect is what a job calls; a refusal is an outcome, not an error. Where the malware scanner is
// away the error holds jobs.ErrNotYet.
func (r *reader) inspect(ctx context.Context, from string, at workflow.InspectArgs) error {
	_, err := r.read(ctx, from, at, nil)
	if errors.Is(err, malware.ErrUnavailable) {
		return errors.Join(jobs.ErrNotYet, err)
	}
	return err
}

// read has one version read and records facts or failure, which it returns. A version that
// has facts is not read again; one with the same file in another slot of the project is given
// what was read from it there. onPage, where it is not nil, is told of every page with what the
// pages so far say.
func (r *reader) read(ctx context.Context, from string, at workflow.InspectArgs, onPage func(checker.PageEvent)) (*errs.Error, error) {
	d, err := r.desk.service.Dossier(ctx, at.Project)
	if err != nil {
		return nil, err
	}
	v := versionOf(d, at)
	if v == nil {
		return nil, workflow.ErrNotFound
	}
	if v.Facts != "" {
		return nil, nil
	}
	if facts := factsOf(d, v.SHA256); facts != "" {
		return nil, r.desk.service.RecordFacts(ctx, from, at, workflow.Inspected{Facts: facts})
	}
	in, err := r.inFile(ctx, v, onPage)
	if err != nil && !isRefusal(err) {
		return nil, err
	}
	if err != nil {
		failure := errs.As(err)
		return failure, r.desk.service.RecordFacts(ctx, from, at, workflow.Inspected{Failure: failure.Code, Message: failure.Message.ZH})
	}
	facts, err := r.keep(ctx, in)
	if err != nil {
		return nil, err
	}
	return nil, r.desk.service.RecordFacts(ctx, from, at, workflow.Inspected{Facts: facts})
}

func versionOf(d *workflow.Dossier, at workflow.InspectArgs) *workflow.Version {
	for _, doc := range d.Documents {
		if doc.Slug == at.Slug && at.Number >= 1 && at.Number <= len(doc.Versions) {
			return &doc.Versions[at.Number-1]
		}
	}
	return nil
}

// factsOf is the digest of what was read from a file of the project already, or "".
func factsOf(d *workflow.Dossier, sha256 string) string {
	for _, doc := range d.Documents {
		for _, v := range doc.Versions {
			if v.SHA256 == sha256 && v.Facts != "" {
				return v.Facts
			}
		}
	}
	return ""
}

// inFile has the stored bytes scanned for malware, then inspected in the cell.
func (r *reader) inFile(ctx context.Context, v *workflow.Version, onPage func(checker.PageEvent)) (*checker.Inspection, error) {
	pool, err := r.cells.open()
	if err != nil {
		return nil, err
	}
	request, err := readFlags{DPI: 200, OCR: "auto"}.request(v.Name)
	if err != nil {
		return nil, err
	}
	request.Options.Early = onPage != nil
	file, err := r.desk.guard.Open(ctx, v.SHA256)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	in, err := inspectFile(ctx, pool, request, file, onPage)
	if err != nil {
		return nil, fmt.Errorf("inspect %s: %w", v.SHA256, err)
	}
	return in, nil
}

// keep stores what was read. How long it took is no part of it, so that the same file read
// by the same program has the same facts, bit for bit.
func (r *reader) keep(ctx context.Context, in *checker.Inspection) (string, error) {
	in.Facts.Timing = checker.Timing{}
	raw, err := in.Encode()
	if err != nil {
		return "", err
	}
	digest, _, err := r.desk.files.Put(ctx, bytes.NewReader(raw), int64(len(raw)))
	return digest, err
}
