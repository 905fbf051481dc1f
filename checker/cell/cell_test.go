package cell_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"lianshen/checker/cell"
)

// open returns a pool that is closed, and checked for leaks, at the end of the test.
func open(t *testing.T, config cell.Config) *cell.Pool {
	t.Helper()
	if config.Size == 0 {
		config.Size = 1
	}
	leaks := goleak.IgnoreCurrent()
	pool, err := cell.New(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		pool.Close()
		goleak.VerifyNone(t, leaks)
	})
	return pool
}

// do runs op and decodes its result into a T.
func do[T any](t *testing.T, pool *cell.Pool, op string, payload any, file io.Reader) T {
	t.Helper()
	res, err := pool.Do(t.Context(), op, payload, file, nil)
	if err != nil {
		t.Fatalf("%s: %v", op, err)
	}
	var v T
	if err := json.Unmarshal(res.Data, &v); err != nil {
		t.Fatalf("%s: %v", op, err)
	}
	return v
}

func TestEcho(t *testing.T) {
	pool := open(t, cell.Config{})
	got := do[echo](t, pool, "echo", "你好", strings.NewReader("%PDF-1.7"))
	got.PID = 0
	if diff := cmp.Diff(echo{Text: "你好", File: "%PDF-1.7", HasFile: true}, got); diff != "" {
		t.Errorf("result (-want +got):\n%s", diff)
	}
	if got := do[echo](t, pool, "echo", "", nil); got.HasFile {
		t.Error("a request without a file has one in the child")
	}
	if got := do[echo](t, pool, "echo", "", strings.NewReader("")); !got.HasFile {
		t.Error("an empty file does not arrive")
	}
}

func TestFileOfManyChunks(t *testing.T) {
	pool := open(t, cell.Config{})
	const size = 20<<20 + 17
	for name, file := range map[string]io.Reader{
		"known size":   bytes.NewReader(make([]byte, size)),
		"unknown size": io.LimitReader(zeros{}, size),
		"odd pieces":   iotest.HalfReader(io.LimitReader(zeros{}, size)),
	} {
		if got := do[int](t, pool, "size", nil, file); got != size {
			t.Errorf("%s: child has %d bytes, want %d", name, got, size)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func TestEventsStreamInOrder(t *testing.T) {
	pool := open(t, cell.Config{})
	var got, want []string
	for i := range 1000 {
		want = append(want, fmt.Sprintf("page %d", i+1))
	}
	_, err := pool.Do(t.Context(), "pages", 1000, nil, func(e cell.Event) {
		got = append(got, e.Name+" "+string(e.Data))
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestBlob(t *testing.T) {
	pool := open(t, cell.Config{})
	const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" // FIPS 180-2, B.1
	var got cell.Event
	res, err := pool.Do(t.Context(), "blob", nil, strings.NewReader("abc"), func(e cell.Event) { got = e })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(cell.Event{Blob: []byte("abc"), SHA256: abc}, got); diff != "" {
		t.Errorf("event (-want +got):\n%s", diff)
	}
	if string(res.Data) != `"`+abc+`"` {
		t.Errorf("child's digest = %s", res.Data)
	}
}

func TestHeartbeatKeepsSlowPageAlive(t *testing.T) {
	pool := open(t, cell.Config{Limits: cell.Limits{Page: 250 * time.Millisecond}})
	if !do[bool](t, pool, "heartbeat", nil, nil) { // takes 400 ms
		t.Error("no result")
	}
}

func TestSlowCallerIsNotTheChildsSilence(t *testing.T) {
	pool := open(t, cell.Config{Limits: cell.Limits{Page: 200 * time.Millisecond}})
	slow := func(cell.Event) { time.Sleep(300 * time.Millisecond) }
	if _, err := pool.Do(t.Context(), "pages", 2, lateReader{strings.NewReader("x")}, slow); err != nil {
		t.Error(err)
	}
}

type lateReader struct{ r io.Reader }

func (l lateReader) Read(p []byte) (int, error) {
	time.Sleep(300 * time.Millisecond)
	return l.r.Read(p)
}

func TestConcurrentRequests(t *testing.T) {
	pool := open(t, cell.Config{Size: 2, MaxRequests: 10})
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			want := fmt.Sprintf("request %d", i)
			if got := do[echo](t, pool, "echo", want, strings.NewReader(want)); got.Text != want || got.File != want {
				t.Errorf("result = %+v, want %q", got, want)
			}
		})
	}
	wg.Wait()
}

func TestNoiseOfLibraries(t *testing.T) {
	var log lockedBuffer
	pool := open(t, cell.Config{Logger: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if got := do[string](t, pool, "noise", nil, nil); got != "quiet" {
		t.Errorf("result = %q", got)
	}
	pool.Close()
	if n := len(log.String()); n > 1<<20 || !strings.Contains(log.String(), "not a number") {
		t.Errorf("log of %d bytes", n)
	}
}

func TestPeakMemory(t *testing.T) {
	pool := open(t, cell.Config{Limits: cell.Limits{Page: 5 * time.Second}})
	res, err := pool.Do(t.Context(), "heartbeat", nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if res.PeakMemory < 1<<20 || res.PeakMemory > 500<<20 || res.Wall < 400*time.Millisecond {
		t.Errorf("peak %d bytes, wall %v", res.PeakMemory, res.Wall)
	}
}
