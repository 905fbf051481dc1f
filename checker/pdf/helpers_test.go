package pdf

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"lianshen/testdata/hostile"
)

// cacheDir holds what engine compiled.
var cacheDir string

// engine is shared by the tests that need it: compiling pdfium takes seconds.
var engine = sync.OnceValue(func() *Runtime {
	r, err := NewRuntime(context.Background(), Config{CacheDir: cacheDir})
	if err != nil {
		panic(err)
	}
	return r
})

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "pdfium-cache")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	cacheDir = dir
	return m.Run()
}

// within returns a context for one document of a test.
func within(t testing.TB, d time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), d)
	t.Cleanup(cancel)
	return ctx
}

// open opens data or fails the test.
func open(t testing.TB, data []byte, l Limits) *Document {
	t.Helper()
	d, err := engine().Open(within(t, 30*time.Second), data, l)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

const (
	a4       = "/MediaBox [0 0 595.28 841.89]"
	helvFont = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
)

// onePage returns a file with one page.
func onePage(entries, content string) []byte {
	f := &hostile.File{}
	pages := f.Reserve()
	f.Pages(pages, f.Page(pages, entries, content))
	return f.Bytes(f.Add("<< /Type /Catalog /Pages %d 0 R >>", pages))
}
