package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/blob"
	"lianshen/workflow/jobs"
	"lianshen/workflow/store"
)

// desk is the workflow with all that it rests on: database, files and queue.
type desk struct {
	p       *program
	service *workflow.Service
	store   *store.Store
	files   *blob.Store
	guard   *guard // opens of files what was uploaded
	queue   *jobs.Queue
}

// withDesk opens what LIANSHEN_DATA or DATABASE_URL names, brings the schema up to date, and
// runs an operation on it.
func withDesk(ctx context.Context, p *program, do func(*desk) error) error {
	return withStore(ctx, p, func(s *store.Store) error {
		if err := migrate(ctx, s); err != nil {
			return err
		}
		return withOpen(ctx, p, s, do)
	})
}

// withDeskAsItIs is withDesk for those who migrate by themselves: it changes no schema, and
// refuses an older one.
func withDeskAsItIs(ctx context.Context, p *program, do func(*desk) error) error {
	return withStore(ctx, p, func(s *store.Store) error {
		if err := migrated(ctx, s); err != nil {
			return err
		}
		return withOpen(ctx, p, s, do)
	})
}

func withOpen(ctx context.Context, p *program, s *store.Store, do func(*desk) error) error {
	d := &desk{p: p, store: s}
	err := d.open(ctx)
	if err == nil {
		err = do(d)
	}
	return errors.Join(err, d.close())
}

// withStore opens the database, its schema as it is.
func withStore(ctx context.Context, p *program, do func(*store.Store) error) error {
	if err := os.MkdirAll(p.config.Data, 0o750); err != nil {
		return errs.New(errs.Unavailable, "config.data",
			errs.Text{ZH: "无法建立数据目录 " + p.config.Data, EN: "cannot make the data folder " + p.config.Data},
			errs.Text{ZH: "请核对 LIANSHEN_DATA 与目录权限", EN: "check LIANSHEN_DATA and the folder's permissions"}).Wrap(err)
	}
	s, err := store.Open(ctx, p.config.DatabaseURL, p.config.Data)
	if err != nil {
		return err
	}
	return errors.Join(do(s), s.Close())
}

func (d *desk) open(ctx context.Context) (err error) {
	if d.queue, err = jobs.Open(d.store, d.p.logger()); err != nil {
		return err
	}
	d.store.UseQueue(d.queue)
	if d.files, err = blob.OpenFolder(ctx, filepath.Join(d.p.config.Data, "blobs")); err != nil {
		return err
	}
	d.guard = &guard{scanner: d.p.config.Scanner, files: d.files, log: d.p.logger()}
	d.service, err = newService(d.p, d.store, d.files)
	return err
}

func (d *desk) close() error {
	if d.files == nil {
		return nil
	}
	return d.files.Close()
}
