package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"lianshen/workflow"
	"lianshen/workflow/audit"
	"lianshen/workflow/calendar"
)

// What was recorded is neither changed nor deleted, by whatever statement. Where a table has
// columns that live on, the twin changes one of them.
func TestAppendOnly(t *testing.T) {
	rows := []string{
		`INSERT INTO events VALUES (1, 't', 'p1', 'r', 'o', '', 'a', 'k', 'i', 1, '{}', 'x', 'y')`,
		`INSERT INTO checkpoints VALUES ('2026-11-02', 't', 1, '` + strings.Repeat("0", 64) + `')`,
		`INSERT INTO deadline_changes VALUES ('j1', 1, NULL, NULL, NULL, 'd', 's', TRUE, 'r', 'p1', 't')`,
		`INSERT INTO filing_documents VALUES ('f1', 0, 'j1', 'plan', 1, '` + strings.Repeat("a", 64) + `')`,
		`INSERT INTO receipt_documents VALUES ('a1', 1, 0, 'j1', 'plan', 1, '` + strings.Repeat("a", 64) + `')`,
		`INSERT INTO returns (application_id, round, rectify_by, by_person, at) VALUES ('a1', 1, 'd', 'p2', 't')`,
		`INSERT INTO return_items VALUES ('a1', 1, 0, 'c', 'd', '[]', 'r', '')`,
		`INSERT INTO receipt_findings VALUES ('a1', 1, 1, 'c', 'warn', 'fail', 'd', '[]', '', '', '', '', FALSE)`,
		`UPDATE audit_head SET seq = 1`,
	}
	cases := []struct{ table, change, accepted string }{
		{"events", `act = 'b'`, ""},
		{"checkpoints", `hash = hash`, ""},
		{"deadline_changes", `reason = 'other'`, ""},
		{"filing_documents", `position = 1`, ""},
		{"receipt_documents", `position = 1`, ""},
		{"returns", `rectify_by = 'e'`, ""},
		{"return_items", `remedy = 'other'`, ""},
		{"review_steps", `step = step`, ""},
		{"receipt_findings", `code = 'other'`, ""},
		{"decisions", `by_person = NULL, mode = 'deemed_approved'`, `set_aside = 't', set_aside_by = 'p1', set_aside_reason = 'x'`},
		{"receipts", `verdict = 'flag'`, `due = 'e', stopped = 't'`},
		{"document_versions", `name = 'g.pdf'`, `facts = 'f'`},
		{"audit_head", `seq = 0`, `seq = 2`},
	}
	both(t, func(t *testing.T, s *Store) {
		up(t, s)
		for _, q := range slices.Concat(seed, rows) {
			if _, err := s.write.Exec(q); err != nil {
				t.Fatalf("%s: %v", q, err)
			}
		}
		for _, tt := range cases {
			refused := []string{`UPDATE ` + tt.table + ` SET ` + tt.change, `DELETE FROM ` + tt.table}
			if s.read == s.write {
				refused = append(refused, `TRUNCATE `+tt.table+` CASCADE`)
			}
			for _, q := range refused {
				if err := undone(t, s, q); err == nil || !strings.Contains(err.Error(), "append-only: ") {
					t.Errorf("%s: err = %v", q, err)
				}
			}
			if tt.accepted != "" {
				if err := undone(t, s, `UPDATE `+tt.table+` SET `+tt.accepted); err != nil {
					t.Errorf("%s: %v", tt.accepted, err)
				}
			}
		}
	})
}

// unbolt takes the triggers of the audit trail away, as one who owns the database could.
func unbolt(t *testing.T, s *Store) {
	t.Helper()
	queries := []string{`DROP TRIGGER events_kept`, `DROP TRIGGER events_stay`, `DROP TRIGGER checkpoints_kept`, `DROP TRIGGER audit_head_kept`}
	if s.read == s.write {
		queries = []string{`ALTER TABLE events DISABLE TRIGGER USER`, `ALTER TABLE checkpoints DISABLE TRIGGER USER`, `ALTER TABLE audit_head DISABLE TRIGGER USER`}
	}
	for _, q := range queries {
		if _, err := s.write.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
}

// A thief who seals a whole new chain, head and table of checkpoints with it, leaves a database that
// holds in itself; the line in the file tells.
func TestCheckpointTellsAForgedChain(t *testing.T) {
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
		noted, err := s.Witness(t.Context(), 20000, event("").At)
		if err != nil || len(noted) != 1 || noted[0].Seq != 3 {
			t.Fatalf("Witness = %+v, %v", noted, err)
		}
		if err := s.Verify(t.Context(), noted...); err != nil {
			t.Fatal(err)
		}
		forge(t, s)
		if err := s.Verify(t.Context()); err != nil {
			t.Fatalf("the forgery is not even one: %v", err)
		}
		var broken *audit.BrokenError
		if err := s.Verify(t.Context(), noted...); !errors.As(err, &broken) || broken.Seq != 3 {
			t.Errorf("err = %v, want event 3", err)
		}
	})
}

// forge writes the chain anew with another first event.
func forge(t *testing.T, s *Store) {
	t.Helper()
	unbolt(t, s)
	err := transact(context.Background(), s.write, nil, func(x *tx) error {
		events, err := x.Events(0, 10)
		if err != nil {
			return err
		}
		if err := errors.Join(x.exec(`DELETE FROM events`), x.exec(`UPDATE audit_head SET seq = 0, hash = $1`, audit.Genesis.Hash)); err != nil {
			return err
		}
		events[0].Data = []byte(`{"person":"p9"}`)
		for i := range events {
			if err := x.appendEvent(&events[i]); err != nil {
				return err
			}
		}
		return x.exec(`UPDATE checkpoints SET hash = (SELECT hash FROM audit_head)`)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// One checkpoint a day, and none for a day that lies before one: the clock was set back.
func TestWitnessOnceADay(t *testing.T) {
	both(t, func(t *testing.T, s *Store) {
		up(t, s)
		first, err := s.Witness(t.Context(), 20001, event("").At)
		if err != nil || len(first) != 1 || first[0].Seq != 0 || first[0].Hash != audit.Genesis.Hash {
			t.Fatalf("Witness = %+v, %v", first, err)
		}
		err = s.Change(t.Context(), func(t workflow.Tx) (*audit.Event, error) { return event(`{}`), t.InsertPerson(person("p1")) })
		if err != nil {
			t.Fatal(err)
		}
		for _, day := range []int{20001, 20000} {
			again, err := s.Witness(t.Context(), calendar.Date(day), event("").At)
			if err != nil || !slices.Equal(again, first) {
				t.Errorf("day %d: %+v, %v", day, again, err)
			}
		}
		next, err := s.Witness(t.Context(), 20002, event("").At)
		if err != nil || len(next) != 2 || next[1].Seq != 1 {
			t.Errorf("next day: %+v, %v", next, err)
		}
	})
}
