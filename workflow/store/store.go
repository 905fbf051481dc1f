package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // registers "pgx"
	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // registers "sqlite"

	"lianshen/internal/errs"
	"lianshen/workflow"
)

// fileName is the SQLite file within the data folder.
const fileName = "lianshen.db"

// Store is an open database. It implements workflow.Store and is safe for concurrent use.
type Store struct {
	write, read *sql.DB
	dialect     goose.Dialect
	queue       Queue
}

// Queue takes jobs in the transaction of the change that they follow from; workflow/jobs
// implements it.
type Queue interface {
	Insert(ctx context.Context, tx *sql.Tx, job workflow.Job) error
}

// UseQueue has jobs put into a queue. It comes before the first change; without it jobs are
// not kept.
func (s *Store) UseQueue(q Queue) { s.queue = q }

// Writer is the handle that writes, which the queue shares: SQLite has one writer. Within a
// transaction of it nothing else may be asked of it.
func (s *Store) Writer() *sql.DB { return s.write }

// IsPostgres tells the databases apart.
func (s *Store) IsPostgres() bool { return s.dialect == goose.DialectPostgres }

// Open opens the database of a URL, "postgres://…", or without one the SQLite file in the
// data folder. It changes no schema; see Up. Errors have the code store.unreachable.
func Open(ctx context.Context, databaseURL, folder string) (*Store, error) {
	s := &Store{dialect: goose.DialectSQLite3}
	var err error
	if databaseURL != "" {
		s.dialect = goose.DialectPostgres
		s.write, err = sql.Open("pgx", databaseURL)
		s.read = s.write
	} else {
		err = s.openSQLite(filepath.Join(folder, fileName))
	}
	if err == nil {
		err = s.write.PingContext(ctx)
	}
	if err != nil {
		return nil, errors.Join(unreachable.Wrap(err), s.Close())
	}
	return s, nil
}

var unreachable = errs.New(errs.Unavailable, "store.unreachable",
	errs.Text{ZH: "无法打开数据库", EN: "cannot open the database"},
	errs.Text{ZH: "请核对 LIANSHEN_DATA 目录的权限或 DATABASE_URL", EN: "check the folder LIANSHEN_DATA or DATABASE_URL"})

// openSQLite opens both handles. busy_timeout comes first, as setting WAL may have to wait
// for another process already.
func (s *Store) openSQLite(file string) error {
	writer := dsn(file, "_txlock=immediate", "_pragma=busy_timeout(10000)", "_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)", "_pragma=foreign_keys(1)")
	reader := dsn(file, "_pragma=busy_timeout(10000)", "_pragma=query_only(1)")
	var err error
	if s.write, err = sql.Open("sqlite", writer); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if s.read, err = sql.Open("sqlite", reader); err != nil {
		return err
	}
	s.read.SetMaxOpenConns(max(2, runtime.NumCPU()))
	return nil
}

func dsn(file string, options ...string) string {
	u := url.URL{Scheme: "file", Opaque: url.PathEscape(file), RawQuery: strings.Join(options, "&")}
	return u.String()
}

// Close lets go of the database.
func (s *Store) Close() error {
	var err error
	if s.read != nil && s.read != s.write {
		err = s.read.Close()
	}
	if s.write != nil {
		err = errors.Join(err, s.write.Close())
	}
	return err
}
