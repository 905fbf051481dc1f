package cache_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lianshen/checker"
	"lianshen/checker/cache"
	"lianshen/ocr"
)

var key = cache.Key{SHA256: strings.Repeat("a", 64), Program: "p", Options: "o"}

func inspection() *checker.Inspection {
	value := "东莞市绿源纸业有限公司"
	return &checker.Inspection{
		Facts: &checker.Facts{
			Schema: checker.FactsSchema,
			File:   checker.File{Name: "a.pdf", SHA256: key.SHA256, Pages: 1},
			Pages:  []checker.Page{{Number: 1, Lines: []checker.Line{{Text: value, Box: ocr.Box{1, 2, 3.5, 4}, Score: 0.98}}}},
			Fields: map[string][]checker.Field{"enterprise_name": {{Value: value, Score: 0.9}}},
		},
		Posteriors: map[string]*ocr.Posteriors{"s": {Classes: 9, Steps: []ocr.Step{{Blank: 0.25, Chars: []ocr.CharProb{{Char: "东", P: 0.5}}}}}},
	}
}

func open(t *testing.T, dir string, limit int64) *cache.Cache {
	t.Helper()
	c, err := cache.Open(dir, limit)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func put(t *testing.T, c *cache.Cache, k cache.Key, in *checker.Inspection) {
	t.Helper()
	if err := c.Put(k, in); err != nil {
		t.Fatal(err)
	}
}

func TestWhatWasPutIsGot(t *testing.T) {
	dir := t.TempDir()
	put(t, open(t, dir, cache.DefaultLimit), key, inspection())
	got := open(t, dir, cache.DefaultLimit).Get(key) // as another process would
	if diff := cmp.Diff(inspection(), got, cmpopts.IgnoreUnexported(checker.Inspection{})); diff != "" {
		t.Errorf("(-put +got)\n%s", diff)
	}
}

func TestAnotherKeyIsNotFound(t *testing.T) {
	c := open(t, t.TempDir(), cache.DefaultLimit)
	put(t, c, key, inspection())
	for name, k := range map[string]cache.Key{
		"file":    {SHA256: strings.Repeat("b", 64), Program: key.Program, Options: key.Options},
		"program": {SHA256: key.SHA256, Program: "q", Options: key.Options},
		"options": {SHA256: key.SHA256, Program: key.Program, Options: "dpi 300"},
	} {
		if c.Get(k) != nil {
			t.Errorf("another %s, same entry", name)
		}
	}
}

// A page that failed may be read the next time.
func TestAFailedPageIsNotKept(t *testing.T) {
	c := open(t, t.TempDir(), cache.DefaultLimit)
	in := inspection()
	in.Facts.Pages[0].Failed = &checker.Failure{Code: "page.timeout"}
	put(t, c, key, in)
	if c.Get(key) != nil {
		t.Error("it was kept")
	}
}

// Whatever happened to the files, the entry is absent, and can be written again.
func TestADamagedEntryIsAbsent(t *testing.T) {
	for name, damage := range map[string]func(path string, content []byte) error{
		"cut":     func(path string, content []byte) error { return os.WriteFile(path, content[:len(content)/2], 0o600) },
		"changed": func(path string, content []byte) error { return os.WriteFile(path, bytes.ToUpper(content), 0o600) },
		"emptied": func(path string, _ []byte) error { return os.WriteFile(path, nil, 0o600) },
		"removed": func(path string, _ []byte) error { return os.Remove(path) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			c := open(t, dir, cache.DefaultLimit)
			put(t, c, key, inspection())
			for _, path := range entries(t, dir) {
				content, err := os.ReadFile(path)
				if err == nil {
					err = damage(path, content)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if c.Get(key) != nil {
				t.Fatal("a damaged entry was believed")
			}
			put(t, c, key, inspection())
			if c.Get(key) == nil {
				t.Error("it was not written again")
			}
		})
	}
}

func TestTrimKeepsTheLimit(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir, 1)
	put(t, c, key, inspection())
	if err := c.Trim(); err != nil {
		t.Fatal(err)
	}
	if left := entries(t, dir); len(left) != 0 || c.Get(key) != nil {
		t.Errorf("%d files are left of a cache of one byte", len(left))
	}
}

func TestTrimRemovesTheOldest(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir, cache.DefaultLimit)
	put(t, c, key, inspection())
	hourAgo := time.Now().Add(-time.Hour)
	var size int64
	for _, path := range entries(t, dir) {
		if err := os.Chtimes(path, hourAgo, hourAgo); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	newer, second := key, inspection()
	newer.Options, second.Facts.File.Name = "other", "b.pdf"
	c = open(t, dir, size+size/2)
	put(t, c, newer, second)
	if err := c.Trim(); err != nil {
		t.Fatal(err)
	}
	if c.Get(key) != nil || c.Get(newer) == nil {
		t.Errorf("old entry there: %t, new entry there: %t", c.Get(key) != nil, c.Get(newer) != nil)
	}
}

func TestConcurrentUse(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			c, err := cache.Open(dir, 4096)
			if err != nil {
				t.Error(err)
				return
			}
			for range 3 {
				k := key
				k.Options = string(rune('a' + i%3))
				if err := c.Put(k, inspection()); err != nil {
					t.Error(err)
				}
				if in := c.Get(k); in != nil && in.Facts.File.SHA256 != key.SHA256 {
					t.Error("another entry was given")
				}
				if err := c.Trim(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

func TestNoCacheKeepsNothing(t *testing.T) {
	var c *cache.Cache
	if err := c.Put(key, inspection()); err != nil || c.Get(key) != nil || c.Trim() != nil {
		t.Error("the nil cache does something")
	}
}

func TestTheFolderIsTheUsersAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "inspections")
	open(t, dir, cache.DefaultLimit)
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

func TestFingerprint(t *testing.T) {
	model := filepath.Join(t.TempDir(), "model")
	without := cache.Fingerprint(model)
	if err := os.WriteFile(model, []byte("1"), 0o600); err != nil {
		t.Fatal(err)
	}
	first := cache.Fingerprint(model)
	if cache.Fingerprint(model) != first {
		t.Error("the same files have two fingerprints")
	}
	if err := os.WriteFile(model, []byte("22"), 0o600); err != nil {
		t.Fatal(err)
	}
	if second := cache.Fingerprint(model); second == first || first == without {
		t.Error("another model, same fingerprint")
	}
}

func entries(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Dir(path) != dir {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
