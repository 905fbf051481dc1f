package cell_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"lianshen/checker/cell"
	"lianshen/internal/errs"
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

// TestFailures holds every way to fail against the error it must give, and checks that the
// pool serves the next request.
func TestFailures(t *testing.T) {
	limits := cell.Limits{Memory: 200 << 20, Wall: 20 * time.Second, Page: 300 * time.Millisecond, Output: 8 << 20}
	quick := limits
	quick.Wall, quick.Page = 300*time.Millisecond, time.Minute
	small := limits
	small.File = 1 << 20
	broken := errors.New("disk fault")
	for _, tt := range []struct {
		op     string
		limits cell.Limits
		file   io.Reader
		want   error
	}{
		{op: "hang", limits: limits, want: cell.ErrPageTimeout},
		{op: "spin", limits: limits, want: cell.ErrPageTimeout},
		{op: "hang", limits: quick, want: cell.ErrTimeout},
		{op: "bomb", limits: limits, want: cell.ErrMemory},
		{op: "exit", limits: limits, want: cell.ErrCrashed},
		{op: "fault", limits: limits, want: cell.ErrCrashed},
		{op: "panic", limits: limits, want: cell.ErrCrashed},
		{op: "panic-elsewhere", limits: limits, want: cell.ErrCrashed},
		{op: "raise", limits: limits, want: errScan},
		{op: "flood", limits: limits, want: cell.ErrOutput},
		{op: "flood-unchecked", limits: limits, want: cell.ErrCrashed},
		{op: "no-such", limits: limits, want: cell.ErrUnknownOperation},
		{op: "size", limits: small, file: io.LimitReader(zeros{}, 2<<20), want: cell.ErrFileSize},
		{op: "size", limits: small, file: bytes.NewReader(make([]byte, 2<<20)), want: cell.ErrFileSize},
		{op: "size", limits: limits, file: iotest.ErrReader(broken), want: broken},
	} {
		t.Run(fmt.Sprintf("%s gives %v", tt.op, tt.want), func(t *testing.T) {
			pool := open(t, cell.Config{Limits: tt.limits})
			if _, err := pool.Do(t.Context(), tt.op, nil, tt.file, nil); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
			if got := do[echo](t, pool, "echo", "still here", nil); got.Text != "still here" {
				t.Errorf("next request gives %+v", got)
			}
		})
	}
}

// A result that no frame holds needs more memory than the limits of TestFailures allow.
func TestBigResult(t *testing.T) {
	pool := open(t, cell.Config{Limits: cell.Limits{Memory: 8 << 30}})
	if _, err := pool.Do(t.Context(), "big-result", nil, nil, nil); !errors.Is(err, cell.ErrOutput) {
		t.Errorf("error = %v, want %v", err, cell.ErrOutput)
	}
}

func TestErrorKeepsItsWords(t *testing.T) {
	pool := open(t, cell.Config{})
	before := do[echo](t, pool, "echo", "", nil).PID
	_, err := pool.Do(t.Context(), "raise", nil, nil, nil)
	got := errs.As(err)
	got.Err = nil
	if diff := cmp.Diff(errScan, got); diff != "" {
		t.Errorf("error (-want +got):\n%s", diff)
	}
	_, err = pool.Do(t.Context(), "plain-error", nil, nil, nil)
	if e := errs.As(err); e.Code != "internal" || err.Error() != "odd" {
		t.Errorf("plain error arrives as %v with code %s", err, e.Code)
	}
	if after := do[echo](t, pool, "echo", "", nil).PID; after != before {
		t.Error("an error of an operation costs the child")
	}
}

func TestLimitStandsInTheWords(t *testing.T) {
	pool := open(t, cell.Config{Limits: cell.Limits{Wall: 50 * time.Millisecond}})
	_, err := pool.Do(t.Context(), "hang", nil, nil, nil)
	e := errs.As(err)
	for _, s := range []string{e.Message.ZH, e.Message.EN} {
		if !strings.Contains(s, "0.05 s") {
			t.Errorf("message %q does not name the limit", s)
		}
	}
	if e.Category != errs.Limit || !strings.Contains(e.Remedy.ZH, "分册上传") {
		t.Errorf("category %s, remedy %q", e.Category, e.Remedy.ZH)
	}
}

func TestPanicIsLogged(t *testing.T) {
	var log lockedBuffer
	pool := open(t, cell.Config{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	pool.Do(t.Context(), "panic", nil, nil, nil)
	pool.Do(t.Context(), "panic-elsewhere", nil, nil, nil)
	for _, want := range []string{"page 3 is upside down", "guard", "in a goroutine"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("log does not hold %q:\n%s", want, log.String())
		}
	}
}

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

func TestCancel(t *testing.T) {
	pool := open(t, cell.Config{})
	do[echo](t, pool, "echo", "", nil)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	begin := time.Now()
	if _, err := pool.Do(ctx, "spin", nil, nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want %v", err, context.Canceled)
	}
	if d := time.Since(begin); d > 5*time.Second {
		t.Errorf("cancel takes %v", d)
	}
	if _, err := pool.Do(ctx, "echo", "", nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error before the start = %v, want %v", err, context.Canceled)
	}
}

func TestCloseDuringWork(t *testing.T) {
	pool := open(t, cell.Config{Size: 2})
	fault := make(chan error)
	for range 4 { // two at work, two waiting
		go func() {
			_, err := pool.Do(context.Background(), "spin", nil, nil, nil)
			fault <- err
		}()
	}
	time.Sleep(300 * time.Millisecond)
	pool.Close()
	for range 4 {
		if err := <-fault; !errors.Is(err, cell.ErrClosed) {
			t.Errorf("error = %v, want %v", err, cell.ErrClosed)
		}
	}
	if _, err := pool.Do(t.Context(), "echo", "", nil, nil); !errors.Is(err, cell.ErrClosed) {
		t.Errorf("error after close = %v, want %v", err, cell.ErrClosed)
	}
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

func TestRecycle(t *testing.T) {
	for _, tt := range []struct {
		name   string
		config cell.Config
		op     string
		fresh  bool
	}{
		{"warm child stays", cell.Config{}, "echo", false},
		{"after MaxRequests", cell.Config{MaxRequests: 1}, "echo", true},
		{"with too much memory", cell.Config{RecycleMemory: 50 << 20}, "keep", true},
		{"after its death at rest", cell.Config{}, "die-later", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pool := open(t, tt.config)
			before := do[echo](t, pool, "echo", "", nil).PID
			if tt.op != "echo" {
				do[any](t, pool, tt.op, nil, nil)
				time.Sleep(100 * time.Millisecond)
			}
			if after := do[echo](t, pool, "echo", "", nil).PID; (after != before) != tt.fresh {
				t.Errorf("child %d then %d, want a fresh one: %v", before, after, tt.fresh)
			}
		})
	}
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

func TestStart(t *testing.T) {
	for _, tt := range []struct {
		how  string
		want error
	}{{"refuse", errNoModel}, {"die", cell.ErrStart}, {"sleep", cell.ErrStart}} {
		t.Run(tt.how, func(t *testing.T) {
			pool := open(t, cell.Config{Env: []string{startEnv + "=" + tt.how}, Limits: cell.Limits{Start: 300 * time.Millisecond}})
			if _, err := pool.Do(t.Context(), "echo", nil, nil, nil); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
			if _, err := pool.Isolation(t.Context()); !errors.Is(err, tt.want) {
				t.Errorf("isolation: error = %v, want %v", err, tt.want)
			}
		})
	}
}

// TestNothingLeaks wears out many children in every way and counts what stays behind.
func TestNothingLeaks(t *testing.T) {
	before := openFiles(t)
	pool := open(t, cell.Config{Size: 2, MaxRequests: 2})
	for i := range 30 {
		pool.Do(t.Context(), []string{"echo", "exit", "panic", "raise", "pages"}[i%5], 3, strings.NewReader("x"), nil)
	}
	pool.Close()
	if after := openFiles(t); after > before+2 { // the runtime's poller may be among them
		t.Errorf("%d open files, then %d", before, after)
	}
	if kids := children(t); len(kids) > 0 {
		t.Errorf("children left behind: %v", kids)
	}
}

func openFiles(t *testing.T) int {
	t.Helper()
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip("needs /proc:", err)
	}
	return len(list)
}

// children returns the processes, zombies too, whose parent is this one.
func children(t *testing.T) []string {
	t.Helper()
	lists, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, l := range lists {
		b, _ := os.ReadFile(l) // a thread may end meanwhile
		all = append(all, strings.Fields(string(b))...)
	}
	return all
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
