package store

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/internal/dev/pgtest"
	"lianshen/internal/errs"
	"lianshen/workflow"
	"lianshen/workflow/audit"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// both runs a test on an empty database of each kind, without a schema.
func both(t *testing.T, test func(*testing.T, *Store)) {
	t.Helper()
	for name, url := range map[string]func(testing.TB) string{
		"sqlite":   func(testing.TB) string { return "" },
		"postgres": pgtest.URL,
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Open(t.Context(), url(t), t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			test(t, s)
		})
	}
}

func up(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// tables lists every column of every table of ours, "table.column", by what each database
// says of itself.
func tables(t *testing.T, s *Store) []string {
	t.Helper()
	query := `SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'goose%'`
	if s.read == s.write {
		query = `SELECT table_name || '.' || column_name FROM information_schema.columns
			WHERE table_schema = current_schema() AND table_name NOT LIKE 'goose%'`
	}
	var out []string
	err := transact(t.Context(), s.write, nil, func(t *tx) (err error) {
		out, err = all(t, scalar[string], query)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// Up, down to nothing, up again; and both databases end with the same tables.
func TestMigrations(t *testing.T) {
	found := map[string][]string{}
	both(t, func(t *testing.T, s *Store) {
		up(t, s)
		first := tables(t, s)
		if len(first) < 50 {
			t.Fatalf("only %d columns: %v", len(first), first)
		}
		if err := s.Down(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left := tables(t, s); len(left) > 0 {
			t.Errorf("left after down: %v", left)
		}
		up(t, s)
		up(t, s) // nothing to do
		if diff := cmp.Diff(first, tables(t, s)); diff != "" {
			t.Errorf("up again differs\n%s", diff)
		}
		found[t.Name()] = first
	})
	if pg, ok := found["TestMigrations/postgres"]; ok {
		if diff := cmp.Diff(found["TestMigrations/sqlite"], pg); diff != "" {
			t.Errorf("the databases differ (-sqlite +postgres)\n%s", diff)
		}
	}
}

// One step down and up again; below the first there is nothing to undo.
func TestStepDown(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		up(t, s)
		before := applied(t, s)
		if err := s.StepDown(t.Context()); err != nil {
			t.Fatal(err)
		}
		if after := applied(t, s); after != before-1 {
			t.Errorf("%d of %d steps after one down", after, before)
		}
		if err := s.Down(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := s.StepDown(t.Context()); err != nil || applied(t, s) != 0 {
			t.Errorf("below the first: %v, %d applied", err, applied(t, s))
		}
		up(t, s)
		if after := applied(t, s); after != before {
			t.Errorf("%d of %d steps after up", after, before)
		}
	})
}

func applied(t *testing.T, s *Store) int {
	t.Helper()
	steps, err := s.Migrations(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, m := range steps {
		if m.Applied != nil {
			n++
		}
	}
	return n
}

// What is written once for each database is written for both, under one name.
func TestMigrationsHaveTwins(t *testing.T) {
	names := func(folder string) (out []string) {
		entries, err := migrations.ReadDir("migrations/" + folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			out = append(out, e.Name())
		}
		return out
	}
	if diff := cmp.Diff(names("sqlite"), names("postgres")); diff != "" {
		t.Error(diff)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	for name, tt := range map[string]struct{ url, folder string }{
		"no folder": {"", "/nowhere/at/all"},
		"no server": {"postgres:///x?host=/nowhere", ""},
	} {
		_, err := Open(t.Context(), tt.url, tt.folder)
		if e := errs.As(err); e == nil || e.Code != "store.unreachable" || e.Remedy.ZH == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func event(data string) *audit.Event {
	return &audit.Event{At: time.Unix(1e9, 0), Act: "test.act", Data: []byte(data)}
}

func person(id string) *workflow.Person {
	return &workflow.Person{ID: id, Name: "张三", Registered: time.Unix(1e9, 0).UTC()}
}

// No event, no change: whatever goes wrong, neither rows nor event are there.
func TestChangeIsWholeOrNothing(t *testing.T) {
	fault := errors.New("fault")
	both(t, func(t *testing.T, s *Store) {
		up(t, s)
		for name, end := range map[string]func() (*audit.Event, error){
			"the operation fails":  func() (*audit.Event, error) { return event(`{}`), fault },
			"there is no event":    func() (*audit.Event, error) { return nil, nil },
			"the event is no JSON": func() (*audit.Event, error) { return event(`{`), nil },
			"the event is refused": func() (*audit.Event, error) { e := event(`{}`); e.Act = ""; return e, nil },
		} {
			err := s.Change(t.Context(), func(t workflow.Tx) (*audit.Event, error) {
				if err := t.InsertPerson(person(name)); err != nil {
					return nil, err
				}
				return end()
			})
			if err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		expect(t, s, 0)
		err := s.Change(t.Context(), func(t workflow.Tx) (*audit.Event, error) {
			return event(`{"a":1}`), t.InsertPerson(person("p1"))
		})
		if err != nil {
			t.Fatal(err)
		}
		expect(t, s, 1)
	})
}

// expect counts persons and events, and verifies the chain.
func expect(t *testing.T, s *Store, want int) {
	t.Helper()
	err := s.View(t.Context(), func(r workflow.Reader) error {
		persons, err := r.CountPersons()
		if err != nil {
			return err
		}
		list, err := r.Events(0, 100)
		if persons != want || len(list) != want {
			t.Errorf("%d persons, %d events, want %d", persons, len(list), want)
		}
		return err
	})
	if err := errors.Join(err, s.Verify(t.Context())); err != nil {
		t.Error(err)
	}
}

func TestCancelledChange(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		up(t, s)
		ctx, cancel := context.WithCancel(t.Context())
		err := s.Change(ctx, func(t workflow.Tx) (*audit.Event, error) {
			cancel()
			return event(`{}`), t.InsertPerson(person("p1"))
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("err = %v", err)
		}
		expect(t, s, 0)
	})
}

func TestVerifyNamesATamperedEvent(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		up(t, s)
		for _, id := range []string{"p1", "p2", "p3"} {
			err := s.Change(t.Context(), func(t workflow.Tx) (*audit.Event, error) {
				return event(`{"person":"` + id + `"}`), t.InsertPerson(person(id))
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		expect(t, s, 3)
		unbolt(t, s)
		for _, tt := range []struct {
			harm string
			seq  int64
		}{
			{`DELETE FROM events WHERE seq = 3`, 3},
			{`UPDATE events SET data = '{"person":"p9"}' WHERE seq = 2`, 2},
		} {
			if _, err := s.write.Exec(tt.harm); err != nil {
				t.Fatal(err)
			}
			var broken *audit.BrokenError
			if err := s.Verify(t.Context()); !errors.As(err, &broken) || broken.Seq != tt.seq {
				t.Errorf("%s: %v", tt.harm, err)
			}
		}
	})
}

func TestReaderCannotWrite(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		up(t, s)
		err := s.View(t.Context(), func(r workflow.Reader) error { return r.(*tx).InsertPerson(person("p1")) })
		if err == nil || !strings.Contains(strings.ReplaceAll(err.Error(), "-", ""), "readonly") {
			t.Errorf("err = %v", err)
		}
	})
}
