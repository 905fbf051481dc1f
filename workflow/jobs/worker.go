package jobs

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/riverqueue/river"

	"lianshen/workflow"
	"lianshen/workflow/audit"
)

type inspectArgs struct{ workflow.InspectArgs }

func (inspectArgs) Kind() string { return workflow.JobInspect }

// ErrNotYet says, in the error of an inspection, that what it needs is away: nobody is at fault, and
// the job waits for a pause at a time, however often.
var ErrNotYet = errors.New("jobs: not yet")

const pause = time.Minute

type inspectWorker struct {
	river.WorkerDefaults[inspectArgs]
	inspect func(context.Context, workflow.InspectArgs) error
}

func (w *inspectWorker) Work(ctx context.Context, job *river.Job[inspectArgs]) error {
	err := w.inspect(ctx, job.Args.InspectArgs)
	if errors.Is(err, ErrNotYet) {
		return river.JobSnooze(pause)
	}
	return err
}

func (*inspectWorker) Timeout(*river.Job[inspectArgs]) time.Duration { return inspectTime }

type evaluateArgs struct{ workflow.EvaluateArgs }

func (evaluateArgs) Kind() string { return workflow.JobEvaluate }

type evaluateWorker struct {
	river.WorkerDefaults[evaluateArgs]
	evaluate func(context.Context, workflow.EvaluateArgs) error
}

func (w *evaluateWorker) Work(ctx context.Context, job *river.Job[evaluateArgs]) error {
	return w.evaluate(ctx, job.Args.EvaluateArgs)
}

type checkpointArgs struct{}

func (checkpointArgs) Kind() string { return workflow.JobCheckpoint }

type checkpointWorker struct {
	river.WorkerDefaults[checkpointArgs]
	checkpoint func(context.Context) (*audit.Checkpoint, error)
}

func (w *checkpointWorker) Work(ctx context.Context, _ *river.Job[checkpointArgs]) error {
	_, err := w.checkpoint(ctx)
	return err
}

// clockWorker calls a method that looks for what time has done, and says so when it found
// something.
type clockWorker struct {
	call func(ctx context.Context, from string) (int, error)
	log  *slog.Logger
}

// run goes on while there is something: one call does a batch.
func (w clockWorker) run(ctx context.Context, kind string) error {
	for {
		n, err := w.call(ctx, From)
		if n > 0 {
			w.log.Info("job did something", "kind", kind, "count", n)
		}
		if err != nil || n == 0 {
			return err
		}
	}
}

type overdueArgs struct{ workflow.OverdueArgs }

func (overdueArgs) Kind() string { return workflow.JobOverdue }

type overdueWorker struct {
	clockWorker
	river.WorkerDefaults[overdueArgs]
}

func (w *overdueWorker) Work(ctx context.Context, job *river.Job[overdueArgs]) error {
	return w.run(ctx, job.Kind)
}

type recountArgs struct{}

func (recountArgs) Kind() string { return workflow.JobRecount }

type recountWorker struct {
	clockWorker
	river.WorkerDefaults[recountArgs]
}

func (w *recountWorker) Work(ctx context.Context, job *river.Job[recountArgs]) error {
	return w.run(ctx, job.Kind)
}

type remindArgs struct{}

func (remindArgs) Kind() string { return workflow.JobRemind }

type remindWorker struct {
	clockWorker
	river.WorkerDefaults[remindArgs]
}

func (w *remindWorker) Work(ctx context.Context, job *river.Job[remindArgs]) error {
	return w.run(ctx, job.Kind)
}
