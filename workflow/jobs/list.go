package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"lianshen/internal/errs"
)

// States of a job that is not done.
const (
	Waiting = "waiting" // 待执行: it is due
	Planned = "planned" // 已排期: it is not due yet
	Running = "running" // 执行中
	Failed  = "failed"  // 待重试: it failed and will be tried again
	Dead    = "dead"    // 已停止: it failed too often and waits for a person
)

var states = map[rivertype.JobState]string{
	rivertype.JobStateAvailable: Waiting,
	rivertype.JobStatePending:   Planned,
	rivertype.JobStateScheduled: Planned,
	rivertype.JobStateRunning:   Running,
	rivertype.JobStateRetryable: Failed,
	rivertype.JobStateDiscarded: Dead,
	rivertype.JobStateCancelled: Dead,
}

// Job is one that is not done.
type Job struct {
	ID       int64           `json:"id"`
	Kind     string          `json:"kind"`
	Args     json.RawMessage `json:"args"`
	State    string          `json:"state"`
	Attempts int             `json:"attempts"` // so far
	RunAt    time.Time       `json:"run_at"`
	// Error is what the last attempt came to, "" when there was none.
	Error string `json:"error"`
}

// ErrNotFound says that there is no job of a number.
var ErrNotFound = errs.New(errs.NotFound, "job.not_found",
	errs.Text{ZH: "没有该编号的后台任务", EN: "there is no job of this number"},
	errs.Text{ZH: "用 lianshen jobs list 查看", EN: "see lianshen jobs list"})

// page is how many jobs are listed in one state.
const page = 1000

// List gives the jobs that are not done, the dead first, at most a thousand in each state.
func (q *Queue) List(ctx context.Context) ([]Job, error) {
	out := []Job{}
	for _, group := range [][]rivertype.JobState{
		{rivertype.JobStateDiscarded, rivertype.JobStateCancelled},
		{rivertype.JobStateRunning},
		{rivertype.JobStateRetryable},
		{rivertype.JobStateAvailable},
		{rivertype.JobStateScheduled, rivertype.JobStatePending},
	} {
		got, err := q.client.JobList(ctx, river.NewJobListParams().States(group...).First(page))
		if err != nil {
			return nil, fmt.Errorf("list jobs: %w", err)
		}
		for _, row := range got.Jobs {
			out = append(out, jobOf(row))
		}
	}
	return out, nil
}

func jobOf(row *rivertype.JobRow) Job {
	j := Job{
		ID: row.ID, Kind: row.Kind, Args: row.EncodedArgs, State: states[row.State],
		Attempts: row.Attempt, RunAt: row.ScheduledAt.UTC(),
	}
	if n := len(row.Errors); n > 0 {
		j.Error = row.Errors[n-1].Error
	}
	// River calls a job available that it will try again within seconds.
	if j.State == Waiting && row.ScheduledAt.After(time.Now()) {
		if j.State = Planned; j.Error != "" {
			j.State = Failed
		}
	}
	return j
}

// Retry makes a job due now, a dead one or one that waits. One that runs is left alone.
func (q *Queue) Retry(ctx context.Context, id int64) error {
	_, err := q.client.JobRetry(ctx, id)
	if errors.Is(err, rivertype.ErrNotFound) {
		return ErrNotFound
	}
	return err
}
