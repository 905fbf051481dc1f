package jobs

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// ownName is the name of this process among the workers: machine, number of the process, and
// when it was started, as numbers are given again.
func ownName() string {
	host, err := os.Hostname()
	if err != nil || host == "" {
		host = "localhost"
	}
	if len(host) > 60 { // River takes names of up to 100 bytes
		host = host[:60]
	}
	started, _ := startOf(os.Getpid())
	return fmt.Sprintf("%s/%d/%s", host, os.Getpid(), started)
}

// startOf is when a process was started, in ticks since the machine was; not ok when there
// is no such process, or no way to tell.
func startOf(pid int) (string, bool) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", false
	}
	// The name of the program stands in brackets and may hold anything.
	fields := strings.Fields(string(raw[strings.LastIndexByte(string(raw), ')')+1:]))
	const start = 22 - 3 // of proc(5); the first two went with the name
	if len(fields) <= start {
		return "", false
	}
	return fields[start], true
}

// died reports whether a worker of this machine is no more. What cannot be told is no: River
// takes up such jobs itself, when their time is over.
func died(name string) bool {
	parts := strings.Split(name, "/")
	own := strings.Split(ownName(), "/")
	if len(parts) != 3 || parts[0] != own[0] || parts[2] == "" || own[2] == "" {
		return false
	}
	pid, err := strconv.Atoi(parts[1])
	if err != nil {
		return false
	}
	started, ok := startOf(pid)
	return !ok || started != parts[2]
}

// takeUp makes jobs due again that a process of this machine left behind as it died. Without
// it they would wait until they could no longer be running.
func (q *Queue) takeUp(ctx context.Context) error {
	got, err := q.client.JobList(ctx, river.NewJobListParams().States(rivertype.JobStateRunning).First(page))
	if err != nil {
		return fmt.Errorf("jobs left behind: %w", err)
	}
	for _, row := range got.Jobs {
		if n := len(row.AttemptedBy); n == 0 || !died(row.AttemptedBy[n-1]) {
			continue
		}
		_, err := q.db.Writer().ExecContext(ctx,
			`UPDATE river_job SET state = 'available' WHERE id = $1 AND state = 'running' AND attempt = $2`, row.ID, row.Attempt)
		if err != nil {
			return fmt.Errorf("take up job %d: %w", row.ID, err)
		}
		q.log.Info("job of a process that died is taken up", "id", row.ID, "kind", row.Kind)
	}
	return nil
}
