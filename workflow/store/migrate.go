package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// Migration (数据库结构变更) is one numbered step of the schema.
type Migration struct {
	Name    string     `json:"name"`    // 00001_people.sql
	Applied *time.Time `json:"applied"` // nil while it is not
}

// Up brings the schema up to date.
func (s *Store) Up(ctx context.Context) error {
	p, err := s.provider()
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate up: %w", err)
	}
	return nil
}

// Down undoes every migration, and with it loses all data.
func (s *Store) Down(ctx context.Context) error {
	p, err := s.provider()
	if err != nil {
		return err
	}
	if _, err := p.DownTo(ctx, 0); err != nil {
		return fmt.Errorf("migrate down: %w", err)
	}
	return nil
}

// StepDown undoes the last migration, and loses what it brought. There being none is no error.
func (s *Store) StepDown(ctx context.Context) error {
	p, err := s.provider()
	if err != nil {
		return err
	}
	version, err := p.GetDBVersion(ctx)
	if err != nil || version == 0 {
		return err
	}
	if _, err := p.Down(ctx); err != nil {
		return fmt.Errorf("migrate down: %w", err)
	}
	return nil
}

// Migrations lists all steps in their order, applied or not.
func (s *Store) Migrations(ctx context.Context) ([]Migration, error) {
	p, err := s.provider()
	if err != nil {
		return nil, err
	}
	status, err := p.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrate status: %w", err)
	}
	out := make([]Migration, len(status))
	for i, m := range status {
		out[i].Name = path.Base(m.Source.Path)
		if m.State == goose.StateApplied {
			out[i].Applied = &m.AppliedAt
		}
	}
	return out, nil
}

func (s *Store) provider() (*goose.Provider, error) {
	folder := "sqlite"
	if s.dialect == goose.DialectPostgres {
		folder = "postgres"
	}
	p, err := goose.NewProvider(s.dialect, s.write, steps(folder))
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	return p, nil
}

// steps are the migrations of one database as a flat folder: those of both, and those of its
// own, whose twin of the same name stands in the other's folder. Only what has no common text,
// such as triggers, is written twice.
type steps string

// Open implements fs.FS.
func (own steps) Open(name string) (fs.File, error) {
	if f, err := migrations.Open(path.Join("migrations", string(own), name)); err == nil && name != "." {
		return f, nil
	}
	return migrations.Open(path.Join("migrations", name))
}

// ReadDir implements fs.ReadDirFS, by which goose finds the files.
func (own steps) ReadDir(name string) ([]fs.DirEntry, error) {
	var out []fs.DirEntry
	for _, folder := range []string{"migrations", path.Join("migrations", string(own))} {
		entries, err := migrations.ReadDir(path.Join(folder, name))
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if !e.IsDir() {
				out = append(out, e)
			}
		}
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out, nil
}
