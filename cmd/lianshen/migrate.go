package main

import (
	"context"
	"errors"
	"fmt"

	"lianshen/internal/errs"
	"lianshen/workflow/jobs"
	"lianshen/workflow/store"
)

// migrateCmd changes the schema. Other commands bring it up to date by themselves.
type migrateCmd struct {
	Up     migrateUpCmd     `cmd:"" help:"Bring the schema up to date."`
	Down   migrateDownCmd   `cmd:"" help:"Undo the last step of the schema, and lose the data that it holds."`
	Status migrateStatusCmd `cmd:"" help:"List the steps of the schema."`
}

type migrateUpCmd struct{ asJSON }

// Run prints the steps as they then are.
func (c *migrateUpCmd) Run(ctx context.Context, p *program) error {
	return withStore(ctx, p, func(s *store.Store) error {
		if err := migrate(ctx, s); err != nil {
			return err
		}
		return c.steps(ctx, p, s)
	})
}

// migrate brings the schema and that of the queue up to date.
func migrate(ctx context.Context, s *store.Store) error {
	if err := s.Up(ctx); err != nil {
		return err
	}
	return jobs.Migrate(ctx, s)
}

// migrated refuses a schema that is older than the program.
func migrated(ctx context.Context, s *store.Store) error {
	all, err := s.Migrations(ctx)
	if err != nil {
		return err
	}
	pending := 0
	for _, m := range all {
		if m.Applied == nil {
			pending++
		}
	}
	queue, err := jobs.Migrated(ctx, s)
	if err != nil {
		return err
	}
	if pending == 0 && queue {
		return nil
	}
	return errs.New(errs.Unavailable, "serve.schema",
		errs.Text{ZH: fmt.Sprintf("数据库结构早于本程序，尚有%d项变更未应用", pending), EN: fmt.Sprintf("the schema is older than the program: %d steps are pending", pending)},
		errs.Text{ZH: "请先备份数据，再运行 lianshen migrate up；或不加 --no-migrate 启动", EN: "make a backup, then run lianshen migrate up; or start without --no-migrate"})
}

type migrateDownCmd struct {
	asJSON
	Yes bool `help:"Yes, the data may be lost."`
	All bool `help:"Undo every step."`
}

// Run prints the steps as they then are.
func (c *migrateDownCmd) Run(ctx context.Context, p *program) error {
	if !c.Yes {
		return errs.New(errs.Usage, "migrate.unconfirmed",
			errs.Text{ZH: "回退数据库结构会丢失其中的数据", EN: "the data in what is undone will be lost"},
			errs.Text{ZH: "请先备份，确认后加 --yes", EN: "make a backup, then say --yes"})
	}
	return withStore(ctx, p, func(s *store.Store) error {
		down := s.StepDown
		if c.All { // with the tables of the queue, which are no steps of ours
			down = func(ctx context.Context) error { return errors.Join(jobs.Unmigrate(ctx, s), s.Down(ctx)) }
		}
		if err := down(ctx); err != nil {
			return err
		}
		return c.steps(ctx, p, s)
	})
}

type migrateStatusCmd struct{ asJSON }

// Run prints a line a step.
func (c *migrateStatusCmd) Run(ctx context.Context, p *program) error {
	return withStore(ctx, p, func(s *store.Store) error { return c.steps(ctx, p, s) })
}

// steps prints how many steps are applied, of how many, then each.
func (j asJSON) steps(ctx context.Context, p *program, s *store.Store) error {
	all, err := s.Migrations(ctx)
	if err != nil {
		return err
	}
	applied := 0
	lines := make([]string, len(all))
	for i, m := range all {
		state := errs.Text{ZH: "未应用", EN: "pending"}
		if m.Applied != nil {
			state = errs.Text{ZH: "已应用", EN: "applied"}
			applied++
		}
		lines[i] = m.Name + "\t" + state.In(p.lang)
	}
	return j.show(p, all, fmt.Sprintf("%d/%d", applied, len(all)), lines...)
}
