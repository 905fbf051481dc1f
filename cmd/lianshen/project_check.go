package main

import (
	"context"

	"lianshen/checker"
	"lianshen/checker/output"
)

type projectCheckCmd struct {
	Project string `arg:"" help:"Identifier of the project."`
	Format  string `help:"Form of the report: text, json, sarif or junit." enum:"text,json,sarif,junit" default:"text"`
}

// Run judges the documents as they are stored, and reports as check does: it ends with 1 when
// the report blocks.
func (c *projectCheckCmd) Run(ctx context.Context, p *program) error {
	return withDesk(ctx, p, func(d *desk) error {
		j := newJudge(d, "terminal")
		made, err := j.judgeNow(ctx, "terminal", c.Project)
		if err != nil {
			return err
		}
		book, err := j.open(ctx)
		if err != nil {
			return err
		}
		job := &checkJob{cmd: &checkCmd{}, p: p, notice: book.notice, input: *made.input}
		if err := output.Write(p.stdout, c.Format, job.report(made.report, book.Catalogue())); err != nil {
			return err
		}
		if made.report.Verdict == checker.Block {
			return exitError(1)
		}
		return nil
	})
}
