package workflow_test

import (
	"encoding/json"
	"errors"
	"sync"
	"testing"

	"lianshen/workflow"
)

// together runs functions side by side and returns their errors in order.
func together(acts ...func() error) []error {
	out := make([]error, len(acts))
	var wg sync.WaitGroup
	begin := make(chan struct{})
	for i, act := range acts {
		wg.Go(func() {
			<-begin
			out[i] = act()
		})
	}
	close(begin)
	wg.Wait()
	return out
}

func count(list []error, want error) int {
	n := 0
	for _, err := range list {
		if errors.Is(err, want) {
			n++
		}
	}
	return n
}

// Two leaders at the same instant: one decision, the other is told of the conflict.
func TestTwoDeciders(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		for range 5 {
			a := w.passed(w.submitted())
			out := together(
				func() error { _, err := w.Approve(ctx, w.leader, ref(a)); return err },
				func() error { _, err := w.Approve(ctx, w.deputy, ref(a)); return err },
				func() error { _, err := w.Return(ctx, w.deputy, ref(a), returning(t, "x")); return err },
			)
			if count(out, nil) != 1 || count(out, workflow.ErrVersion) != 2 {
				t.Errorf("outcomes %v", out)
			}
			c := w.read(a)
			if (c.Decision != nil) == (len(c.Returns) > 0) || c.Application.Version != a.Version+1 {
				t.Errorf("decision %v, returns %v", c.Decision, c.Returns)
			}
			w.events()
		}
	})
}

// At the instant at which the period ends the law decides: the leader's click is refused, and
// of many sweeps one writes it down.
func TestDeemedAgainstALeadersClick(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		a := w.passed(w.submitted())
		w.clock.Set(deemed)
		var mu sync.Mutex
		var written int
		sweep := func() error {
			n, err := w.DecideOverdue(ctx, "job")
			mu.Lock()
			defer mu.Unlock()
			written += n
			return err
		}
		click := func() error { _, err := w.Approve(ctx, w.leader, ref(a)); return err }
		out := together(sweep, click, sweep, click, sweep, sweep)
		if written != 1 || count(out, nil) != 4 {
			t.Errorf("%d written, outcomes %v", written, out)
		}
		if n := count(out, workflow.ErrOverdue) + count(out, workflow.ErrVersion); n != 2 {
			t.Errorf("clicks: %v", out)
		}
		if d := w.read(a).Decision; d.Mode != workflow.ModeDeemed || !d.At.Equal(deemed) {
			t.Errorf("decision %+v", d)
		}
		w.events()
	})
}

// Handlers claim at once: one has it.
func TestTwoClaims(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a := w.submitted()
		claim := func(by workflow.Actor) func() error {
			return func() error { _, err := w.Claim(t.Context(), by, ref(a)); return err }
		}
		out := together(claim(w.handlerA), claim(w.both), claim(w.handlerA), claim(w.both))
		if count(out, nil) != 1 || count(out, workflow.ErrVersion) != 3 {
			t.Errorf("outcomes %v", out)
		}
		if steps := w.steps(a.ID); len(steps) != 1 {
			t.Errorf("those who lost should not stand on the step: %v", steps)
		}
	})
}

// B, whose turn has come, against the one to whom A has lent the post: one has it, and the
// record names everyone concerned.
func TestBAndTheDelegateOfA(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		until := date(t, "2026-11-30")
		must(w.Delegate(ctx, w.handlerA, workflow.Grant{Person: w.both.Person, Branch: w.company.Branch, From: date(t, "2026-11-02"), Until: &until}))(t)
		for range 3 {
			w.clock.Set(monday)
			a := w.submitted()
			w.clock.Set(monday.AddDate(0, 0, 2)) // B's turn
			claim := func(by workflow.Actor) func() error {
				return func() error { _, err := w.Claim(ctx, by, ref(a)); return err }
			}
			lent := w.both
			lent.Role = "handler"
			out := together(claim(w.handlerB), claim(lent), claim(w.handlerA))
			if count(out, nil) != 1 || count(out, workflow.ErrVersion) != 2 {
				t.Fatalf("outcomes %v", out)
			}
			got := w.read(a).Application
			if got.Handler != w.handlerA.Person && got.Handler != w.handlerB.Person && got.Handler != w.both.Person {
				t.Errorf("handler %q", got.Handler)
			}
		}
	})
}

// Uploads into one slot at once lose no version.
func TestUploadsAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := w.open()
		var acts []func() error
		for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
			acts = append(acts, func() error {
				_, err := w.AddDocument(t.Context(), w.enterprise, p.ID, "contract", file(name))
				return err
			})
		}
		if out := together(acts...); count(out, nil) != len(acts) {
			t.Fatal(out)
		}
		docs := must(w.Dossier(t.Context(), p.ID))(t).Documents
		if len(docs) != 1 || len(docs[0].Versions) != len(acts) || docs[0].Current().Number != len(acts) {
			t.Errorf("documents %+v", docs)
		}
	})
}

func jsonHas(t *testing.T, raw json.RawMessage, key string, want any) bool {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m[key] == want
}
