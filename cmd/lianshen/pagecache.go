package main

import (
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// pageCache keeps pictures of pages on the disk, up to a number of bytes: what was not asked for
// the longest goes first. It lies outside the folder that cells may write, so that no hostile
// file puts a picture in place of another's. What cannot be kept is rendered again.
type pageCache struct {
	dir   string
	limit int64
	log   *slog.Logger

	mu    sync.Mutex
	bytes int64 // about; -1 before the folder was looked through
}

// pageCacheLimit holds some five thousand pages.
const pageCacheLimit = 1 << 30

func newPageCache(dir string, limit int64, log *slog.Logger) *pageCache {
	return &pageCache{dir: dir, limit: limit, log: log, bytes: -1}
}

// get gives what is kept under a name, nil where nothing is.
func (c *pageCache) get(name string) []byte {
	path := filepath.Join(c.dir, name)
	raw, err := os.ReadFile(path)
	if err != nil || len(raw) == 0 {
		return nil
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now) // it was asked for; if it goes, it is rendered again
	return raw
}

// put keeps a picture. It is whole under its name or not there.
func (c *pageCache) put(name string, picture []byte) {
	if err := c.write(name, picture); err != nil {
		c.log.Warn("a picture of a page was not kept", "error", err)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.bytes < 0 || c.bytes+int64(len(picture)) > c.limit {
		c.trim()
		return
	}
	c.bytes += int64(len(picture))
}

func (c *pageCache) write(name string, picture []byte) error {
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(c.dir, "new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(picture)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(c.dir, name))
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// trim takes away what was not asked for the longest, until nine tenths of the limit are left,
// and what a crash left half written.
func (c *pageCache) trim() {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		c.log.Warn("the pictures of pages were not counted", "error", err)
		return
	}
	var files []fs.FileInfo
	c.bytes = 0
	for _, e := range entries {
		info, err := e.Info()
		switch {
		case err != nil: // another process took it away
		case strings.HasPrefix(e.Name(), "new-") && time.Since(info.ModTime()) > time.Hour:
			os.Remove(filepath.Join(c.dir, e.Name()))
		default:
			files = append(files, info)
			c.bytes += info.Size()
		}
	}
	if c.bytes <= c.limit {
		return
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, f := range files {
		if c.bytes <= c.limit/10*9 {
			return
		}
		if os.Remove(filepath.Join(c.dir, f.Name())) == nil {
			c.bytes -= f.Size()
		}
	}
}
