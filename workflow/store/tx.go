package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"lianshen/workflow"
	"lianshen/workflow/audit"
)

var _ workflow.Store = (*Store)(nil)

// tx is one transaction. It holds the context of the call that opened it and lives no longer.
type tx struct {
	ctx context.Context
	sql *sql.Tx
	// queue takes the jobs of a change, nil where there is none.
	queue Queue
	// watch sees every query, nil outside tests of their plans.
	watch func(query string, args []any)
}

// errNoEvent undoes a change that left no event.
var errNoEvent = errors.New("store: a change without an event")

// Change runs do and commits its rows with its event. Taking the audit head first makes
// changes follow one another on PostgreSQL, as SQLite's one writer does there.
func (s *Store) Change(ctx context.Context, do func(workflow.Tx) (*audit.Event, error)) error {
	return transact(ctx, s.write, nil, func(t *tx) error {
		t.queue = s.queue
		if err := t.lock(); err != nil {
			return err
		}
		event, err := do(t)
		if err != nil {
			return err
		}
		if event == nil {
			return errNoEvent
		}
		if err := t.commitOnce(); err != nil {
			return err
		}
		return t.appendEvent(event)
	})
}

// lock holds up other changes until the end of the transaction.
func (t *tx) lock() error { return t.exec(`UPDATE audit_head SET seq = seq WHERE id = 1`) }

// Between runs do between two changes: none begins until do has ended.
func (s *Store) Between(ctx context.Context, do func(workflow.Reader) error) error {
	return transact(ctx, s.write, nil, func(t *tx) error {
		if err := t.lock(); err != nil {
			return err
		}
		return do(t)
	})
}

// View runs do on one snapshot: the repeatable read of PostgreSQL, a transaction of SQLite.
func (s *Store) View(ctx context.Context, do func(workflow.Reader) error) error {
	return s.view(ctx, func(t *tx) error { return do(t) })
}

func (s *Store) view(ctx context.Context, do func(*tx) error) error {
	options := &sql.TxOptions{ReadOnly: true}
	if s.read == s.write {
		options.Isolation = sql.LevelRepeatableRead
	}
	return transact(ctx, s.read, options, do)
}

func transact(ctx context.Context, db *sql.DB, options *sql.TxOptions, do func(*tx) error) error {
	t, err := db.BeginTx(ctx, options)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer t.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	if err := do(&tx{ctx: ctx, sql: t}); err != nil {
		return err
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func (t *tx) exec(query string, args ...any) error {
	_, err := t.sql.ExecContext(t.ctx, query, args...)
	return err
}

// replace is an update of one row at the version before; no such row is ErrVersion.
func (t *tx) replace(query string, args ...any) error {
	res, err := t.sql.ExecContext(t.ctx, query, args...)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n != 1 {
		return errors.Join(workflow.ErrVersion, err)
	}
	return nil
}

// row is what both *sql.Row and *sql.Rows scan into.
type row interface{ Scan(...any) error }

// one reads the row of a query; none is ErrNotFound.
func one[T any](t *tx, scan func(row, *T) error, query string, args ...any) (*T, error) {
	if t.watch != nil {
		t.watch(query, args)
	}
	v := new(T)
	err := scan(t.sql.QueryRowContext(t.ctx, query, args...), v)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, workflow.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return v, nil
}

// all reads every row of a query; none is an empty list.
func all[T any](t *tx, scan func(row, *T) error, query string, args ...any) ([]T, error) {
	if t.watch != nil {
		t.watch(query, args)
	}
	rows, err := t.sql.QueryContext(t.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []T{}
	for rows.Next() {
		var v T
		if err := scan(rows, &v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// scalar scans a row of one column.
func scalar[T any](r row, v *T) error { return r.Scan(v) }

// exists reports whether the query has a row.
func (t *tx) exists(query string, args ...any) (bool, error) {
	_, err := one(t, scalar[int], query, args...)
	if errors.Is(err, workflow.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
