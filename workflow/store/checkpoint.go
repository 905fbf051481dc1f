package store

import (
	"context"
	"time"

	"lianshen/workflow/audit"
	"lianshen/workflow/calendar"
)

func scanCheckpoint(r row, c *audit.Checkpoint) error {
	return r.Scan(&c.Day, at{&c.At}, &c.Seq, &c.Hash)
}

func (t *tx) Checkpoints() ([]audit.Checkpoint, error) {
	return all(t, scanCheckpoint, `SELECT day, at, seq, hash FROM checkpoints ORDER BY day`)
}

// Witness waits for its turn among the changes, so that no event is half there.
func (s *Store) Witness(ctx context.Context, day calendar.Date, at time.Time) (out []audit.Checkpoint, err error) {
	err = transact(ctx, s.write, nil, func(t *tx) error {
		if err := t.lock(); err != nil {
			return err
		}
		err := t.exec(`INSERT INTO checkpoints (day, at, seq, hash) SELECT $1, $2, seq, hash FROM audit_head
			WHERE NOT EXISTS (SELECT 1 FROM checkpoints WHERE day >= $1)`, day.String(), instant(at))
		if err != nil {
			return err
		}
		out, err = t.Checkpoints()
		return err
	})
	return out, err
}
