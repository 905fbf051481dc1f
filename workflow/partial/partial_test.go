package partial_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"lianshen/internal/clock"
	"lianshen/workflow/partial"
)

func open(t *testing.T, dir string, c clock.Clock) *partial.Folder {
	t.Helper()
	f, err := partial.Open(dir, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// After a crash an upload is where its offset says: bytes that nobody vouched for are not
// counted, files that no upload names are gone.
func TestAfterACrash(t *testing.T) {
	dir, c := t.TempDir(), clock.NewFake(time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC))
	f := open(t, dir, c)
	u, err := f.Begin(partial.Upload{Person: "p", Length: 10})
	if err != nil {
		t.Fatal(err)
	}
	if u, err = f.Append(u.ID, "p", 0, strings.NewReader("01234")); err != nil || u.Offset != 5 {
		t.Fatalf("%+v, %v", u, err)
	}
	part := filepath.Join(dir, u.ID+".part")
	if err := os.WriteFile(part, []byte("01234xx"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"stray.part", "broken.json", u.ID + ".new"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f = open(t, dir, c)
	if u, err = f.Find(u.ID, "p"); err != nil || u.Offset != 5 {
		t.Fatalf("%+v, %v", u, err)
	}
	if _, err := f.Append(u.ID, "p", 5, strings.NewReader("56789")); err != nil {
		t.Fatal(err)
	}
	err = f.Finish(u.ID, "p", func(_ partial.Upload, r io.Reader) error {
		if raw, err := io.ReadAll(r); err != nil || string(raw) != "0123456789" {
			t.Errorf("%s, %v", raw, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 1 || len(left) == 1 && left[0].Name() != u.ID+".new" {
		t.Errorf("left: %v, %v", left, err)
	}
}

// What cannot be kept just now is tried again; what is refused for good is gone.
func TestFinish(t *testing.T) {
	f := open(t, t.TempDir(), clock.NewFake(time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)))
	u, err := f.Begin(partial.Upload{Person: "p", Length: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Append(u.ID, "p", 0, strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	for _, bad := range []error{full, partial.ErrTooMuch} {
		if err := f.Finish(u.ID, "p", func(partial.Upload, io.Reader) error { return bad }); !errors.Is(err, bad) {
			t.Errorf("%v, want %v", err, bad)
		}
	}
	if _, err := f.Find(u.ID, "p"); !errors.Is(err, partial.ErrUnknown) {
		t.Errorf("%v", err)
	}
}

// While somebody sends to an upload nobody else does, and what broke off is kept.
func TestOneAtATime(t *testing.T) {
	f := open(t, t.TempDir(), clock.NewFake(time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)))
	u, err := f.Begin(partial.Upload{Person: "p", Length: 10})
	if err != nil {
		t.Fatal(err)
	}
	cut := errors.New("cut off")
	meanwhile := readerFunc(func([]byte) (int, error) {
		_, err := f.Append(u.ID, "p", 0, strings.NewReader("x"))
		if !errors.Is(err, partial.ErrBusy) {
			t.Errorf("%v", err)
		}
		if err := f.End(u.ID, "p"); !errors.Is(err, partial.ErrBusy) {
			t.Errorf("%v", err)
		}
		return 0, io.EOF
	})
	got, err := f.Append(u.ID, "p", 0, io.MultiReader(strings.NewReader("abc"), meanwhile, iotest.ErrReader(cut)))
	if !errors.Is(err, cut) || got.Offset != 3 {
		t.Errorf("%+v, %v", got, err)
	}
	if u, err = f.Find(u.ID, "p"); err != nil || u.Offset != 3 {
		t.Errorf("%+v, %v", u, err)
	}
	if _, err := f.Append("../"+u.ID, "p", 3, strings.NewReader("x")); !errors.Is(err, partial.ErrUnknown) {
		t.Errorf("%v", err)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
