package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"

	"github.com/riverqueue/river/rivermigrate"
)

// Migrate brings the tables of the queue up to date. They are River's own and differ between
// the databases, so its migrator makes them, beside the migrations of the workflow.
func Migrate(ctx context.Context, db Database) error {
	m, err := migrator(db)
	if err != nil {
		return err
	}
	state, err := m.Validate(ctx, nil)
	if err == nil && !state.OK {
		_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	}
	if err != nil {
		return fmt.Errorf("migrate the queue up: %w", err)
	}
	return nil
}

// Migrated reports whether the tables of the queue are up to date.
func Migrated(ctx context.Context, db Database) (bool, error) {
	m, err := migrator(db)
	if err != nil {
		return false, err
	}
	state, err := m.Validate(ctx, nil)
	if err != nil {
		return false, fmt.Errorf("steps of the queue: %w", err)
	}
	return state.OK, nil
}

// Unmigrate takes the tables away, and with them every job.
func Unmigrate(ctx context.Context, db Database) error {
	m, err := migrator(db)
	if err != nil {
		return err
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionDown, &rivermigrate.MigrateOpts{TargetVersion: -1}); err != nil {
		return fmt.Errorf("migrate the queue down: %w", err)
	}
	return nil
}

func migrator(db Database) (*rivermigrate.Migrator[*sql.Tx], error) {
	return rivermigrate.New(driver(db), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
}
