package main

import (
	"context"
	"fmt"
	"runtime"

	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/jobs"
)

// workCmd runs workers alone.
type workCmd struct {
	Drain   bool `help:"End when no job is due any more."`
	Workers int  `help:"Documents that are read at a time (default: one a core)."`
}

// Run says that it has begun, on a line of its own, and works until it is told to stop
// (SIGTERM, Ctrl-C), which is no error; jobs that run then are let come to an end.
func (c *workCmd) Run(ctx context.Context, p *program) error {
	return withDesk(ctx, p, func(d *desk) error {
		w, stop := workers(d, c.Workers)
		defer stop()
		w.Started = func() {
			fmt.Fprintln(p.stdout, errs.Text{ZH: "后台任务开始执行", EN: "the workers have begun"}.In(p.lang))
		}
		if c.Drain {
			return d.queue.Drain(ctx, w)
		}
		return d.queue.Work(ctx, w)
	})
}

// workers are those who work the queue off, n documents at a time, one a core when n is 0;
// stop lets go of their cells.
func workers(d *desk, n int) (w jobs.Workers, stop func()) {
	if n < 1 {
		n = runtime.NumCPU()
	}
	r := &reader{desk: d, cells: &cells{config: d.p.config, size: n, log: d.p.logger()}}
	return jobs.Workers{
		Service: d.service, Inspectors: n,
		Inspect:  func(ctx context.Context, at workflow.InspectArgs) error { return r.inspect(ctx, jobs.From, at) },
		Evaluate: newJudge(d, jobs.From).evaluate,
	}, r.close
}
