package main

import (
	"context"
	"fmt"
	"strings"

	"lianshen/internal/clock"
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/jobs"
)

// jobsCmd shows the queue.
type jobsCmd struct {
	List  jobsListCmd  `cmd:"" help:"Jobs that are not done, the dead first."`
	Retry jobsRetryCmd `cmd:"" help:"Have a job tried now."`
}

type jobsListCmd struct {
	asJSON
}

// Run prints a line a job.
func (c *jobsListCmd) Run(ctx context.Context, p *program) error {
	return withDesk(ctx, p, func(d *desk) error {
		all, err := d.queue.List(ctx)
		if err != nil {
			return err
		}
		if len(all) == 0 && !c.JSON {
			return nil
		}
		lines := make([]string, len(all))
		for i, j := range all {
			lines[i] = jobLine(j, p.lang)
		}
		return c.show(p, all, strings.Join(lines, "\n"))
	})
}

func jobLine(j jobs.Job, lang string) string {
	line := fmt.Sprintf("%d\t%s\t%s\t%s\t%s", j.ID, named(jobKinds, j.Kind, lang), named(jobStates, j.State, lang),
		j.RunAt.In(clock.Shanghai).Format("2006-01-02 15:04:05"), j.Args)
	if j.Error != "" {
		line += "\t" + strings.ReplaceAll(j.Error, "\n", " ")
	}
	return line
}

var jobKinds = map[string]errs.Text{
	workflow.JobInspect:    {ZH: "读取材料", EN: "read a document"},
	workflow.JobEvaluate:   {ZH: "预审", EN: "judge the documents"},
	workflow.JobCheckpoint: {ZH: "审计检查点", EN: "checkpoint of the audit trail"},
	workflow.JobOverdue:    {ZH: "逾期视为通过", EN: "deemed approvals"},
	workflow.JobRecount:    {ZH: "重算审核期限", EN: "count periods again"},
	workflow.JobRemind:     {ZH: "催办", EN: "reminders"},
}

var jobStates = map[string]errs.Text{
	jobs.Waiting: {ZH: "待执行", EN: "waiting"},
	jobs.Planned: {ZH: "已排期", EN: "planned"},
	jobs.Running: {ZH: "执行中", EN: "running"},
	jobs.Failed:  {ZH: "待重试", EN: "failed, will be tried again"},
	jobs.Dead:    {ZH: "已停止", EN: "dead"},
}

func named(names map[string]errs.Text, key, lang string) string {
	if name, ok := names[key]; ok {
		return name.In(lang)
	}
	return key
}

type jobsRetryCmd struct {
	ID int64 `arg:"" name:"job" help:"Number of the job."`
}

// Run makes the job due.
func (c *jobsRetryCmd) Run(ctx context.Context, p *program) error {
	return withDesk(ctx, p, func(d *desk) error { return d.queue.Retry(ctx, c.ID) })
}
