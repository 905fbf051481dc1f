package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lianshen/internal/dev/pgtest"
	"lianshen/workflow"
	"lianshen/workflow/audit"
	"lianshen/workflow/store"
	"lianshen/workflow/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// bench is a queue in a store, and workers that note what they were asked.
type bench struct {
	*Queue
	t     *testing.T
	store *store.Store

	mu       sync.Mutex
	read     []workflow.InspectArgs
	swept    int
	overdue  int // what the next sweeps find, one each
	inspect  func(context.Context, workflow.InspectArgs) error
	recounts int
	reminds  int
	noted    int
	judged   []workflow.EvaluateArgs
}

func each(t *testing.T, test func(*bench)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if err := Migrate(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		q, err := Open(s, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		s.UseQueue(q)
		test(&bench{Queue: q, t: t, store: s})
	})
}

func (b *bench) DecideOverdue(context.Context, string) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.swept++
	if b.overdue == 0 {
		return 0, nil
	}
	b.overdue--
	return 1, nil
}

func (b *bench) Recount(context.Context, string) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.recounts++
	return 0, nil
}

func (b *bench) Remind(context.Context, string) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.reminds++
	return 0, nil
}

func (b *bench) Checkpoint(context.Context) (*audit.Checkpoint, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.noted++
	return nil, nil
}

func (b *bench) evaluate(_ context.Context, at workflow.EvaluateArgs) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.judged = append(b.judged, at)
	return nil
}

func (b *bench) workers() Workers {
	return Workers{Service: b, Inspectors: 2, Evaluate: b.evaluate, Inspect: func(ctx context.Context, at workflow.InspectArgs) error {
		b.mu.Lock()
		b.read = append(b.read, at)
		do := b.inspect
		b.mu.Unlock()
		if do == nil {
			return nil
		}
		return do(ctx, at)
	}}
}

func (b *bench) drain() {
	b.t.Helper()
	if err := b.Drain(b.t.Context(), b.workers()); err != nil {
		b.t.Fatal(err)
	}
}

// add commits a change with its jobs, or undoes it when fault is not nil.
func (b *bench) add(fault error, all ...workflow.Job) {
	b.t.Helper()
	err := b.store.Change(b.t.Context(), func(tx workflow.Tx) (*audit.Event, error) {
		for _, job := range all {
			if err := tx.Enqueue(job); err != nil {
				return nil, err
			}
		}
		return &audit.Event{At: time.Unix(1e9, 0), Act: "test.act", Data: []byte(`{}`)}, fault
	})
	if !errors.Is(err, fault) {
		b.t.Fatal(err)
	}
}

func (b *bench) inspections() (out []Job) {
	b.t.Helper()
	all, err := b.List(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(j Job) bool { return j.Kind != workflow.JobInspect })
}

func reading(number int) workflow.Job {
	return workflow.Job{Kind: workflow.JobInspect, Args: workflow.InspectArgs{Project: "p1", Slug: "contract", Number: number}}
}

// A job is there exactly when its change is, and once.
func TestInsertIsPartOfTheChange(t *testing.T) {
	each(t, func(b *bench) {
		b.add(errors.New("undone"), reading(1))
		if got := b.inspections(); len(got) > 0 {
			b.t.Errorf("after an undone change: %+v", got)
		}
		b.add(nil, reading(1), reading(1), reading(2))
		b.add(nil, reading(2))
		got := b.inspections()
		if len(got) != 2 || got[0].State != Waiting {
			b.t.Errorf("jobs = %+v", got)
		}
		var args workflow.InspectArgs
		if err := json.Unmarshal(got[0].Args, &args); err != nil || args != reading(1).Args {
			b.t.Errorf("args = %s, %v", got[0].Args, err)
		}
	})
}

func TestDrain(t *testing.T) {
	each(t, func(b *bench) {
		b.overdue = 3
		later := reading(3)
		later.RunAt = time.Now().Add(time.Hour)
		judging := workflow.EvaluateArgs{Project: "p1", Slug: "contract", Number: 1}
		b.add(nil, reading(1), reading(2), later, workflow.Job{Kind: workflow.JobEvaluate, Args: judging})
		b.drain()
		if len(b.read) != 2 || b.swept != 4 || b.recounts != 1 || b.reminds != 1 || b.noted != 1 || !slices.Equal(b.judged, []workflow.EvaluateArgs{judging}) {
			b.t.Errorf("read %v, swept %d times, recounted %d, reminded %d, noted %d, judged %v", b.read, b.swept, b.recounts, b.reminds, b.noted, b.judged)
		}
		if left := b.inspections(); len(left) != 1 || left[0].State != Planned {
			b.t.Errorf("left = %+v", left)
		}
		b.add(nil, reading(1)) // what is done may be asked for again
		b.drain()
		if len(b.read) != 3 {
			b.t.Errorf("read %v", b.read)
		}
	})
}

// A job that is planned is made due, and worked, by asking for it.
func TestRetryOfPlanned(t *testing.T) {
	each(t, func(b *bench) {
		later := reading(1)
		later.RunAt = time.Now().Add(time.Hour)
		b.add(nil, later)
		if err := b.Retry(b.t.Context(), b.inspections()[0].ID); err != nil {
			b.t.Fatal(err)
		}
		b.drain()
		if len(b.read) != 1 || len(b.inspections()) > 0 {
			b.t.Errorf("read %v, left %+v", b.read, b.inspections())
		}
		if err := b.Retry(b.t.Context(), 1<<40); !errors.Is(err, ErrNotFound) {
			b.t.Errorf("no such job: %v", err)
		}
	})
}

// What fails is tried again later, at last lies dead with its reason, and can be raised.
func TestFailedAndDead(t *testing.T) {
	each(t, func(b *bench) {
		b.inspect = func(context.Context, workflow.InspectArgs) error { return errors.New("no engine") }
		b.add(nil, reading(1))
		for state := Failed; state != Dead; {
			b.drain()
			left := b.inspections()
			if len(left) != 1 || left[0].Attempts != len(b.read) || left[0].Error != "no engine" {
				b.t.Fatalf("read %d times: %+v", len(b.read), left)
			}
			if state = left[0].State; (state == Dead) != (len(b.read) == attempts) || state != Dead && state != Failed {
				b.t.Fatalf("read %d times: %+v", len(b.read), left)
			}
			if err := b.Retry(b.t.Context(), left[0].ID); err != nil { // rather than wait
				b.t.Fatal(err)
			}
		}
		b.inspect = nil
		b.drain()
		if left := b.inspections(); len(left) > 0 || len(b.read) != attempts+1 {
			b.t.Errorf("read %d times, left %+v", len(b.read), left)
		}
	})
}

// What is not to be had yet is no failure: the job waits, however often.
func TestNotYet(t *testing.T) {
	each(t, func(b *bench) {
		b.inspect = func(context.Context, workflow.InspectArgs) error {
			return fmt.Errorf("scanner: %w", ErrNotYet)
		}
		b.add(nil, reading(1))
		for n := 1; n <= attempts+2; n++ {
			b.drain()
			left := b.inspections()
			if len(left) != 1 || left[0].State != Planned || len(b.read) != n {
				b.t.Fatalf("asked %d times of %d: %+v", len(b.read), n, left)
			}
			if err := b.Retry(b.t.Context(), left[0].ID); err != nil { // rather than wait
				b.t.Fatal(err)
			}
		}
		b.inspect = nil
		b.drain()
		if left := b.inspections(); len(left) > 0 {
			b.t.Errorf("left %+v", left)
		}
	})
}

// A job whose process died on this machine is taken up at the next start; one of a living
// process is not.
func TestTakeUp(t *testing.T) {
	each(t, func(b *bench) {
		host, _, _ := strings.Cut(ownName(), "/")
		b.add(nil, reading(1), reading(2))
		all := b.inspections()
		for i, by := range []string{fmt.Sprintf("%s/%d/1", host, deadPID(b.t)), ownName()} {
			set := `'` + `["` + by + `"]'`
			if b.store.IsPostgres() {
				set = `ARRAY['` + by + `']`
			}
			_, err := b.store.Writer().Exec(`UPDATE river_job SET state = 'running', attempt = 1, attempted_at = CURRENT_TIMESTAMP,
				attempted_by = `+set+` WHERE id = $1`, all[i].ID)
			if err != nil {
				b.t.Fatal(err)
			}
		}
		if err := b.takeUp(b.t.Context()); err != nil {
			b.t.Fatal(err)
		}
		for _, j := range b.inspections() {
			if want := map[bool]string{true: Waiting, false: Running}[j.ID == all[0].ID]; j.State != want {
				b.t.Errorf("job %+v, want %s", j, want)
			}
		}
	})
}

// deadPID is the number of a process that has ended.
func deadPID(t *testing.T) int {
	t.Helper()
	cmd := exec.Command("true")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return cmd.Process.Pid
}

func TestDied(t *testing.T) {
	host, _, _ := strings.Cut(ownName(), "/")
	for name, want := range map[string]bool{
		ownName(): false,
		fmt.Sprintf("%s/%d/1", host, os.Getpid()):           true, // the number was given again
		fmt.Sprintf("%s/%d/1", host, deadPID(t)):            true,
		fmt.Sprintf("elsewhere-%s/%d/1", host, os.Getpid()): false,
		fmt.Sprintf("%s/%d/", host, deadPID(t)):             false, // cannot be told
		host + "/x/1":                                       false,
		host + "_2026-11-26":                                false,
		"":                                                  false,
	} {
		if got := died(name); got != want {
			t.Errorf("died(%q) = %v", name, got)
		}
	}
}

// Workers that are told to stop let a job that runs come to its end.
func TestWorkStopsCleanly(t *testing.T) {
	each(t, func(b *bench) {
		begun, finish := make(chan bool), make(chan bool)
		b.inspect = func(ctx context.Context, _ workflow.InspectArgs) error {
			begun <- true
			<-finish
			return ctx.Err()
		}
		b.add(nil, reading(1))
		ctx, stop := context.WithCancel(b.t.Context())
		ended := make(chan error, 1)
		go func() { ended <- b.Work(ctx, b.workers()) }()
		<-begun
		stop()
		close(finish)
		if err := <-ended; err != nil {
			b.t.Error(err)
		}
		if left := b.inspections(); len(left) > 0 {
			b.t.Errorf("left = %+v", left)
		}
	})
}

// Up, down to nothing, up again, and a job can be added.
func TestMigrate(t *testing.T) {
	each(t, func(b *bench) {
		for range 2 {
			if err := errors.Join(Unmigrate(b.t.Context(), b.store), Unmigrate(b.t.Context(), b.store)); err != nil {
				b.t.Fatal(err)
			}
			if _, err := b.List(b.t.Context()); err == nil {
				b.t.Fatal("jobs can be listed without a table")
			}
			if err := errors.Join(Migrate(b.t.Context(), b.store), Migrate(b.t.Context(), b.store)); err != nil {
				b.t.Fatal(err)
			}
			b.store.Writer().SetMaxIdleConns(0) // pgx remembers plans for tables that were another
			b.store.Writer().SetMaxIdleConns(1)
			b.add(nil, reading(1))
			if got := b.inspections(); len(got) != 1 {
				b.t.Fatalf("jobs = %+v", got)
			}
		}
		if err := errors.Join(Unmigrate(b.t.Context(), b.store), b.store.Down(b.t.Context())); err != nil {
			b.t.Error(err)
		}
	})
}
