package cell_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lianshen/checker/cell"
)

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
		{"worn by its own account", cell.Config{}, "wear-out", true},
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
	first := open(t, cell.Config{Size: 1}) // finds out what the system permits
	if _, err := first.Isolation(t.Context()); err != nil {
		t.Fatal(err)
	}
	first.Close()
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
