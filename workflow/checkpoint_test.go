package workflow_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"lianshen/workflow/audit"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

// Once a day, in the table and in the file; what a crash between the two kept from the file is
// written there at the next call.
func TestCheckpoint(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		first := must(w.Checkpoint(t.Context()))(t)
		if first.Day != "2026-11-02" || first.Seq == 0 {
			t.Errorf("checkpoint = %+v", first)
		}
		w.open()
		if again := must(w.Checkpoint(t.Context()))(t); *again != *first {
			t.Errorf("the same day: %+v, then %+v", first, again)
		}
		w.clock.Advance(15 * time.Hour) // 00:00 in Shanghai
		second := must(w.Checkpoint(t.Context()))(t)
		if second.Day != "2026-11-03" || second.Seq <= first.Seq {
			t.Errorf("the next day: %+v", second)
		}
		for range 2 {
			noted := must(audit.NewCheckpointFile(w.checkpoints).Read())(t)
			if len(noted) != 2 || noted[0] != *first || noted[1] != *second {
				t.Errorf("file: %+v", noted)
			}
			if err := w.store.Verify(t.Context(), noted...); err != nil {
				t.Error(err)
			}
			if err := os.Remove(w.checkpoints); err != nil {
				t.Fatal(err)
			}
			must(w.Checkpoint(t.Context()))(t)
		}
	})
}

func (w *world) checkpointFile() *audit.CheckpointFile {
	if w.checkpoints == "" {
		w.checkpoints = filepath.Join(w.t.TempDir(), "checkpoints.jsonl")
	}
	return audit.NewCheckpointFile(w.checkpoints)
}
