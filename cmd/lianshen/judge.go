package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"lianshen/api/web"
	"lianshen/checker"
	"lianshen/checker/engine"
	"lianshen/internal/errs"
	"lianshen/policies/notice"
	"lianshen/workflow"
	"lianshen/workflow/jobs"
)

// judge judges stored projects by the rules in the program, from stored facts.
type judge struct {
	desk *desk
	open func(context.Context) (*ruleBook, error)
}

// ruleBook is the rules with the notice that they rest on.
type ruleBook struct {
	*engine.Engine
	notice *notice.Notice
}

// newJudge opens the rules when they are first needed, once, and notes that they are in force.
func newJudge(d *desk, from string) *judge {
	var mu sync.Mutex
	var book *ruleBook
	return &judge{desk: d, open: func(ctx context.Context) (*ruleBook, error) {
		mu.Lock()
		defer mu.Unlock()
		if book != nil {
			return book, nil
		}
		rules, n, err := openRules(ctx, "")
		if err == nil {
			err = d.service.AdoptRules(ctx, from, rules.Revision())
		}
		if err == nil {
			book = &ruleBook{rules, n}
		}
		return book, err
	}}
}

// judgement is a project's documents as they are with what the rules say of them.
type judgement struct {
	input     *checker.Input
	documents []workflow.VersionRef
	report    *checker.Report
}

// errUnread says that a document waits to be read.
var errUnread = errs.New(errs.Conflict, "document.unread",
	errs.Text{ZH: "材料尚未读取", EN: "a document was not read yet"},
	errs.Text{ZH: "请稍候，或运行 lianshen work --drain", EN: "wait a little, or run lianshen work --drain"})

// judge judges a project now. It gives errUnread while a current version was not read.
func (j *judge) judge(ctx context.Context, project string) (*judgement, error) {
	book, err := j.open(ctx)
	if err != nil {
		return nil, err
	}
	d, err := j.desk.service.Dossier(ctx, project)
	if err != nil {
		return nil, err
	}
	out := &judgement{documents: workflow.CurrentVersions(d.Documents)}
	if out.input, err = j.desk.service.Input(ctx, project); err != nil {
		return nil, err
	}
	for _, slug := range book.notice.Slugs() {
		i := slices.IndexFunc(d.Documents, func(d workflow.Document) bool { return d.Slug == slug })
		if i < 0 {
			continue
		}
		doc, err := j.document(ctx, slug, d.Documents[i].Current(), out.input.Parties)
		if err != nil {
			return nil, err
		}
		out.input.Documents = append(out.input.Documents, doc)
	}
	out.report, err = checker.Prescreen(ctx, book.Engine, *out.input)
	if out.report == nil || ctx.Err() != nil { // what was cut off says nothing
		return nil, errors.Join(err, ctx.Err())
	}
	if err != nil { // some rules could not decide: the report says so, the log says why
		j.desk.p.logger().Error("rules failed", "project", project, "error", err)
	}
	return out, nil
}

// judgeNow has read what waits to be read, and judges.
func (j *judge) judgeNow(ctx context.Context, from, project string) (*judgement, error) {
	d, err := j.desk.service.Dossier(ctx, project)
	if err != nil {
		return nil, err
	}
	r := newReader(j.desk)
	defer r.close()
	for _, doc := range d.Documents {
		if v := doc.Current(); !v.Read() {
			if _, err := r.read(ctx, from, workflow.InspectArgs{Project: project, Slug: doc.Slug, Number: v.Number}, nil); err != nil {
				return nil, err
			}
		}
	}
	return j.judge(ctx, project)
}

// document is what the rules see of a version: its stored facts, its seals held against the
// names of the parties as they are now.
func (j *judge) document(ctx context.Context, slug string, v *workflow.Version, parties []checker.Party) (checker.Document, error) {
	doc := checker.Document{Slug: slug}
	switch {
	case v.Failure != "":
		doc.Failure = &checker.Failure{Code: v.Failure, Message: v.Message}
		return doc, nil
	case v.Facts == "":
		return doc, errUnread.On("documents." + slug)
	}
	in, err := j.inspection(ctx, v.Facts)
	if err != nil {
		return doc, fmt.Errorf("%s: %w", slug, err)
	}
	in.Facts.File.Name = v.Name // the same file may have another name elsewhere
	in.FillMatches(verifySeal, parties)
	doc.Facts = in.Facts
	return doc, nil
}

// inspection is the stored one of a digest.
func (j *judge) inspection(ctx context.Context, digest string) (*checker.Inspection, error) {
	raw, err := j.stored(ctx, digest)
	if err != nil {
		return nil, err
	}
	in, err := checker.DecodeInspection(raw)
	if err != nil {
		return nil, fmt.Errorf("facts %s: %w", digest, err)
	}
	return in, nil
}

// matched are the stored facts of a digest, their seals held against the parties of a project.
func (j *judge) matched(ctx context.Context, project, digest string) (*checker.Facts, error) {
	input, err := j.desk.service.Input(ctx, project)
	if err != nil {
		return nil, err
	}
	in, err := j.inspection(ctx, digest)
	if err != nil {
		return nil, err
	}
	in.FillMatches(verifySeal, input.Parties)
	return in.Facts, nil
}

// rules are those in force, for pages.
func (j *judge) rules(ctx context.Context) (map[string]web.Rule, error) {
	book, err := j.open(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]web.Rule{}
	for _, r := range book.Catalogue() {
		out[r.Code] = web.Rule{Title: r.Title, Documents: r.Collections}
	}
	return out, nil
}

func (j *judge) stored(ctx context.Context, digest string) ([]byte, error) {
	file, err := j.desk.files.Open(ctx, digest)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(file)
	return raw, errors.Join(err, file.Close())
}

// evaluate is what a job calls: it judges the project and records what is new. Where a
// document waits to be read, that reading brings a job of its own.
func (j *judge) evaluate(ctx context.Context, at workflow.EvaluateArgs) error {
	made, err := j.judge(ctx, at.Project)
	if errors.Is(err, errUnread) {
		return nil
	}
	if err != nil {
		return err
	}
	basis, err := workflow.BasisOf(*made.input)
	if err != nil {
		return err
	}
	e := workflow.Evaluation{Documents: made.documents, Basis: basis, PolicyRevision: made.report.PolicyRevision, Verdict: made.report.Verdict}
	last, err := j.desk.service.Evaluation(ctx, at.Project)
	if err == nil && last.Basis == e.Basis && last.PolicyRevision == e.PolicyRevision {
		return nil // before files are stored for nothing
	}
	if err != nil && !errors.Is(err, workflow.ErrNotFound) {
		return err
	}
	if e.Facts, e.Report, err = j.desk.service.KeepJudgement(ctx, made.input, made.report); err != nil {
		return err
	}
	return j.desk.service.RecordEvaluation(ctx, jobs.From, at.Project, e)
}

// atUpload is what other rules said of the same documents when they were uploaded; nil when
// the last judgement was by the rules of now, or of other documents.
func (j *judge) atUpload(ctx context.Context, project string, now *judgement) (*checker.Report, error) {
	last, err := j.desk.service.Evaluation(ctx, project)
	if errors.Is(err, workflow.ErrNotFound) {
		return nil, nil //nolint:nilnil // there is none
	}
	if err != nil || last.PolicyRevision == now.report.PolicyRevision || !slices.Equal(last.Documents, now.documents) {
		return nil, err
	}
	return j.report(ctx, last)
}

// report reads the stored report of an evaluation.
func (j *judge) report(ctx context.Context, e *workflow.Evaluation) (*checker.Report, error) {
	return j.said(ctx, e.Report)
}

// said is the stored report of a digest.
func (j *judge) said(ctx context.Context, digest string) (*checker.Report, error) {
	raw, err := j.stored(ctx, digest)
	if err != nil {
		return nil, err
	}
	var report checker.Report
	if err := json.Unmarshal(raw, &report); err != nil {
		return nil, fmt.Errorf("report %s: %w", digest, err)
	}
	return &report, nil
}

// last is what was said of a project when it was last judged, with the contests that stand.
func (j *judge) last(ctx context.Context, project string) (*checker.Report, error) {
	e, err := j.desk.service.Evaluation(ctx, project)
	if err != nil {
		return nil, err
	}
	report, err := j.report(ctx, e)
	if err != nil {
		return nil, err
	}
	return j.desk.service.Contested(ctx, project, report)
}

// toSubmit stores a judgement and gives what an application is submitted with.
func (j *judge) toSubmit(ctx context.Context, project string, made *judgement) (*workflow.Judgement, error) {
	before, err := j.atUpload(ctx, project, made)
	if err != nil {
		return nil, err
	}
	facts, _, err := j.desk.service.KeepJudgement(ctx, made.input, made.report)
	return &workflow.Judgement{Report: made.report, AtUpload: before, Facts: "sha256:" + facts, Documents: made.documents}, err
}
