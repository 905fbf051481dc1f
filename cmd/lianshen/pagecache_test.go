package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What is kept stays within its limit, and what was asked for last stays the longest.
func TestPageCache(t *testing.T) {
	c := newPageCache(filepath.Join(t.TempDir(), "pages"), 1000, slog.New(slog.DiscardHandler))
	if c.get("0.jpg") != nil {
		t.Error("something is kept of nothing")
	}
	picture := bytes.Repeat([]byte{1}, 100)
	begin := time.Now().Add(-time.Hour)
	for n := range 25 {
		c.put(fmt.Sprintf("%d.jpg", n), picture)
		at := begin.Add(time.Duration(n) * time.Second)
		if err := os.Chtimes(filepath.Join(c.dir, fmt.Sprintf("%d.jpg", n)), at, at); err != nil {
			t.Fatal(err)
		}
		if got := c.get("0.jpg"); !bytes.Equal(got, picture) { // is asked for all the time
			t.Fatalf("after %d: %d bytes of the first", n, len(got))
		}
		entries, err := os.ReadDir(c.dir)
		if err != nil || len(entries) > 10 || int64(len(entries))*100 != c.bytes {
			t.Fatalf("%d files, %d bytes, %v", len(entries), c.bytes, err)
		}
	}
	if c.get("24.jpg") == nil || c.get("5.jpg") != nil {
		t.Error("the wrong ones are left")
	}
	again := newPageCache(c.dir, 300, c.log) // another start, with less room
	half := filepath.Join(c.dir, "new-half")
	if err := os.WriteFile(half, picture, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(half, begin.Add(-time.Hour), begin.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	again.put("x.jpg", picture)
	entries, err := os.ReadDir(c.dir)
	if err != nil || len(entries) > 3 || again.get("x.jpg") == nil {
		t.Errorf("%v, %v", entries, err)
	}
	if err := os.WriteFile(filepath.Join(c.dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	nowhere := newPageCache(filepath.Join(c.dir, "file", "below"), 300, c.log)
	nowhere.put("x.jpg", picture) // is no reason to fail
	if nowhere.get("x.jpg") != nil {
		t.Error("kept nowhere")
	}
}
