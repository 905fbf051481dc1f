package pdf

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianshen/testdata/hostile"
)

// TestAttempts checks which caches are tried: nothing is compiled twice for a directory
// that cannot keep the result.
func TestAttempts(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	fresh := filepath.Join(t.TempDir(), "a", "b")
	tests := map[string]struct {
		dir  string
		want []string
	}{
		"none":              {"", []string{""}},
		"is a file":         {file, []string{""}},
		"cannot be created": {os.DevNull + "/cache", []string{""}},
		"is made":           {fresh, []string{fresh, fresh, ""}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, attempts(tt.dir)); diff != "" {
				t.Errorf("attempts (-want +got):\n%s", diff)
			}
		})
	}
}

// TestRuntimeRepairsCache spoils a cache and expects the engine to start and to leave a
// sound one behind.
func TestRuntimeRepairsCache(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the engine")
	}
	engine()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(cacheDir)); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "wazero-*", "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("cache %v, %v", files, err)
	}
	want, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files[0], spoilt(want), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := NewRuntime(context.Background(), Config{CacheDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	got, err := os.ReadFile(files[0])
	if err != nil || len(got) != len(want) {
		t.Errorf("the cache holds %d bytes, want %d, %v", len(got), len(want), err)
	}
}

// spoilt returns the first half of data with some bits flipped.
func spoilt(data []byte) []byte {
	out := bytes.Clone(data[:len(data)/2])
	for i := 100; i < len(out); i += 997 {
		out[i] ^= 0x55
	}
	return out
}

// TestOpenStopsWithContext gives the engine a file that keeps it busy and a context that
// ends at once.
func TestOpenStopsWithContext(t *testing.T) {
	var busy []byte
	for _, c := range hostile.Set() {
		if c.Name == "exponential-forms" {
			busy = c.Bytes()
		}
	}
	d := open(t, busy, Limits{})
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := d.Render(ctx, 1, 200)
	if !errors.Is(err, ErrPageTimeout) {
		t.Fatalf("error %v, want %v", err, ErrPageTimeout)
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("returned after %v", took)
	}
	if !engine().Stuck() {
		t.Error("the running call is not reported")
	}
	if _, err := d.Text(context.Background(), 1); !errors.Is(err, ErrPageTimeout) {
		t.Errorf("an abandoned document answers %v", err)
	}
	for end := time.Now().Add(time.Minute); engine().Stuck() && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	if engine().Stuck() {
		t.Error("the call ended but is still reported")
	}
}

// TestBadPageSparesOthers exhausts the memory on page 1 and reads page 2.
func TestBadPageSparesOthers(t *testing.T) {
	f := &hostile.File{}
	tree := f.Reserve()
	bomb := f.Stream("/Filter [/FlateDecode /FlateDecode /FlateDecode /FlateDecode]", hostile.Bomb())
	bad := f.Add("<< /Type /Page /Parent %d 0 R /Contents %d 0 R %s >>", tree, bomb, a4)
	f.Pages(tree, bad, f.Page(tree, a4+" "+helvFont, "BT /F1 24 Tf 72 700 Td (Sound) Tj ET"))
	d := open(t, f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", tree)), Limits{})
	if _, err := d.Render(context.Background(), 1, 100); !errors.Is(err, ErrPageDamaged) {
		t.Errorf("page 1: %v, want %v", err, ErrPageDamaged)
	}
	text, err := d.Text(context.Background(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(text.Lines) != 1 || text.Lines[0].Text != "Sound" {
		t.Errorf("page 2: %+v", text.Lines)
	}
}

func TestEngineNamesItsParts(t *testing.T) {
	for _, part := range []string{"pdfium", "pdfcpu"} {
		if !strings.Contains(engine().Engine(), part) {
			t.Errorf("%q does not name %s", engine().Engine(), part)
		}
	}
}
