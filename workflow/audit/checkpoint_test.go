package audit

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"lianshen/internal/errs"
)

func TestCheckpointFile(t *testing.T) {
	events, _ := chain(t, 4)
	path := filepath.Join(t.TempDir(), "data", "checkpoints.jsonl")
	f := NewCheckpointFile(path)
	if got, err := f.Read(); err != nil || len(got) != 0 {
		t.Errorf("before the first: %v, %v", got, err)
	}
	for _, points := range [][]Checkpoint{
		{point(events, 1)},
		{point(events, 1)},                   // that day again
		{point(events, 1), point(events, 2)}, // and one more
		{},
	} {
		if err := f.Add(points...); err != nil {
			t.Fatal(err)
		}
	}
	want := []Checkpoint{point(events, 1), point(events, 2)}
	if got, err := f.Read(); err != nil || !slices.Equal(got, want) {
		t.Errorf("Read = %v, %v; want %v", got, err, want)
	}

	// Half a line, of a machine that went down while writing.
	half, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	half.WriteString(`{"day":"2026-1`)
	half.Close()
	if got, err := f.Read(); err != nil || !slices.Equal(got, want) {
		t.Errorf("with half a line: %v, %v", got, err)
	}
	if err := f.Add(point(events, 3)); err != nil {
		t.Fatal(err)
	}
	if got, err := f.Read(); err != nil || !slices.Equal(got, append(want, point(events, 3))) {
		t.Errorf("after half a line: %v, %v", got, err)
	}
}

// A line that somebody spoiled is said, and nothing is written behind it.
func TestSpoiledCheckpointFile(t *testing.T) {
	events, _ := chain(t, 1)
	path := filepath.Join(t.TempDir(), "checkpoints.jsonl")
	for _, text := range []string{"\n", "{}\n", `{"day":"2026-11-02","seq":-1}` + "\n", `{"day":"2026-11-02","more":1}` + "\n"} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		f := NewCheckpointFile(path)
		_, err := f.Read()
		for _, err := range []error{err, f.Add(point(events, 1))} {
			if e := errs.As(err); e == nil || e.Code != "audit.checkpoints" || !strings.Contains(e.Message.ZH, "第1行") {
				t.Errorf("%q: %v", text, err)
			}
		}
		if raw, _ := os.ReadFile(path); string(raw) != text {
			t.Errorf("%q became %q", text, raw)
		}
	}
}
