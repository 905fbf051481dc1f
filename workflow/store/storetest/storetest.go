// Package storetest opens stores for tests, so that one suite runs on both databases.
package storetest

import (
	"os"
	"testing"

	"lianshen/internal/dev/pgtest"
	"lianshen/workflow/store"
)

// Each runs a test on an empty store of SQLite and on one of PostgreSQL.
func Each(t *testing.T, test func(*testing.T, *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t)) })
}

// SQLite opens an empty store in a folder of its own, in memory where the system has such.
func SQLite(tb testing.TB) *store.Store {
	tb.Helper()
	return Open(tb, "", folder(tb))
}

// Postgres opens an empty store in a schema of its own. Without PostgreSQL the test is
// skipped, or fails where it must not be (see pgtest).
func Postgres(tb testing.TB) *store.Store {
	tb.Helper()
	return Open(tb, pgtest.URL(tb), "")
}

// Open opens a store and brings its schema up to date.
func Open(tb testing.TB, url, folder string) *store.Store {
	tb.Helper()
	s, err := store.Open(tb.Context(), url, folder)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	if err := s.Up(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	return s
}

// memory is a folder that Linux keeps in memory: a test need not wait for a disk.
const memory = "/dev/shm"

func folder(tb testing.TB) string {
	dir, err := os.MkdirTemp(memory, "lianshen")
	if err != nil {
		return tb.TempDir()
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}
