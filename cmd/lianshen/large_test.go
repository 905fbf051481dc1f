package main

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A file of 200 MB passes through the server: what it holds in memory stays what it was. The
// figures, of server and sender together, are logged.
func TestLargeUpload(t *testing.T) {
	if testing.Short() {
		t.Skip("200 MB")
	}
	s, project := serveProject(t, "东莞一厂")
	put := func(size int64) (heap, resident int64, took time.Duration) {
		stop, measured := make(chan struct{}), make(chan [2]int64)
		go func() { measured <- highest(stop) }()
		began := time.Now()
		s.want("PUT", "/api/v1/projects/"+project+"/documents/contract?name=large.pdf", large(size), 201, nil)
		took = time.Since(began)
		close(stop)
		got := <-measured
		return got[0], got[1], took
	}
	heap0, resident0, _ := put(1 << 20)
	heap, resident, took := put(maxDocumentBytes)
	t.Logf("1 MB: heap %d MB, resident %d MB; 200 MB in %.1f s: heap %d MB, resident %d MB", heap0>>20, resident0>>20, took.Seconds(), heap>>20, resident>>20)
	if grew := heap - heap0; grew > 24<<20 {
		t.Errorf("the heap grew by %d MB", grew>>20)
	}
}

// large is something that begins as a PDF and can not be squeezed.
func large(size int64) io.Reader {
	head := "%PDF-1.7\n"
	return announced{size, io.MultiReader(strings.NewReader(head), io.LimitReader(noise{rand.NewChaCha8([32]byte{})}, size-int64(len(head))))}
}

// announced is a body whose length is known beforehand.
type announced struct {
	size int64
	io.Reader
}

func (a announced) Size() int64 { return a.size }

type noise struct{ *rand.ChaCha8 }

// highest is how much memory is in use at most until stop: the heap after what can be freed was
// freed, and what is resident.
func highest(stop <-chan struct{}) (most [2]int64) {
	ticker := time.NewTicker(25 * time.Millisecond)
	defer ticker.Stop()
	for {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		most[0], most[1] = max(most[0], int64(m.HeapAlloc)), max(most[1], residentBytes())
		select {
		case <-ticker.C:
		case <-stop:
			return most
		}
	}
}

func residentBytes() int64 {
	raw, err := os.ReadFile("/proc/self/statm")
	fields := bytes.Fields(raw)
	if err != nil || len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}
