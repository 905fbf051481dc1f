// Package cache keeps what was read from files, so that a file is read once however often
// its dossier is checked.
//
// An entry is found by everything that its content depends on: the file's digest, the
// program and its models, and the options. It lies in a store of immutable files (that of
// the Go command): several processes may use it at once, a file that was cut short or
// changed counts as absent and is written again.
//
// Entries hold facts and the probabilities of seal titles, no pictures. ID numbers in them
// are masked, as in all facts; the folder is the user's alone all the same.
package cache

import (
	"crypto/sha256"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/rogpeppe/go-internal/cache"

	"lianshen/checker"
)

// DefaultLimit bounds the folder in bytes: some thousand dossiers.
const DefaultLimit = 512 << 20

// form is the version of an entry's form; another one is never found.
const form = "lianshen.inspection/1"

// Cache is a folder of inspections. It is safe for concurrent use, by processes too. The nil
// Cache holds nothing and keeps nothing.
type Cache struct {
	store *cache.Cache
	dir   string
	limit int64
}

// Key is everything that an inspection depends on, besides the file's name.
type Key struct {
	SHA256  string // of the file, in hex
	Program string // program and models, see Fingerprint
	Options string // how it was read
}

// Open opens the cache in dir, which is made if need be. The error says why it cannot be
// used; a caller goes on without.
func Open(dir string, limit int64) (*Cache, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	store, err := cache.Open(dir)
	if err != nil {
		return nil, err
	}
	return &Cache{store: store, dir: dir, limit: limit}, nil
}

func (k Key) id() cache.ActionID {
	text, _ := json.Marshal([]string{form, k.SHA256, k.Program, k.Options}) // strings always marshal
	return sha256.Sum256(text)
}

// Get returns what is kept for the key, nil when that is nothing, or nothing legible.
func (c *Cache) Get(key Key) *checker.Inspection {
	if c == nil {
		return nil
	}
	raw, _, err := c.store.GetBytes(key.id())
	if err != nil {
		return nil
	}
	in, err := checker.DecodeInspection(raw)
	if err != nil || in.Facts == nil || in.Facts.File.SHA256 != key.SHA256 {
		return nil
	}
	return in
}

// Put keeps an inspection. One with a page that could not be read is not kept: that may have
// been the machine's fault and go well the next time.
func (c *Cache) Put(key Key, in *checker.Inspection) error {
	if c == nil || slices.ContainsFunc(in.Facts.Pages, func(p checker.Page) bool { return p.Failed != nil }) {
		return nil
	}
	raw, err := in.Encode()
	if err != nil {
		return err
	}
	return c.store.PutBytes(key.id(), raw)
}

// Trim removes what was not used for days, and then the oldest entries until the folder is
// within its limit. Nothing that a reader has open is lost to it.
func (c *Cache) Trim() error {
	if c == nil {
		return nil
	}
	if err := c.store.Trim(); err != nil {
		return err
	}
	files, total := c.files()
	slices.SortFunc(files, func(a, b file) int { return a.used.Compare(b.used) })
	for _, f := range files {
		if total <= c.limit {
			break
		}
		if os.Remove(f.path) == nil {
			total -= f.size
		}
	}
	return nil
}

type file struct {
	path string
	size int64
	used time.Time
}

func (c *Cache) files() (files []file, total int64) {
	_ = filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Dir(path) == c.dir { // the store's own notes lie on top
			return nil //nolint:nilerr // what cannot be looked at is left alone
		}
		if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
			files = append(files, file{path, info.Size(), info.ModTime()})
			total += info.Size()
		}
		return nil
	})
	return files, total
}
