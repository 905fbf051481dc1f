package store

import (
	"context"
	"errors"
	"time"

	"lianshen/workflow"
	"lianshen/workflow/once"
)

// Once is the store as once.Store: what is written there leaves no event.
type Once struct{ s *Store }

var _ once.Store = Once{}

// Once gives the store of keys under which something is created once.
func (s *Store) Once() Once { return Once{s} }

func scanOnce(r row, o *once.Record) error {
	return r.Scan(&o.Person, &o.Operation, &o.Key.Key, &o.Request, at{&o.Begun}, &o.Claim, &o.Committed, &o.Answer.Status, &o.Answer.ETag, &o.Answer.Body)
}

const onceColumns = `SELECT person_id, operation, key, request, begun, claim, committed, status, etag, answer FROM once_keys `

// Claim puts a record where there is none, or only one that nobody is at any more.
func (o Once) Claim(ctx context.Context, r *once.Record, stale, expired time.Time, most int) (kept *once.Record, mine bool, err error) {
	err = transact(ctx, o.s.write, nil, func(t *tx) error {
		if err := t.exec(`DELETE FROM once_keys WHERE begun <= $1`, instant(expired)); err != nil {
			return err
		}
		if err := t.exec(`DELETE FROM once_keys WHERE person_id = $1 AND operation = $2 AND key = $3 AND begun <= $4 AND NOT committed`,
			r.Person, r.Operation, r.Key.Key, instant(stale)); err != nil {
			return err
		}
		if err := t.exec(`INSERT INTO once_keys (person_id, operation, key, request, begun, claim, committed, status, etag, answer)
			VALUES ($1, $2, $3, $4, $5, $6, FALSE, 0, '', '') ON CONFLICT DO NOTHING`,
			r.Person, r.Operation, r.Key.Key, r.Request, instant(r.Begun), r.Claim); err != nil {
			return err
		}
		kept, err = one(t, scanOnce, onceColumns+`WHERE person_id = $1 AND operation = $2 AND key = $3`, r.Person, r.Operation, r.Key.Key)
		if err != nil {
			return err
		}
		if mine = kept.Claim == r.Claim; !mine {
			return nil
		}
		n, err := one(t, scalar[int], `SELECT COUNT(*) FROM once_keys WHERE person_id = $1`, r.Person)
		if err == nil && *n > most {
			return once.ErrMany
		}
		return err
	})
	if errors.Is(err, workflow.ErrNotFound) { // taken away while we waited for it
		return nil, false, once.ErrRunning
	}
	return kept, mine, err
}

// Answer keeps the answer of a claim.
func (o Once) Answer(ctx context.Context, r *once.Record) error {
	return transact(ctx, o.s.write, nil, func(t *tx) error {
		return t.exec(`UPDATE once_keys SET committed = TRUE, status = $2, etag = $3, answer = $4 WHERE claim = $1`, r.Claim, r.Answer.Status, r.Answer.ETag, r.Answer.Body)
	})
}

// Release takes a claim away whose operation changed nothing.
func (o Once) Release(ctx context.Context, r *once.Record) error {
	return transact(ctx, o.s.write, nil, func(t *tx) error {
		return t.exec(`DELETE FROM once_keys WHERE claim = $1 AND NOT committed`, r.Claim)
	})
}

// commitOnce marks the key that a change is made under. A claim that another has taken over
// meanwhile makes no change any more.
func (t *tx) commitOnce() error {
	r := once.Marked(t.ctx)
	if r == nil {
		return nil
	}
	err := t.replace(`UPDATE once_keys SET committed = TRUE WHERE claim = $1`, r.Claim)
	if errors.Is(err, workflow.ErrVersion) {
		return once.ErrRunning
	}
	return err
}
