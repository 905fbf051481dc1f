package live

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"lianshen/checker"
)

// open gives a hub that leaves nobody behind: no goroutine of this package, no subscriber.
func open(t *testing.T, c Config) *Hub {
	t.Helper()
	h := New(c)
	t.Cleanup(func() {
		h.Close()
		stacks := make([]byte, 1<<20)
		stacks = stacks[:runtime.Stack(stacks, true)]
		if strings.Contains(string(stacks), "live.(*Hub).look") {
			t.Errorf("somebody still looks:\n%s", stacks)
		}
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.count != 0 {
			t.Errorf("%d subscribers are left", h.count)
		}
	})
	return h
}

func subscribe(t *testing.T, h *Hub, project string) *Subscription {
	t.Helper()
	s, err := h.Subscribe(project)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func next(t *testing.T, s *Subscription) []Event {
	t.Helper()
	got, err := s.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func said(all []Event) string {
	out := make([]string, len(all))
	for i, e := range all {
		out[i] = fmt.Sprintf("%s/%d %s %d/%d", e.Slug, e.Number, e.State, e.Page, e.Pages)
	}
	return strings.Join(out, ", ")
}

// Who comes late is told how it stands, then what happens; of other projects nothing.
func TestSnapshotThenEvents(t *testing.T) {
	h := open(t, Config{})
	h.Publish(Event{Project: "p", Slug: "contract", Number: 1, State: Waiting})
	h.Publish(Event{Project: "p", Slug: "contract", Number: 1, State: Reading, Page: 1, Pages: 3, Early: []checker.Finding{{Code: "seal.owner"}}})
	h.Publish(Event{Project: "q", Slug: "contract", Number: 1, State: Read})
	s := subscribe(t, h, "p")
	if got := next(t, s); said(got) != "contract/1 reading 1/3" || len(got[0].Early) != 1 {
		t.Errorf("snapshot %s", said(got))
	}
	h.Publish(Event{Project: "p", Slug: "contract", Number: 1, State: Read, Page: 3, Pages: 3})
	h.Publish(Event{Project: "p", Number: 7, State: Judged})
	if got := said(next(t, s)); got != "contract/1 read 3/3, /7 judged 0/0" {
		t.Errorf("then %s", got)
	}
	if e, ok := h.Last("p", "contract", 1); !ok || e.State != Read || e.Early == nil || e.At.IsZero() {
		t.Errorf("last %+v", e)
	}
	if _, ok := h.Last("none", "contract", 1); ok {
		t.Error("a project that nobody spoke of is known")
	}
}

// A subscriber that takes nothing keeps nobody waiting, and is told of the last step only.
func TestSlowSubscriber(t *testing.T) {
	h := open(t, Config{})
	s := subscribe(t, h, "p")
	for n := range 10_000 {
		h.Publish(Event{Project: "p", Slug: "contract", Number: 1, State: Reading, Page: n, Pages: 10_000})
	}
	if got := said(next(t, s)); got != "contract/1 reading 9999/10000" {
		t.Errorf("told %s", got)
	}
}

func TestNextEnds(t *testing.T) {
	h := open(t, Config{})
	s := subscribe(t, h, "p")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("after its context: %v", err)
	}
	ended := make(chan error)
	go func() {
		_, err := s.Next(t.Context())
		ended <- err
	}()
	h.Close()
	if err := <-ended; !errors.Is(err, ErrClosed) {
		t.Errorf("after the hub: %v", err)
	}
	if _, err := h.Subscribe("p"); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed hub: %v", err)
	}
	s.Close()
	s.Close() // twice is once
	if _, err := s.Next(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed subscription: %v", err)
	}
}

// What is kept has bounds, whoever uploads how much.
func TestBounds(t *testing.T) {
	h := open(t, Config{})
	s := subscribe(t, h, "watched")
	for n := range 2 * maxProjects {
		h.Publish(Event{Project: fmt.Sprint(n), Slug: "contract", Number: 1, State: Read})
	}
	for n := range 2 * maxVersions {
		h.Publish(Event{Project: "watched", Slug: "contract", Number: n, State: Read})
	}
	if len(h.projects) > maxProjects || len(h.order) != len(h.projects) || h.projects["watched"] == nil {
		t.Errorf("%d projects in an order of %d", len(h.projects), len(h.order))
	}
	if p := h.projects["watched"]; len(p.states) != maxVersions || len(p.order) != maxVersions {
		t.Errorf("%d states in an order of %d", len(p.states), len(p.order))
	}
	if got := next(t, s); got[len(got)-1].Number != 2*maxVersions-1 {
		t.Errorf("the last was %s", said(got[len(got)-1:]))
	}
	h.count += maxSubscribers
	if _, err := h.Subscribe("p"); !errors.Is(err, ErrFull) {
		t.Errorf("one too many: %v", err)
	}
	h.count -= maxSubscribers
}

// What another process stores is told while somebody is there, and looked for no longer than that.
func TestLook(t *testing.T) {
	looked := make(chan []Event)
	h := open(t, Config{Every: time.Millisecond, Look: func(ctx context.Context, project string) ([]Event, error) {
		if project != "p" {
			return nil, errors.New("another project")
		}
		select {
		case e := <-looked:
			return e, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}})
	s := subscribe(t, h, "p")
	version := func(state State) Event { return Event{Slug: "contract", Number: 1, State: state} }
	looked <- []Event{version(Waiting)}
	if got := said(next(t, s)); got != "contract/1 waiting 0/0" {
		t.Errorf("at first %s", got)
	}
	h.Publish(Event{Project: "p", Slug: "contract", Number: 1, State: Reading, Page: 2, Pages: 3}) // this process reads
	looked <- []Event{version(Waiting)}                                                            // the store is behind
	looked <- []Event{version(Read), {State: Judged, Number: 1}}
	got := next(t, s)
	if len(got) == 1 { // it was quick
		got = append(got, next(t, s)...)
	}
	if last := got[len(got)-2:]; said(last) != "contract/1 read 0/0, /1 judged 0/0" {
		t.Errorf("then %s", said(got))
	}
	looked <- []Event{version(Read), {State: Judged, Number: 1}} // known
	looked <- []Event{version(Read), {State: Judged, Number: 2}}
	if got := said(next(t, s)); got != "/2 judged 0/0" {
		t.Errorf("at last %s", got)
	}
	s.Close()
	h.looks.Wait() // nobody is there any more
}

// Publishers and subscribers come and go at once; the race detector listens.
func TestMany(t *testing.T) {
	h := open(t, Config{Every: time.Microsecond, Look: func(context.Context, string) ([]Event, error) {
		return []Event{{Slug: "contract", Number: 1, State: Read}}, nil
	}})
	var group sync.WaitGroup
	for n := range 16 {
		group.Go(func() {
			id := fmt.Sprint(n % 3)
			for range 50 {
				s, err := h.Subscribe(id)
				if err != nil {
					t.Error(err)
					return
				}
				h.Publish(Event{Project: id, Slug: "contract", Number: n, State: Reading})
				if _, err := s.Next(t.Context()); err != nil {
					t.Error(err)
				}
				s.Close()
			}
		})
	}
	group.Wait()
}
