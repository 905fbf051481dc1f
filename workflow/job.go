package workflow

import "time"

// Job (后台任务) is work that follows from a change. The store puts it into the queue in the
// transaction of the change: it is there exactly when the change is.
type Job struct {
	Kind string
	// Args says what the work is about. While a job of the same kind and args waits or runs,
	// another is not added.
	Args any
	// RunAt is the earliest time; zero is at once.
	RunAt time.Time
}

// Kinds of job.
const (
	JobInspect    = "inspect"    // with InspectArgs
	JobEvaluate   = "evaluate"   // with EvaluateArgs
	JobOverdue    = "overdue"    // DecideOverdue, with OverdueArgs
	JobRecount    = "recount"    // Recount
	JobCheckpoint = "checkpoint" // Checkpoint
	JobRemind     = "remind"     // Remind
)

// InspectArgs names the version of a document that is to be read.
type InspectArgs struct {
	Project string `json:"project"`
	Slug    string `json:"slug"`
	Number  int    `json:"number"`
}

// OverdueArgs is the instant at which a period ends; nil for the sweep that comes round.
type OverdueArgs struct {
	Due *time.Time `json:"due"`
}

// overdueAt is the job that writes a deemed approval down at its instant.
func overdueAt(due ReviewDue) Job {
	return Job{Kind: JobOverdue, Args: OverdueArgs{Due: &due.Deemed}, RunAt: due.Deemed}
}
