package store

import (
	"fmt"

	"lianshen/workflow"
)

func (t *tx) Enqueue(job workflow.Job) error {
	if t.queue == nil {
		return nil
	}
	if err := t.queue.Insert(t.ctx, t.sql, job); err != nil {
		return fmt.Errorf("job %s: %w", job.Kind, err)
	}
	return nil
}
