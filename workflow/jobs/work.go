package jobs

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"lianshen/workflow"
	"lianshen/workflow/audit"
)

// From is how jobs sign what they change.
const From = "job"

// Service is what the jobs of the clock call.
type Service interface {
	DecideOverdue(ctx context.Context, from string) (int, error)
	Recount(ctx context.Context, from string) (int, error)
	Remind(ctx context.Context, from string) (int, error)
	Checkpoint(ctx context.Context) (*audit.Checkpoint, error)
}

// Workers is who does the work.
type Workers struct {
	Service Service
	// Inspect reads a version and records what came of it. It does nothing where facts are there.
	Inspect func(context.Context, workflow.InspectArgs) error
	// Evaluate judges a project and records what is new.
	Evaluate func(context.Context, workflow.EvaluateArgs) error
	// Inspectors is how many versions are read at a time.
	Inspectors int
	// Started is called once jobs are being taken; nil calls nothing.
	Started func()
}

// Times of the queue.
const (
	sweepEvery   = time.Minute
	recountEvery = time.Hour
	remindEvery  = 10 * time.Minute
	// checkpointEvery is more often than the days that have one, as the first of a day makes it.
	checkpointEvery = time.Hour
	// clockTime is how long a job of the clock may take, inspectTime the reading of a document
	// (10 minutes, by the cell) with what comes after.
	clockTime   = time.Minute
	inspectTime = 12 * time.Minute
	// grace is how long jobs may go on when workers are told to stop.
	grace = 20 * time.Second
	// idle is how often Drain looks whether something is left.
	idle = 100 * time.Millisecond
)

// Work works jobs off until ctx ends, and then waits for those that run, for a while. A job
// that had to be cut off is taken up again at the next start.
func (q *Queue) Work(ctx context.Context, w Workers) error {
	return q.work(ctx, w, func(ctx context.Context) error {
		<-ctx.Done()
		return nil
	})
}

// Drain works jobs off until none is due. Those that failed are not waited for.
func (q *Queue) Drain(ctx context.Context, w Workers) error {
	return q.work(ctx, w, q.untilIdle)
}

// work runs workers until wait returns.
func (q *Queue) work(ctx context.Context, w Workers, wait func(context.Context) error) error {
	if err := q.takeUp(ctx); err != nil {
		return err
	}
	for _, args := range []river.JobArgs{overdueArgs{}, recountArgs{}, remindArgs{}, checkpointArgs{}} { // at once, after an outage
		if _, err := q.client.Insert(ctx, args, insertOptions(args.Kind(), time.Time{})); err != nil {
			return fmt.Errorf("workers: %w", err)
		}
	}
	client, err := river.NewClient(driver(q.db), q.config(w))
	if err != nil {
		return fmt.Errorf("workers: %w", err)
	}
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	if err := client.Start(running); err != nil {
		return fmt.Errorf("workers: %w", err)
	}
	if w.Started != nil {
		w.Started()
	}
	err = wait(ctx)
	stop()
	<-client.Stopped()
	return err
}

func (q *Queue) config(w Workers) *river.Config {
	workers := river.NewWorkers()
	river.AddWorker(workers, &inspectWorker{inspect: w.Inspect})
	river.AddWorker(workers, &evaluateWorker{evaluate: w.Evaluate})
	river.AddWorker(workers, &checkpointWorker{checkpoint: w.Service.Checkpoint})
	river.AddWorker(workers, &overdueWorker{clockWorker{w.Service.DecideOverdue, q.log}, river.WorkerDefaults[overdueArgs]{}})
	river.AddWorker(workers, &recountWorker{clockWorker{w.Service.Recount, q.log}, river.WorkerDefaults[recountArgs]{}})
	river.AddWorker(workers, &remindWorker{clockWorker{w.Service.Remind, q.log}, river.WorkerDefaults[remindArgs]{}})
	return &river.Config{
		ID:      ownName(),
		Logger:  q.log,
		Workers: workers,
		Queues: map[string]river.QueueConfig{
			clockQueue:    {MaxWorkers: 1}, // one after the other: there is one writer
			evaluateQueue: {MaxWorkers: 1},
			inspectQueue:  {MaxWorkers: max(1, w.Inspectors)},
		},
		PeriodicJobs: []*river.PeriodicJob{
			comesRound(sweepEvery, overdueArgs{}),
			comesRound(recountEvery, recountArgs{}),
			comesRound(remindEvery, remindArgs{}),
			comesRound(checkpointEvery, checkpointArgs{}),
		},
		PollOnly:                    true, // the SQLite driver listens by asking twenty times a second
		FetchPollInterval:           500 * time.Millisecond,
		JobTimeout:                  clockTime,
		RescueStuckJobsAfter:        2 * clockTime, // inspections have their own time
		SoftStopTimeout:             grace,
		DiscardedJobRetentionPeriod: -1, // until someone has looked
	}
}

func comesRound(every time.Duration, args river.JobArgs) *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(every), func() (river.JobArgs, *river.InsertOpts) {
		return args, insertOptions(args.Kind(), time.Time{})
	}, &river.PeriodicJobOpts{ID: args.Kind()})
}

// untilIdle returns when nothing is due. River makes planned jobs available some seconds after
// they are due.
func (q *Queue) untilIdle(ctx context.Context) error {
	tick := time.NewTicker(idle)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
		if busy, err := q.busy(ctx); err != nil || !busy {
			return err
		}
	}
}

func (q *Queue) busy(ctx context.Context) (bool, error) {
	undone := river.NewJobListParams().States(undone...).OrderBy(river.JobListOrderByScheduledAt, river.SortOrderAsc).First(page)
	got, err := q.client.JobList(ctx, undone)
	if err != nil {
		return false, fmt.Errorf("jobs that are due: %w", err)
	}
	now := time.Now()
	return slices.ContainsFunc(got.Jobs, func(j *rivertype.JobRow) bool {
		return j.State == rivertype.JobStateRunning || !j.ScheduledAt.After(now)
	}), nil
}
