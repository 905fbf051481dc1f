package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"

	"lianshen/workflow"
)

// Database is where the queue lies: that of the workflow, so that they share transactions.
type Database interface {
	// Writer is the one handle that writes.
	Writer() *sql.DB
	IsPostgres() bool
}

// Queue (任务队列) adds jobs, shows them, and has them worked. It is safe for concurrent use.
type Queue struct {
	db     Database
	log    *slog.Logger
	client *river.Client[*sql.Tx]
}

// Open returns the queue of a database whose schema is up to date (Migrate).
func Open(db Database, log *slog.Logger) (*Queue, error) {
	client, err := river.NewClient(driver(db), &river.Config{Logger: log})
	if err != nil {
		return nil, fmt.Errorf("queue: %w", err)
	}
	return &Queue{db: db, log: log, client: client}, nil
}

func driver(db Database) riverdriver.Driver[*sql.Tx] {
	if db.IsPostgres() {
		return riverdatabasesql.New(db.Writer())
	}
	return riversqlite.New(db.Writer())
}

// Insert adds a job within a transaction, unless one of the same kind and args waits or runs.
func (q *Queue) Insert(ctx context.Context, tx *sql.Tx, job workflow.Job) error {
	_, err := q.client.InsertTx(ctx, tx, anyArgs{job}, insertOptions(job.Kind, job.RunAt))
	return err
}

// anyArgs gives River a job of ours as it stands.
type anyArgs struct{ job workflow.Job }

func (a anyArgs) Kind() string { return a.job.Kind }

func (a anyArgs) MarshalJSON() ([]byte, error) { return json.Marshal(a.job.Args) }

// Queues are apart so that a heap of files to be read or judged never holds up the clock.
const (
	clockQueue    = river.QueueDefault
	evaluateQueue = "evaluate"
	inspectQueue  = "inspect"
)

// attempts is how often a job is tried: the last time some half an hour after the first.
const attempts = 7

// undone are the states in which a second job of the same kind and args would be one too many.
var undone = []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable,
	rivertype.JobStateRunning, rivertype.JobStateScheduled,
}

func insertOptions(kind string, at time.Time) *river.InsertOpts {
	o := &river.InsertOpts{
		MaxAttempts: attempts, Queue: clockQueue, ScheduledAt: at,
		UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: undone},
	}
	switch kind {
	case workflow.JobInspect:
		o.Queue = inspectQueue
	case workflow.JobEvaluate:
		o.Queue = evaluateQueue
	}
	return o
}
