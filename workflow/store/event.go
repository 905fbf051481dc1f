package store

import (
	"context"
	"encoding/json"
	"iter"
	"math"

	"lianshen/workflow"
	"lianshen/workflow/audit"
)

// appendEvent seals the event onto the chain.
func (t *tx) appendEvent(e *audit.Event) error {
	head, err := t.Head()
	if err != nil {
		return err
	}
	next, err := head.Next(e)
	if err != nil {
		return err
	}
	err = t.exec(`INSERT INTO events (seq, at, person, role, origin, on_behalf, act, subject_kind, subject_id, subject_version, data, prev, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		e.Seq, instant(e.At), e.Actor.Person, e.Actor.Role, e.Actor.From, e.Actor.For, e.Act, e.Subject.Kind, e.Subject.ID, e.Subject.Version,
		string(e.Data), e.Prev, e.Hash)
	if err != nil {
		return err
	}
	return t.exec(`UPDATE audit_head SET seq = $1, hash = $2 WHERE id = 1`, next.Seq, next.Hash)
}

func scanHead(r row, h *audit.Head) error { return r.Scan(&h.Seq, &h.Hash) }

func (t *tx) Head() (audit.Head, error) {
	head, err := one(t, scanHead, `SELECT seq, hash FROM audit_head WHERE id = 1`)
	if err != nil {
		return audit.Head{}, err
	}
	return *head, nil
}

func scanEvent(r row, e *audit.Event) error {
	var data string
	err := r.Scan(&e.Seq, at{&e.At}, &e.Actor.Person, &e.Actor.Role, &e.Actor.From, &e.Actor.For, &e.Act,
		&e.Subject.Kind, &e.Subject.ID, &e.Subject.Version, &data, &e.Prev, &e.Hash)
	e.Data = json.RawMessage(data)
	return err
}

func (t *tx) Events(after int64, limit int) ([]audit.Event, error) {
	return all(t, scanEvent, `SELECT seq, at, person, role, origin, on_behalf, act, subject_kind, subject_id, subject_version, data, prev, hash
		FROM events WHERE seq > $1 ORDER BY seq LIMIT $2`, after, limit)
}

func (t *tx) EventsBefore(before int64, subject string, limit int) ([]audit.Event, error) {
	if before <= 0 {
		before = math.MaxInt64
	}
	const columns = `SELECT seq, at, person, role, origin, on_behalf, act, subject_kind, subject_id, subject_version, data, prev, hash FROM events `
	if subject != "" {
		return all(t, scanEvent, columns+`WHERE subject_id = $3 AND seq < $1 ORDER BY seq DESC LIMIT $2`, before, limit, subject)
	}
	return all(t, scanEvent, columns+`WHERE seq < $1 ORDER BY seq DESC LIMIT $2`, before, limit)
}

// page is how many events are read at a time.
const page = 1000

// Verify walks the audit chain as it stands, past the checkpoints of the table and those given.
// It returns an *audit.BrokenError that names the first event that is missing or was changed.
func (s *Store) Verify(ctx context.Context, checkpoints ...audit.Checkpoint) error {
	return s.View(ctx, func(r workflow.Reader) error {
		rows, err := r.Checkpoints()
		if err != nil {
			return err
		}
		head, err := r.Head()
		if err != nil {
			return err
		}
		return audit.Verify(Events(r), head, append(rows, checkpoints...)...)
	})
}

// Events walks the trail from its first event, a batch at a time.
func Events(r workflow.Reader) iter.Seq2[audit.Event, error] {
	return func(yield func(audit.Event, error) bool) {
		for after := int64(0); ; {
			batch, err := r.Events(after, page)
			if err != nil {
				yield(audit.Event{}, err)
				return
			}
			for _, e := range batch {
				if !yield(e, nil) {
					return
				}
				after = e.Seq
			}
			if len(batch) < page {
				return
			}
		}
	}
}
